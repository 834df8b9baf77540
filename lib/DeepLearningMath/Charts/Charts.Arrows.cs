namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// Arrows on the level lines of a cost, for example gradients. The level line on which an arrow starts is drawn stronger;
    /// scales are equal, so a right angle looks like one.
    /// </summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="arrows">For each arrow its name, where it starts and where its head is. Arrows of one name have one colour.</param>
    /// <exception cref="ArgumentException">There is no arrow, or a place of one is not finite.</exception>
    public static Chart Arrows(
        Func<double, double, double> cost,
        IEnumerable<(string Name, (double Theta1, double Theta0) From, (double Theta1, double Theta0) To)> arrows)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var all = Demand(arrows, "the list of arrows", nameof(arrows));
        foreach (var (name, from, to) in all)
        {
            if (!double.IsFinite(from.Theta1 + from.Theta0 + to.Theta1 + to.Theta0))
                throw new ArgumentException($"The arrow '{name}' goes from {Point(from.Theta1, from.Theta0)} to {Point(to.Theta1, to.Theta0)}, but an arrow needs finite places.", nameof(arrows));
        }

        var minimum = Minimum(cost, [.. all.Select(arrow => (arrow.Name, new[] { arrow.From, arrow.To }))]);
        var ends = all.SelectMany(arrow => new[] { arrow.From, arrow.To });
        var (across, up) = PlaneRange(minimum is { } lowest ? ends.Append(lowest) : ends, 0.2, 0.8);
        var floor = minimum is var (a, b) ? cost(a, b) : 0;
        var names = all.Select(arrow => arrow.Name).Distinct().ToList();
        var heads = all.Select((arrow, i) =>
            Trace.Arrow(arrow.From, arrow.To, all.Take(i).Any(earlier => earlier.Name == arrow.Name) ? null : arrow.Name).Colored(Palette.Color(names.IndexOf(arrow.Name))));
        var chart = new Chart("Arrows on the level lines of the cost", Plane(across, up) with { Share = 1.4 })
            .Add(LevelLines(cost, across, up, floor))
            .Add(LevelLinesThrough(all.Select(arrow => arrow.From).Distinct(), cost, across, up, floor)).Add(heads);
        return (minimum is not var (theta1, theta0)
            ? chart
            : chart.Add(Trace.Points(Coarse([theta1], across), Coarse([theta0], up), "minimum").Colored(Palette.Ink).With("marker.symbol", "star").With("marker.size", 13))) with
        {
            Description = $"Level lines of the cost{DescribeMinimum(minimum, cost)}, and arrows: "
                + $"{string.Join("; ", all.Select(arrow => $"{arrow.Name} from {Point(arrow.From.Theta1, arrow.From.Theta0)} to {Point(Digits(arrow.To.Theta1, 3), Digits(arrow.To.Theta0, 3))}"))}.",
        };
    }

    private static Trace LevelLinesThrough(
        IEnumerable<(double Theta1, double Theta0)> places, Func<double, double, double> cost,
        (double Low, double High) across, (double Low, double High) up, double floor)
    {
        const int size = 121;
        var (xs, ys) = (Between(across.Low, across.High, size), Between(up.Low, up.High, size));
        var costs = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) costs[i, j] = cost(xs[j], ys[i]) - floor;
        }

        var curves = places.SelectMany(place => LevelCurves.At(xs, ys, costs, cost(place.Theta1, place.Theta0) - floor)).ToArray();
        return Trace.Line(Coarse(curves.Select(point => point.X), across), Coarse(curves.Select(point => point.Y), up), "level line").Colored(Palette.Grey).With("line.width", 2.5);
    }
}
