using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    private static Panel Plane((double, double) across, (double, double) up) =>
        new(new Axis(Theta1Axis) { Range = across }, new Axis(Theta0Axis) { Range = up }) { EqualScales = true };

    private static (string Name, (double Theta1, double Theta0)[] Path)[] Walks(
        IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> walks) =>
        [.. Demand(walks, "the list of walks", nameof(walks)).Select(walk => (walk.Name, Demand(walk.Path, $"the walk '{walk.Name}'", nameof(walks))))];

    /// <summary>What holds all points in a shape that equal scales leave room for.</summary>
    /// <param name="points">The points.</param>
    /// <param name="margin">What is added on each side, as a part of the range.</param>
    /// <param name="tallness">Height over width of the room, about.</param>
    /// <param name="atLeast">What is added to a range that is a single point, or nearly, on both sides together.</param>
    private static ((double Low, double High) Across, (double Low, double High) Up) PlaneRange(
        IEnumerable<(double Theta1, double Theta0)> points, double margin, double tallness = 0.9, double atLeast = 1e-3)
    {
        var all = points.ToArray();
        var (across, up) = (RangeOf(all.Select(point => point.Theta1), margin, atLeast), RangeOf(all.Select(point => point.Theta0), margin, atLeast));
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
        const int size = 121, shades = 4;
        double Above(double x, double y) => cost(x, y) - floor;
        var (xs, ys) = (Between(across.Low, across.High, size), Between(up.Low, up.High, size));
        var costs = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) costs[i, j] = Above(xs[j], ys[i]) is var c && double.IsFinite(c) ? c : double.NaN;
        }
        double[] known = [.. costs.Cast<double>().Where(double.IsFinite).Order()];
        if (known.Length == 0 || known[^1] <= 0) return [];

        // Below a ten-thousandth of the highest cost the lines would only crowd round the bottom, and a line round few places of the grid would be a guess.
        var (bottom, top) = (Math.Log2(Math.Max(known[known.Length / 100], known[^1] / 1e4)), Math.Log2(known[^1]));
        var step = top - bottom > 9 ? 2 : 1;
        var (first, last) = (Math.Ceiling(bottom / step) * step, Math.Floor(top / step) * step);
        var curves = new List<(double X, double Y)>();
        for (var level = first; level <= last; level += step) curves.AddRange(LevelCurves.At(xs, ys, costs, Math.Pow(2, level)));
        var lines = Trace.Line(Coarse(curves.Select(p => p.X), across), Coarse(curves.Select(p => p.Y), up)).Colored("rgba(128,128,128,0.8)")
            .With("line.width", 1).With("hoverinfo", "skip");

        // The lower the darker.
        int[] kept = [.. Enumerable.Range(0, (size + shades - 1) / shades).Select(i => i * shades)];
        var depths = new double[kept.Length, kept.Length];
        foreach (var (row, i) in kept.Index())
        {
            foreach (var (column, j) in kept.Index()) depths[row, column] = Math.Round(Math.Log2(Math.Max(costs[i, j], Math.Pow(2, first - step))), 1);
        }
        var shade = Trace.Shade(Coarse(kept.Select(i => xs[i]), across), Coarse(kept.Select(i => ys[i]), up), depths)
            .With("zmin", first - step).With("zmax", Math.Round(top, 1))
            .With("colorscale", new JsonArray(new JsonArray(0, "rgba(128,128,128,0.4)"), new JsonArray(1, "rgba(128,128,128,0)")));

        // The levels' costs stand on the way from the lowest place to the highest corner.
        var places = ys.SelectMany((y, i) => xs.Select((x, j) => (X: x, Y: y, Cost: costs[i, j]))).Where(place => double.IsFinite(place.Cost)).ToArray();
        var (from, to) = (places.MinBy(place => place.Cost), places.Where(IsCorner).DefaultIfEmpty(places[0]).MaxBy(place => place.Cost));
        var labels = new List<(double X, double Y, string Text)>();
        var (before, lastLabel) = (double.NaN, 0.0);
        foreach (var t in Between(0, 0.97, 400))
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
        return [shade, lines, Trace.Text(Coarse(labels.Select(l => l.X), across), Coarse(labels.Select(l => l.Y), up), labels.Select(l => l.Text)).With("textfont.size", 11)];

        bool IsCorner((double X, double Y, double Cost) place) => (place.X == xs[0] || place.X == xs[^1]) && (place.Y == ys[0] || place.Y == ys[^1]);
    }

    /// <summary>How each walk goes; of more than three walks only what they cost, for the rest can be seen.</summary>
    private static string DescribeWalks(
        (string Name, (double Theta1, double Theta0)[] Path)[] walks, Func<(double Theta1, double Theta0), double> cost, string step = TrajectorySlider) =>
        string.Join("; ", walks.Select(walk =>
            $"{walk.Name}: " + (walks.Length > 3 ? "" : $"{Point(walk.Path[0].Theta1, walk.Path[0].Theta0)} to {Point(walk.Path[^1].Theta1, walk.Path[^1].Theta0)}, ")
            + $"cost {Number(cost(walk.Path[0]))} to {Number(cost(walk.Path[^1]))}"
            + (step == TrajectorySlider ? $" in {Readable.Count(walk.Path.Length - 1, step)}" : "")));
}
