namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>One seesaw; see <see cref="Seesaws"/>.</summary>
    /// <param name="sample">The input and the target.</param>
    /// <param name="thetas">θ at 0, 1, 2, …</param>
    /// <param name="slider">What the slider counts.</param>
    /// <exception cref="ArgumentException">There is no θ.</exception>
    public static Chart Seesaw((double X, double Y) sample, IEnumerable<double> thetas, string slider = "iteration") =>
        Seesaws([(sample, thetas)], slider);

    /// <summary>
    /// The model ŷ = θx as a plank that turns about a hinge at zero: its slope is θ. A panel for each sample, all on the same scales: the plank, the prediction on it,
    /// the target, the error between them, and an arrow for what comes next. The slider goes through the values of θ; with one value each, nothing moves and there is no slider.
    /// </summary>
    /// <param name="runs">For each panel its sample, and θ at 0, 1, 2, … A shorter run waits at its end.</param>
    /// <param name="slider">What the slider counts.</param>
    /// <exception cref="ArgumentException">There is no run, or a run without a θ.</exception>
    public static Chart Seesaws(IEnumerable<((double X, double Y) Sample, IEnumerable<double> Thetas)> runs, string slider = "iteration")
    {
        var all = Demand(runs, "the list of runs", nameof(runs))
            .Select(run => (run.Sample, Thetas: Demand(run.Thetas, "a list of θ", nameof(runs)))).ToArray();
        var half = 1.5 * Math.Max(0.5, all.Max(run => Math.Abs(run.Sample.X)));
        var heights = RangeOf(all.SelectMany(run => run.Thetas.Select(theta => theta * run.Sample.X).Append(run.Sample.Y).Append(0)), 0.25, 2);
        Panel[] panels = [.. all.Select((run, i) => new Panel(new Axis("x") { Range = (-half, half) }, new Axis("y") { Range = heights })
        {
            Column = i % 2,
            Title = all.Length > 1 ? Way(run.Sample, run.Thetas) : null,
        })];

        var chart = new Chart("The model ŷ = θx: a plank on a hinge at zero", panels);
        var parts = new List<Func<int, TraceChange[]>>();
        foreach (var (panel, (sample, thetas)) in all.Index())
        {
            var (traces, at) = Plank(sample, thetas, half, heights, panel);
            chart = chart.Add(traces);
            parts.Add(at);
        }

        var longest = all.Max(run => run.Thetas.Length);
        return (longest == 1
            ? chart
            : chart.Animate(slider, FrameIterations(longest).Select(k => new Frame($"{k}", [.. parts.SelectMany(at => at(k))])))) with
        {
            Description = $"The plank ŷ = θx at each sample: {string.Join("; ", all.Select(run => DescribePlank(run.Sample, run.Thetas)))}.",
        };
    }

    private static (Trace[] Traces, Func<int, TraceChange[]> At) Plank(
        (double X, double Y) sample, double[] thetas, double half, (double Low, double High) heights, int panel)
    {
        double[] ends = [-half, half];
        double Theta(int k) => At(thetas, k);
        (double X, double Y) Prediction(int k) => (sample.X, Theta(k) * sample.X);
        double[] Heights(int k) => [.. ends.Select(x => Theta(k) * x)];
        string Label(int k) => $"θ = {Number(Math.Round(Theta(k), 2))}   ŷ = {Number(Math.Round(Prediction(k).Y, 2))}";
        // All panels share one legend.
        string? Named(string name) => panel == 0 ? name : null;

        var plank = Trace.Line(ends, Heights(0), Named("plank ŷ = θx")).Colored(Palette.Vermilion).With("line.width", 4).In(panel);
        var hinge = Trace.Points([0], [0], Named("hinge")).Colored(Palette.Grey).With("marker.symbol", "triangle-up").With("marker.size", 14).In(panel);
        var target = Trace.Points([sample.X], [sample.Y], Named("target y")).Colored(Palette.Purple)
            .With("marker.symbol", "diamond").With("marker.size", 13).In(panel);
        var prediction = Trace.Points([sample.X], [Prediction(0).Y], Named("prediction ŷ")).Colored(Palette.Green).With("marker.size", 12).In(panel);
        var error = Trace.Line([sample.X, sample.X], [Prediction(0).Y, sample.Y], Named("error y − ŷ")).Colored(Palette.Purple).Dashed("dot").With("line.width", 2).In(panel);
        var arrow = Trace.Arrow(Prediction(0), Prediction(1)).Colored(Palette.Green).In(panel);
        // Above the hinge, where the plank never comes.
        var labelY = heights.Low + (heights.High - heights.Low) * 0.93;
        var label = Trace.Text([0], [labelY], [Label(0)]).With("textfont.size", 14).In(panel);
        return ([plank, hinge, error, target, arrow, prediction, label], k =>
        [
            plank.To(ends, Heights(k)),
            error.To([sample.X, sample.X], [Prediction(k).Y, sample.Y]),
            arrow.ToArrow(Prediction(k), Prediction(k + 1)),
            prediction.To(sample.X, Prediction(k).Y),
            label.To([0], [labelY], [Label(k)]),
        ]);
    }

    /// <summary>"x &gt; 0, ŷ too low: θ ↑ ŷ ↑"</summary>
    private static string Way((double X, double Y) sample, double[] thetas)
    {
        var side = sample.X switch { > 0 => "x > 0", < 0 => "x < 0", _ => "x = 0" };
        var place = (sample.Y - thetas[0] * sample.X) switch { > 0 => "ŷ too low", < 0 => "ŷ too high", _ => "ŷ right" };
        return $"{side}, {place}: θ {Arrow(thetas[^1] - thetas[0])} ŷ {Arrow((thetas[^1] - thetas[0]) * sample.X)}";

        static string Arrow(double change) => change switch { > 0 => "↑", < 0 => "↓", _ => "stays" };
    }

    private static string DescribePlank((double X, double Y) sample, double[] thetas)
    {
        var (first, last) = (thetas[0], thetas[^1]);
        var end = thetas.Length == 1 ? "" : $" and goes to {Number(last * sample.X)} with θ = {Number(last)}";
        return $"at x = {Number(sample.X)}, where the target is {Number(sample.Y)}, it is at {Number(first * sample.X)} with θ = {Number(first)}{end}";
    }
}
