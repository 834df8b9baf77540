using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Level lines of a cost of two parameters, with walks on them; scales are equal, so a right angle looks like one. The slider goes through the iterations.</summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="walks">For each walk its name, and (θ₁, θ₀) after 0, 1, 2, … updates. A shorter walk waits at its end.</param>
    /// <exception cref="ArgumentException">There is no walk, or a walk without a point.</exception>
    public static Chart Contours(
        Func<double, double, double> cost, IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> walks)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var paths = Walks(walks);
        var (across, up) = PlaneRange(paths.SelectMany(walk => walk.Path), 0.3);
        var (traces, at) = OnPlane(paths, 0);
        return new Chart("Walks over the cost", Plane(across, up))
            .Add(LevelLines(cost, across, up)).Add(traces)
            .Animate("iteration", FrameIterations(paths.Max(walk => walk.Path.Length)).Select(k => new Frame($"{k}", at(k)))) with
        {
            Description = $"Level lines of the cost over (θ₁, θ₀): {DescribeWalks(paths, point => cost(point.Theta1, point.Theta0))}.",
        };
    }

    private static Panel Plane((double, double) across, (double, double) up) =>
        new(new Axis(Theta1Axis) { Range = across }, new Axis(Theta0Axis) { Range = up }) { EqualScales = true };

    private static (string Name, (double Theta1, double Theta0)[] Path)[] Walks(
        IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> walks) =>
        [.. Demand(walks, "the list of walks", nameof(walks)).Select(walk => (walk.Name, Demand(walk.Path, $"the walk '{walk.Name}'", nameof(walks))))];

    /// <summary>What holds all points in a shape that equal scales leave room for.</summary>
    /// <param name="points">The points.</param>
    /// <param name="margin">What is added on each side, as a part of the range.</param>
    /// <param name="tallness">Height over width of the room, about.</param>
    private static ((double Low, double High) Across, (double Low, double High) Up) PlaneRange(
        IEnumerable<(double Theta1, double Theta0)> points, double margin, double tallness = 0.9)
    {
        var all = points.ToArray();
        var (across, up) = (RangeOf(all.Select(point => point.Theta1), margin), RangeOf(all.Select(point => point.Theta0), margin));
        var width = Math.Max(across.High - across.Low, (up.High - up.Low) / tallness);
        return (AtLeast(across, width), AtLeast(up, width * tallness));

        static (double Low, double High) AtLeast((double Low, double High) range, double width)
        {
            var more = Math.Max(0, (width - (range.High - range.Low)) / 2);
            return (range.Low - more, range.High + more);
        }
    }

    /// <summary>The walks' footprints and, above them, a point on each that moves with the slider.</summary>
    private static (Trace[] Traces, Func<int, TraceChange[]> At) OnPlane((string Name, (double Theta1, double Theta0)[] Path)[] walks, int panel)
    {
        Trace[] footprints = [.. walks.Select((walk, i) =>
        {
            var kept = FrameIterations(walk.Path.Length).Select(k => walk.Path[k]).ToArray();
            return Trace.Line(kept.Select(point => point.Theta1), kept.Select(point => point.Theta0)).Colored(Palette.Color(i))
                .With("mode", "lines+markers").With("line.width", 1.5).With("marker.size", 5).With("opacity", 0.7).In(panel);
        })];
        Trace[] points = [.. walks.Select((walk, i) =>
            Trace.Points([walk.Path[0].Theta1], [walk.Path[0].Theta0], walk.Name).Colored(Palette.Color(i))
                .With("marker.size", 13).With("marker.symbol", Palette.Symbol(i)).In(panel))];
        return ([.. footprints, .. points], k =>
            [.. walks.Select((walk, i) => points[i].To(At(walk.Path, k).Theta1, At(walk.Path, k).Theta0))]);
    }

    /// <summary>Level lines at powers of 2 or 4: they tell slopes apart near the bottom as well as far up. Their costs stand on the way up to the highest corner.</summary>
    /// <remarks>The powers are those of the cost above <paramref name="floor"/>, the cost at the minimum: so a valley has its level lines however high its floor is.</remarks>
    private static Trace[] LevelLines(
        Func<double, double, double> cost, (double Low, double High) across, (double Low, double High) up, double floor = 0)
    {
        const int size = 61;
        double Above(double x, double y) => cost(x, y) - floor;
        var (xs, ys) = (Coarse(Between(across.Low, across.High, size), across), Coarse(Between(up.Low, up.High, size), up));
        var places = ys.SelectMany(y => xs.Select(x => (X: x, Y: y, Cost: Above(x, y)))).ToArray();
        var finite = places.Where(place => double.IsFinite(place.Cost)).ToArray();
        if (finite.Length == 0 || finite.Max(place => place.Cost) is var highest && highest <= 0) return [];

        // Below a ten-thousandth of the highest cost the lines would only crowd round the bottom, and round a few places of the grid they would be jagged.
        var smallest = finite.Select(place => place.Cost).Order().ElementAt(Math.Min(40, finite.Length - 1));
        var (bottom, top) = (Math.Log2(Math.Max(smallest, highest / 1e4)), Math.Log2(highest));
        var step = top - bottom > 9 ? 2 : 1;
        var (first, last) = (Math.Ceiling(bottom / step) * step, Math.Floor(top / step) * step);
        var logs = new double[size, size];
        foreach (var (i, place) in places.Index()) logs[i / size, i % size] = Math.Round(Math.Log2(Math.Max(place.Cost, Math.Pow(2, first - step))), 3);
        var lines = Trace.Contours(xs, ys, logs).Colored(Palette.Grey)
            .With("contours.coloring", "heatmap").With("contours.start", first).With("contours.end", last).With("contours.size", step)
            .With("line.width", 1).With("hoverinfo", "skip")
            .With("colorscale", new JsonArray(
                new JsonArray(0, "rgba(128,128,128,0.45)"), new JsonArray(1, "rgba(128,128,128,0)")));

        var (from, to) = (finite.MinBy(place => place.Cost), finite.Where(IsCorner).DefaultIfEmpty(finite[0]).MaxBy(place => place.Cost));
        var labels = new List<(double X, double Y, string Text)>();
        var way = Between(0, 0.97, 400);
        var (before, lastLabel) = (double.NaN, 0.0);
        foreach (var t in way)
        {
            var (x, y) = (from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y));
            var level = Math.Floor(Math.Log2(Above(x, y)) / step) * step;
            // Labels that would touch are left away.
            if (level > before && level >= first && t - lastLabel > 0.13)
            {
                labels.Add((x, y, Number(floor == 0 ? Math.Pow(2, level) : Digits(floor + Math.Pow(2, level), 3))));
                lastLabel = t;
            }
            before = level;
        }
        return [lines, Trace.Text(Coarse(labels.Select(l => l.X), across), Coarse(labels.Select(l => l.Y), up), labels.Select(l => l.Text)).With("textfont.size", 11)];

        bool IsCorner((double X, double Y, double Cost) place) => (place.X == xs[0] || place.X == xs[^1]) && (place.Y == ys[0] || place.Y == ys[^1]);
    }

    private static string DescribeWalks((string Name, (double Theta1, double Theta0)[] Path)[] walks, Func<(double Theta1, double Theta0), double> cost) =>
        string.Join("; ", walks.Select(walk =>
            $"{walk.Name}: {Point(walk.Path[0].Theta1, walk.Path[0].Theta0)} to {Point(walk.Path[^1].Theta1, walk.Path[^1].Theta0)}, "
            + $"cost {Number(cost(walk.Path[0]))} to {Number(cost(walk.Path[^1]))} in {Readable.Count(walk.Path.Length - 1, "iteration")}"));
}
