namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>One walk down a loss curve: a ball at θ, its loss as its height; the slider goes through the iterations.</summary>
    /// <param name="loss">The loss as a function of θ.</param>
    /// <param name="thetas">θ after 0, 1, 2, … updates.</param>
    /// <exception cref="ArgumentException">There is no θ.</exception>
    public static Chart Descent(Func<double, double> loss, IEnumerable<double> thetas) => Descent(loss, [("θ", thetas)]);

    /// <summary>Several walks down one loss curve, a ball each.</summary>
    /// <param name="loss">The loss as a function of θ.</param>
    /// <param name="walks">For each walk its name, and θ after 0, 1, 2, … updates. A shorter walk waits at its end.</param>
    /// <exception cref="ArgumentException">There is no walk, or a walk without a θ.</exception>
    public static Chart Descent(Func<double, double> loss, IEnumerable<(string Name, IEnumerable<double> Thetas)> walks)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var all = Demand(walks, "the list of walks", nameof(walks))
            .Select(walk => (walk.Name, Thetas: Demand(walk.Thetas, $"the walk '{walk.Name}'", nameof(walks)))).ToArray();
        return DescentInto(new Chart("Descent on the loss curve", "θ", "loss L"), panel: 0, loss, all) with
        {
            Description = $"Loss against θ: {string.Join("; ", all.Select(walk => DescribeDescent(walk.Name, walk.Thetas, loss)))}.",
        };
    }

    private static Chart DescentInto(Chart chart, int panel, Func<double, double> loss, (string Name, double[] Thetas)[] walks)
    {
        var (low, high) = RangeOf(walks.SelectMany(walk => walk.Thetas), 0.5);
        var xs = Between(low, high, 201);
        Trace[] footprints = [.. walks.Select((walk, i) =>
        {
            var kept = FrameIterations(walk.Thetas.Length).Select(k => walk.Thetas[k]).ToArray();
            return Trace.Line(kept, kept.Select(loss)).Colored(Palette.Color(i + 1)).With("mode", "lines+markers")
                .With("line.width", 1).With("marker.size", 6).With("opacity", 0.6).In(panel);
        })];
        Trace[] balls = [.. walks.Select((walk, i) =>
            Trace.Points([walk.Thetas[0]], [loss(walk.Thetas[0])], walks.Length > 1 ? walk.Name : null)
                .Colored(Palette.Color(i + 1)).With("marker.size", 15).With("marker.symbol", Palette.Symbol(i)).In(panel))];
        return chart
            .Add(Trace.Line(xs, xs.Select(loss), walks.Length > 1 ? "loss L(θ)" : null).Colored(Palette.Blue).In(panel))
            .Add(footprints).Add(balls)
            .Animate("iteration", FrameIterations(walks.Max(walk => walk.Thetas.Length)).Select(k => new Frame(
                $"{k}", [.. walks.Select((walk, i) => balls[i].To(At(walk.Thetas, k), loss(At(walk.Thetas, k))))])));
    }

    private static T At<T>(T[] series, int iteration) => series[Math.Min(iteration, series.Length - 1)];

    private static string DescribeDescent(string name, double[] thetas, Func<double, double> loss) =>
        $"{name} goes from {Number(thetas[0])} to {Number(thetas[^1])} and the loss from {Number(loss(thetas[0]))} to {Number(loss(thetas[^1]))} "
        + $"in {Readable.Count(thetas.Length - 1, "iteration")}";
}
