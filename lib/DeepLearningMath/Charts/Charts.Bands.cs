namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Curves with bands about them: the middle of many draws, and between which values most of them lie.</summary>
    /// <param name="series">For each curve its name, and at each x the lower edge, the middle and the upper edge, for example the 5 %, 50 % and 95 % quantiles.</param>
    /// <param name="x">What is measured across, with its unit.</param>
    /// <param name="y">What is measured up, with its unit.</param>
    /// <remarks>With <see cref="Chart.LogY"/>, places whose lower edge is 0 or below have no band.</remarks>
    /// <exception cref="ArgumentException">There is no curve, or a curve without a place.</exception>
    public static Chart Bands(
        IEnumerable<(string Name, IEnumerable<(double X, double Low, double Middle, double High)> Places)> series, string x = "x", string y = "y")
    {
        var all = Demand(series, "the list of curves", nameof(series))
            .Select(curve => (curve.Name, Places: Demand(curve.Places, $"the curve '{curve.Name}'", nameof(series)))).ToArray();
        return new Chart($"{Sentence(y)} against {x}", x, y)
        {
            Description = $"{Sentence(y)} against {x}, the middle and in brackets the band: {string.Join("; ", all.Select(curve =>
                $"{curve.Name} goes from {Banded(curve.Places[0])} to {Banded(curve.Places[^1])}"))}.",
        }
        .Add(all.Select((curve, i) => Trace.Band(curve.Places.Select(p => p.X), curve.Places.Select(p => p.Low), curve.Places.Select(p => p.High)).Colored(Palette.Color(i))))
        .Add(all.Select((curve, i) => Trace.Line(curve.Places.Select(p => p.X), curve.Places.Select(p => p.Middle), curve.Name).Colored(Palette.Color(i)).Dashed(Palette.Dash(i))
            .With("mode", "lines+markers").With("marker.symbol", Palette.Symbol(i)).With("marker.size", 7)));

        static string Banded((double X, double Low, double Middle, double High) place) =>
            $"{Number(place.Middle)} ({Number(place.Low)} to {Number(place.High)}) at {Number(place.X)}";
    }
}
