namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// The model ŷ = θx on two number lines: θ above, the prediction ŷ below, an arrow for the next update on each. Where x is negative the arrows point opposite ways.
    /// Beside them the loss (y − ŷ)² over θ with a ball; the slider goes through the iterations.
    /// </summary>
    /// <param name="x">The sample's input.</param>
    /// <param name="y">The sample's target.</param>
    /// <param name="thetas">θ after 0, 1, 2, … updates.</param>
    /// <exception cref="ArgumentException">There is no θ.</exception>
    public static Chart NumberLines(double x, double y, IEnumerable<double> thetas)
    {
        var steps = Demand(thetas, "the list of θ", nameof(thetas));
        double[] predictions = [.. steps.Select(theta => theta * x)];
        double Loss(double theta) => (y - theta * x) * (y - theta * x);

        // A number line has nothing to measure upward; the heights only keep arrow, point and text apart.
        var upward = new Axis("") { Hidden = true, Range = (-1, 1.2) };
        Panel Line(string name, double[] values, params double[] goal) =>
            new(new Axis(name) { Range = RangeOf(values.Concat(goal), 0.3) }, upward) { Share = 0.65 };
        double[] goal = x == 0 ? [] : [y / x];
        var chart = new Chart(
            $"θ and ŷ = θx for x = {Number(x)}, y = {Number(y)}",
            Line("θ", steps, goal) with { Title = "The parameter" },
            Line("ŷ = θx", predictions, y) with { Title = "The prediction" },
            new Panel(new Axis("θ"), new Axis("loss L")) { Column = 1, Title = "The loss" });

        var (thetaTraces, thetaAt) = OnNumberLine(steps, 0, "θ", Palette.Vermilion);
        var (predictionTraces, predictionAt) = OnNumberLine(predictions, 1, "ŷ", Palette.Green);
        chart = chart.Add(thetaTraces).Add(predictionTraces)
            .Add(Trace.Line([y, y], [-0.3, 0.75]).Colored(Palette.Purple).Dashed().In(1),
                Trace.Text([y], [0.95], [$"target y = {Number(y)}"]).Colored(Palette.Purple).In(1))
            .Add(goal.Select(theta => Trace.Line([theta, theta], [-0.3, 0.75]).Colored(Palette.Purple).Dashed()))
            .Add(goal.Select(theta => Trace.Text([theta], [0.95], [$"y/x = {Number(theta)}"]).Colored(Palette.Purple)));
        chart = DescentInto(chart, panel: 2, Loss, [("θ", steps)]);

        var iterations = FrameIterations(steps.Length);
        return chart.Animate("iteration", chart.Frames.Zip(iterations, (frame, k) =>
            new Frame(frame.Label, [.. thetaAt(k), .. predictionAt(k), .. frame.Changes]))) with
        {
            Description = $"With x = {Number(x)} and y = {Number(y)}, θ goes from {Number(steps[0])} to {Number(steps[^1])} and the prediction from "
                + $"{Number(predictions[0])} to {Number(predictions[^1])}, {Ways(steps, predictions)}; the loss goes from {Number(Loss(steps[0]))} to "
                + $"{Number(Loss(steps[^1]))} in {Readable.Count(steps.Length - 1, "iteration")}.",
        };
    }

    private static (Trace[] Traces, Func<int, TraceChange[]> At) OnNumberLine(double[] values, int panel, string name, string color)
    {
        double[] kept = [.. FrameIterations(values.Length).Select(k => values[k])];
        var visited = Trace.Points(kept, kept.Select(_ => 0.0)).Colored(color).With("marker.size", 6).With("opacity", 0.4).In(panel);
        (double, double) Place(int k) => (At(values, k), 0.42);
        var arrow = Trace.Arrow(Place(0), Place(1)).Colored(color).In(panel);
        var point = Trace.Points([values[0]], [0]).Colored(color).With("marker.size", 14).In(panel);
        var label = Trace.Text([values[0]], [-0.6], [$"{name} = {Number(values[0])}"]).Colored(color).With("textfont.size", 15).In(panel);
        return ([visited, arrow, point, label], k =>
        [
            arrow.ToArrow(Place(k), Place(k + 1)),
            point.To(values[k], 0),
            label.To([values[k]], [-0.6], [$"{name} = {Number(values[k])}"]),
        ]);
    }

    private static string Ways(double[] thetas, double[] predictions) =>
        ((thetas[^1] - thetas[0]) * (predictions[^1] - predictions[0])) switch
        {
            > 0 => "both the same way",
            < 0 => "in opposite directions",
            _ => "so not both move",
        };
}
