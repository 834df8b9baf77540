using System.Globalization;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// How costs grow: values against a size, both axes logarithmic, where a power of the size is a straight line and its exponent the slope.
    /// Each run's slope, fitted by least squares to the logarithms, stands in the legend; the fit is the thin dotted line.
    /// </summary>
    /// <param name="runs">For each run its name, and pairs of size and value, all above 0.</param>
    /// <param name="x">What the size is, for example "n".</param>
    /// <param name="y">What the values measure, with its unit, for example "memory (bytes)".</param>
    /// <exception cref="ArgumentException">There is no run, a run without a pair, or a number that a logarithmic axis cannot show.</exception>
    public static Chart Growth(IEnumerable<(string Name, IEnumerable<(double Size, double Value)> Points)> runs, string x = "n", string y = "value")
    {
        var all = Demand(runs, "the list of runs", nameof(runs)).Select(run =>
        {
            var points = Demand(run.Points, $"the run '{run.Name}'", nameof(runs));
            if (points.FirstOrDefault(point => !(point.Size > 0 && point.Value > 0 && double.IsFinite(point.Size + point.Value))) is var lost && lost != default)
            {
                throw new ArgumentException(
                    $"A logarithmic axis shows only finite numbers above 0, but the run '{run.Name}' has the point {Point(lost.Size, lost.Value)}. Leave it away.", nameof(runs));
            }
            return (run.Name, Points: points, Fit: PowerLaw(points));
        }).ToArray();
        var chart = new Chart($"{Sentence(y)} against {x}", $"{x} (log scale)", $"{y} (log scale)")
        {
            Description = $"{Sentence(y)} against {x}, both axes logarithmic: {string.Join("; ", all.Select(run => DescribeGrowth(run.Name, run.Points, run.Fit?.Slope)))}.",
        }.LogX().LogY();
        foreach (var (i, (name, points, fit)) in all.Index())
        {
            chart = chart.Add(Trace.Line(points.Select(point => point.Size), points.Select(point => point.Value), fit is null ? name : $"{name}: slope {Slope(fit.Value.Slope)}")
                .Colored(Palette.Color(i)).Dashed(Palette.Dash(i)).With("mode", "lines+markers").With("marker.symbol", Palette.Symbol(i)).With("marker.size", 8));
            if (fit is not var (slope, factor)) continue;
            double[] ends = [points.Min(point => point.Size), points.Max(point => point.Size)];
            chart = chart.Add(Trace.Line(ends, ends.Select(size => factor * Math.Pow(size, slope))).Colored(Palette.Color(i)).Dashed("dot")
                .With("line.width", 1).With("hoverinfo", "skip"));
        }
        return chart;
    }

    /// <summary>The slope and the factor of value = factor · size^slope, by least squares of the logarithms; none for points of one size.</summary>
    private static (double Slope, double Factor)? PowerLaw((double Size, double Value)[] points)
    {
        var (sizes, values) = (points.Select(point => Math.Log(point.Size)).ToArray(), points.Select(point => Math.Log(point.Value)).ToArray());
        var (meanSize, meanValue) = (sizes.Average(), values.Average());
        var spread = sizes.Sum(size => (size - meanSize) * (size - meanSize));
        if (spread < 1e-12) return null;
        var slope = sizes.Zip(values, (size, value) => (size - meanSize) * (value - meanValue)).Sum() / spread;
        return (slope, Math.Exp(meanValue - slope * meanSize));
    }

    private static string DescribeGrowth(string name, (double Size, double Value)[] points, double? slope)
    {
        var (first, last) = (points.MinBy(point => point.Size), points.MaxBy(point => point.Size));
        return $"{name} goes from {Number(first.Value)} at {Number(first.Size)} to {Number(last.Value)} at {Number(last.Size)}"
            + (slope is { } exponent ? $", with slope {Slope(exponent)}" : "");
    }

    private static string Slope(double slope) => Math.Round(slope, 2).ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−');
}
