namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Points, each group with its own colour and symbol.</summary>
    /// <param name="groups">For each group its name and its points.</param>
    /// <param name="x">What is measured across, with its unit.</param>
    /// <param name="y">What is measured up, with its unit.</param>
    /// <exception cref="ArgumentException">There is no group, or a group without a point.</exception>
    public static Chart Scatter(IEnumerable<(string Name, IEnumerable<(double X, double Y)> Points)> groups, string x = "x", string y = "y")
    {
        var all = Demand(groups, "the list of groups", nameof(groups))
            .Select(group => (group.Name, Points: Demand(group.Points, $"the group '{group.Name}'", nameof(groups)))).ToArray();
        var (across, up) = (RangeOf(all.SelectMany(group => group.Points).Select(p => p.X), 0, 0), RangeOf(all.SelectMany(group => group.Points).Select(p => p.Y), 0, 0));
        var isCrowd = all.Sum(group => group.Points.Length) > 200;
        return new Chart($"{Sentence(y)} and {x}", x, y)
        {
            Description = $"{Sentence(y)} against {x}: {string.Join("; ", all.Select(group =>
                $"{group.Name}, {Readable.Count(group.Points.Length, "point")}, from {Number(group.Points.Min(p => p.Y))} to {Number(group.Points.Max(p => p.Y))}"))}.",
        }.Add(all.Select((group, i) => Trace.Points(Coarse(group.Points.Select(p => p.X), across), Coarse(group.Points.Select(p => p.Y), up), group.Name)
            .Colored(Palette.Color(i)).With("marker.symbol", Palette.Symbol(i)).With("marker.size", isCrowd ? 5 : 8).With("marker.opacity", isCrowd ? 0.5 : 0.9)));
    }
}
