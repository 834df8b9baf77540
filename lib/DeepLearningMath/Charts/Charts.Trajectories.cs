using System.Text.Json.Nodes;
using MathNet.Numerics;
using MathNet.Numerics.Optimization;

namespace DeepLearningMath;

public static partial class Charts
{
    private const string TrajectorySlider = "iteration";

    /// <summary>One walk over a cost; see the overload with walks.</summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="path">(θ₁, θ₀) after 0, 1, 2, … updates.</param>
    /// <param name="costs">Whether the cost against the iteration (log scale) is drawn below.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static Chart Trajectories(
        Func<double, double, double> cost, IEnumerable<(double Theta1, double Theta0)> path, bool costs = false) =>
        Trajectories(cost, [("path", path)], costs);

    /// <summary>
    /// Walks over the level lines of a cost: their paths with arrows, where each starts (hollow), where the cost is least (star), and a point on each path that moves with the slider.
    /// Scales are equal, so a step across a level line looks as it is.
    /// </summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="walks">For each walk its name, and (θ₁, θ₀) after 0, 1, 2, … updates. A shorter walk waits at its end.</param>
    /// <param name="costs">Whether the cost against the iteration (log scale) is drawn below.</param>
    /// <param name="jumpers">Points without a path, for example the minimum of each batch's own cost: name, and the place at 0, 1, 2, … updates.</param>
    /// <remarks>
    /// The level lines stand at powers of 2 above the least cost. A walk that runs away is followed until its cost is 25 times that of its start.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no walk, or a walk without a point.</exception>
    public static Chart Trajectories(
        Func<double, double, double> cost,
        IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> walks,
        bool costs = false,
        IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Places)>? jumpers = null)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var paths = Walks(walks);
        var points = jumpers is null ? [] : Walks(jumpers);
        var minimum = Minimum(cost, paths);
        var (across, up) = FollowedRange(cost, paths, minimum, 0.8);
        var plane = Plane(across, up) with { Share = costs ? 2 : 1.4, Title = costs ? "Parameters" : null };
        var (traces, at) = Trajectory(cost, paths, minimum, across, up, panel: 0);
        Trace[] jumping = [.. points.Select((point, i) =>
            Trace.Points(Coarse([point.Path[0].Theta1], across), Coarse([point.Path[0].Theta0], up), point.Name)
                .Colored(Palette.Color(paths.Length + i)).With("marker.symbol", "x-thin").With("marker.size", 10)
                .With("marker.line", LineOf(2.5, Palette.Color(paths.Length + i))))];
        var chart = costs
            ? new Chart("Walks over the cost", plane, CostPanel(paths) with { Share = 0.9, Title = "Cost" })
            : new Chart("Walks over the cost", plane);
        chart = chart.Add(traces).Add(jumping);
        Func<int, TraceChange[]> costAt = _ => [];
        if (costs) (chart, costAt) = WithCosts(chart, paths, cost, panel: 1);
        return chart.Animate(TrajectorySlider, FrameIterations(paths.Max(walk => walk.Path.Length)).Select(k => new Frame($"{k}",
            [
                .. at(k),
                .. points.Select((point, i) => jumping[i].To(Coarse([At(point.Path, k).Theta1], across), Coarse([At(point.Path, k).Theta0], up))),
                .. costAt(k),
            ]))) with
        {
            Description = $"Level lines of the cost{DescribeMinimum(minimum, cost)}: {DescribeWalks(paths, point => cost(point.Theta1, point.Theta0))}"
                + $"{string.Concat(points.Select(point => $"; {point.Name} starts at {Point(point.Path[0].Theta1, point.Path[0].Theta0)}"))}.",
        };
    }

    /// <summary>The walk of one training run; see the overload with walks.</summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="history">A run of the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="costs">Whether the cost against the iteration (log scale) is drawn below.</param>
    /// <exception cref="ArgumentException">The history is empty, or the parameters are not two numbers.</exception>
    public static Chart Trajectories(Func<double, double, double> cost, History history, bool costs = false) =>
        Trajectories(cost, Path(history), costs);

    /// <summary>The walks of several training runs; see the overload with walks.</summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="runs">For each run its name and its history: the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="costs">Whether the cost against the iteration (log scale) is drawn below.</param>
    /// <exception cref="ArgumentException">There is no run, a run without an entry, or the parameters are not two numbers.</exception>
    public static Chart Trajectories(Func<double, double, double> cost, IEnumerable<(string Name, History History)> runs, bool costs = false)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Trajectories(cost, runs.Select(run => (run.Name, Path(run.History))), costs);
    }

    /// <summary>Level lines, paths with arrows, starts, minimum, and the points that move.</summary>
    private static (Trace[] Traces, Func<int, TraceChange[]> At) Trajectory(
        Func<double, double, double> cost, (string Name, (double Theta1, double Theta0)[] Path)[] paths,
        (double Theta1, double Theta0)? minimum, (double Low, double High) across, (double Low, double High) up, int panel)
    {
        var floor = minimum is var (theta1, theta0) ? cost(theta1, theta0) : 0;
        Trace[] ways = [.. paths.Select((walk, i) => Way(walk.Path, across, up).Colored(Palette.Color(i)).Dashed(Palette.Dash(i)))];
        Trace[] starts = [.. paths.DistinctBy(walk => walk.Path[0]).Select((walk, i) =>
            Trace.Points(Coarse([walk.Path[0].Theta1], across), Coarse([walk.Path[0].Theta0], up), i == 0 ? "start" : null)
                .Colored(Palette.Ink).With("marker.symbol", "circle-open").With("marker.size", 17).With("marker.line", LineOf(2, Palette.Ink)))];
        Trace[] lowest = minimum is not var (atTheta1, atTheta0) ? [] :
        [
            Trace.Points(Coarse([atTheta1], across), Coarse([atTheta0], up), "minimum").Colored(Palette.Ink)
                .With("marker.symbol", "star").With("marker.size", 13),
        ];
        Trace[] points = [.. paths.Select((walk, i) =>
            Trace.Points(Coarse([walk.Path[0].Theta1], across), Coarse([walk.Path[0].Theta0], up), walk.Name).Colored(Palette.Color(i))
                .With("marker.symbol", Palette.Symbol(i)).With("marker.size", 12))];
        Trace[] all = [.. LevelLines(cost, across, up, floor), .. ways, .. lowest, .. starts, .. points];
        // A trace in another panel is another object, and a frame names the object that the chart has.
        Trace[] placed = [.. all.Select(trace => trace.In(panel))];
        var moving = placed[^points.Length..];
        return (placed, k =>
            [.. paths.Select((walk, i) => moving[i].To(Coarse([At(walk.Path, k).Theta1], across), Coarse([At(walk.Path, k).Theta0], up)))]);
    }

    private static JsonObject LineOf(double width, string color) => new() { ["width"] = width, ["color"] = color };

    /// <summary>A path with a head on it wherever it has gone another stretch; a long one is thinned, and where it hardly moves it is one point.</summary>
    private static Trace Way((double Theta1, double Theta0)[] path, (double Low, double High) across, (double Low, double High) up)
    {
        const int most = 400;
        var width = Math.Max(across.High - across.Low, up.High - up.Low);
        var stride = (path.Length + most - 1) / most;
        // All of the first steps, which are the longest; then every so many.
        var kept = FrameIterations(path.Length).TakeWhile(k => k <= 20).Concat(Enumerable.Range(0, path.Length).Where(k => k > 20 && k % stride == 0)).Append(path.Length - 1).Distinct();
        var (drawn, heads) = (new List<(double Theta1, double Theta0)>(), new List<double>());
        var sinceHead = 0.0;
        foreach (var point in kept.Select(k => path[k]))
        {
            var step = drawn.Count == 0 ? 0 : Math.Sqrt(Math.Pow(point.Theta1 - drawn[^1].Theta1, 2) + Math.Pow(point.Theta0 - drawn[^1].Theta0, 2));
            if (drawn.Count > 0 && step < width / 2000) continue;
            sinceHead += step;
            var hasHead = sinceHead > width / 14 && step > width / 150;
            if (hasHead) sinceHead = 0;
            drawn.Add(point);
            heads.Add(hasHead ? 10 : 0);
        }
        return Trace.Line(Coarse(drawn.Select(point => point.Theta1), across), Coarse(drawn.Select(point => point.Theta0), up))
            .With("mode", "lines+markers").With("line.width", drawn.Count > 60 ? 1.3 : 2).With("marker.symbol", "arrow").With("marker.angleref", "previous")
            .With("marker.size", PlotlyJson.Numbers(heads)).With("marker.opacity", 1).With("marker.line.width", 0).With("opacity", 0.85);
    }

    /// <summary>Where a cost is least, sought from the walks' best point; none if that leads far away or nowhere.</summary>
    private static (double Theta1, double Theta0)? Minimum(
        Func<double, double, double> cost, (string Name, (double Theta1, double Theta0)[] Path)[] paths)
    {
        var points = paths.SelectMany(walk => walk.Path).Where(point => double.IsFinite(cost(point.Theta1, point.Theta0))).ToArray();
        if (points.Length == 0) return null;
        var best = points.MinBy(point => cost(point.Theta1, point.Theta0));
        var reach = 3 * Math.Max(1, points.Where(point => cost(point.Theta1, point.Theta0) <= Limit(cost, paths))
            .Select(point => Math.Max(Math.Abs(point.Theta1 - best.Theta1), Math.Abs(point.Theta0 - best.Theta0))).DefaultIfEmpty(0).Max());
        try
        {
            var (theta1, theta0) = FindMinimum.OfFunction((a, b) => cost(a, b), best.Theta1, best.Theta0, 1e-13, 2000);
            // The search ends within rounding of the place; a reader wants (2, −1), not (2.0000000003, −1).
            var round = (Theta1: Math.Round(theta1, 6), Theta0: Math.Round(theta0, 6));
            if (cost(round.Theta1, round.Theta0) - cost(theta1, theta0) <= 1e-9 * Limit(cost, paths)) (theta1, theta0) = round;
            var isNear = Math.Abs(theta1 - best.Theta1) <= reach && Math.Abs(theta0 - best.Theta0) <= reach;
            return isNear && cost(theta1, theta0) - cost(best.Theta1, best.Theta0) <= 1e-9 * Limit(cost, paths) ? (theta1, theta0) : null;
        }
        catch (OptimizationException)
        {
            return null;
        }
    }

    private static double Limit(Func<double, double, double> cost, (string Name, (double Theta1, double Theta0)[] Path)[] paths) =>
        25 * paths.Select(walk => cost(walk.Path[0].Theta1, walk.Path[0].Theta0)).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    /// <summary>What holds the minimum and all points of the walks, but those of a walk that has run away.</summary>
    private static ((double Low, double High) Across, (double Low, double High) Up) FollowedRange(
        Func<double, double, double> cost, (string Name, (double Theta1, double Theta0)[] Path)[] paths, (double Theta1, double Theta0)? minimum, double tallness)
    {
        var limit = Limit(cost, paths);
        var followed = paths.SelectMany(walk => walk.Path.Where((point, k) => k == 0 || cost(point.Theta1, point.Theta0) <= limit));
        return PlaneRange(minimum is { } lowest ? followed.Append(lowest) : followed, 0.15, tallness);
    }

    private static Panel CostPanel((string Name, (double Theta1, double Theta0)[] Path)[] paths) =>
        new(IterationAxis(paths.Max(walk => walk.Path.Length)), new Axis("cost C (log scale)") { Logarithmic = true });

    /// <summary>Each walk's cost against the iteration, with a point that moves along it.</summary>
    private static (Chart Chart, Func<int, TraceChange[]> At) WithCosts(
        Chart chart, (string Name, (double Theta1, double Theta0)[] Path)[] paths, Func<double, double, double> cost, int panel)
    {
        double[][] costs = [.. paths.Select(walk => walk.Path.Select(point => Digits(cost(point.Theta1, point.Theta0), 5)).ToArray())];
        Trace[] curves = [.. costs.Select((values, i) =>
        {
            var (iterations, thinned) = Thin(values, 400);
            return Trace.Line(iterations, thinned).Colored(Palette.Color(i)).Dashed(Palette.Dash(i)).With("line.width", 2).In(panel);
        })];
        Trace[] points = [.. costs.Select((values, i) =>
            Trace.Points([0], [values[0]]).Colored(Palette.Color(i)).With("marker.symbol", Palette.Symbol(i)).With("marker.size", 11).In(panel))];
        return (chart.Add(curves).Add(points), k =>
            [.. costs.Select((values, i) => points[i].To(Math.Min(k, values.Length - 1), At(values, k)))]);
    }

    private static string DescribeMinimum((double Theta1, double Theta0)? minimum, Func<double, double, double> cost) =>
        minimum is var (theta1, theta0) ? $", least at {Point(Digits(theta1, 5), Digits(theta0, 5))} where it is {Number(Digits(cost(theta1, theta0), 5))}" : "";
}
