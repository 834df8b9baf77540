using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// A cost as a landscape in space over (θ₁, θ₀), with its level lines and, if given, a path on it. It is turned with the mouse and, also on a phone, with the slider.
    /// </summary>
    /// <param name="cost">The cost at (θ₁, θ₀).</param>
    /// <param name="theta1">From where to where θ₁ goes.</param>
    /// <param name="theta0">From where to where θ₀ goes.</param>
    /// <param name="path">(θ₁, θ₀) after 0, 1, 2, … updates, if a walk is to be drawn; what leaves the two ranges is left away.</param>
    /// <param name="log">Whether equal differences of height are equal factors of the cost; costs of 0 and below are then holes.</param>
    /// <exception cref="ArgumentException">A range does not go up, or the path has no point.</exception>
    public static Chart Surface(
        Func<double, double, double> cost, (double Low, double High) theta1, (double Low, double High) theta0,
        IEnumerable<(double Theta1, double Theta0)>? path = null, bool log = false)
    {
        ArgumentNullException.ThrowIfNull(cost);
        DemandRange(theta1, nameof(theta1));
        DemandRange(theta0, nameof(theta0));
        const int size = 45;
        var (xs, ys) = (Coarse(Between(theta1.Low, theta1.High, size), theta1), Coarse(Between(theta0.Low, theta0.High, size), theta0));
        double Height(double x, double y) => cost(x, y) is var c && double.IsFinite(c) && !(log && c <= 0) ? Digits(c, 4) : double.NaN;
        var heights = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) heights[i, j] = Height(xs[j], ys[i]);
        }
        var all = heights.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var surface = Trace.Surface(xs, ys, heights, "cost")
            .With("opacity", path is null ? 1 : 0.9).With("showlegend", false)
            .With("hovertemplate", "(%{x:.4~g}, %{y:.4~g}): cost %{z:.4~g}<extra></extra>")
            .With("contours.z", new JsonObject { ["show"] = true, ["color"] = "rgba(255,255,255,0.5)", ["width"] = 1, ["highlight"] = false })
            .With("contours.x.highlight", false).With("contours.y.highlight", false);
        if (log)
        {
            // Colours follow the height as it is drawn.
            surface = surface.With("surfacecolor", new JsonArray([.. Enumerable.Range(0, size).Select(i =>
                (JsonNode)PlotlyJson.Numbers(Enumerable.Range(0, size).Select(j => Digits(Math.Log10(heights[i, j]), 4))))]));
        }

        var chart = new Chart("The cost as a landscape",
                new Panel(new Axis(Theta1Axis) { Range = theta1 }, new Axis(Theta0Axis) { Range = theta0 }) { Z = new Axis(log ? "cost C (log scale)" : "cost C") { Logarithmic = log }, Share = 1.4 })
            .Add(surface);
        var walk = path is null ? [] : Demand(path, "the path", nameof(path));
        if (walk.Length > 0)
        {
            // A little above the ground, or the surface would swallow it.
            var lift = (all.Max() - all.Min()) / 100;
            double Above((double Theta1, double Theta0) point) => IsInside(point) ? cost(point.Theta1, point.Theta0) * (log ? 1.03 : 1) + (log ? 0 : lift) : double.NaN;
            var kept = FrameIterations(walk.Length).Select(k => walk[k]).ToArray();
            chart = chart.Add(
                Trace.SpaceLine(Coarse(kept.Select(p => p.Theta1), theta1), Coarse(kept.Select(p => p.Theta0), theta0), kept.Select(Above)).Colored(Palette.Vermilion)
                    .With("mode", "lines+markers").With("marker.size", 3).With("hoverinfo", "skip"),
                SpacePoint(walk[0], Above(walk[0]), "start").Colored(Palette.Ink).With("marker.symbol", "circle-open"),
                SpacePoint(walk[^1], Above(walk[^1]), $"after {Readable.Count(walk.Length - 1, "update")}").Colored(Palette.Vermilion).With("marker.symbol", "diamond"));
        }
        var turns = Enumerable.Range(0, 24).Select(i => i * 15).Select(turn => new Frame($"{turn}°", [])
        {
            Layout = new JsonObject { ["scene"] = new JsonObject { ["camera"] = new JsonObject { ["eye"] = Eye(turn) } } },
        });
        // Looked at a little below the middle, for the numbers below stand out in front.
        return chart.WithLayout("scene.camera.eye", Eye(0)).WithLayout("scene.camera.center.z", -0.2).Animate("turned by", turns) with
        {
            Description = $"A surface in space: over the plane from {Point(theta1.Low, theta0.Low)} to {Point(theta1.High, theta0.High)} "
                + $"the cost goes from {Number(all.Min())} to {Number(all.Max())}"
                + (walk.Length == 0 ? "." : $"; on it a {DescribeWalks([("path", walk)], point => cost(point.Theta1, point.Theta0))}."),
        };

        bool IsInside((double Theta1, double Theta0) point) =>
            point.Theta1 >= theta1.Low && point.Theta1 <= theta1.High && point.Theta0 >= theta0.Low && point.Theta0 <= theta0.High;
        static Trace SpacePoint((double Theta1, double Theta0) point, double height, string name) =>
            Trace.SpaceLine([point.Theta1], [point.Theta0], [height], name).With("mode", "markers").With("marker.size", 7);
    }

    private static JsonObject Eye(int degrees)
    {
        var angle = (degrees - 60) * Math.PI / 180;
        return new JsonObject { ["x"] = Math.Round(2 * Math.Cos(angle), 3), ["y"] = Math.Round(2 * Math.Sin(angle), 3), ["z"] = 1.1 };
    }

    private static void DemandRange((double Low, double High) range, string parameter)
    {
        if (!(range.Low < range.High) || !double.IsFinite(range.High - range.Low))
            throw new ArgumentException($"A range goes from a number up to a higher one, but {parameter} is {Point(range.Low, range.High)}.", parameter);
    }
}
