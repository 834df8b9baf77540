namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// Whose pull counts? On the (θ₁, θ₀) plane each sample's own step −α∇Lᵢ as an arrow, and their mean, which ends where the next point is; with the lines of perfect answers.
    /// Beside it each sample's loss and the cost C against the iteration. The slider goes through the iterations.
    /// </summary>
    /// <param name="samples">The samples; Lᵢ = (yᵢ − ŷᵢ)² with ŷ = θ₁x + θ₀, and C is their mean.</param>
    /// <param name="path">(θ₁, θ₀) after 0, 1, 2, … updates.</param>
    /// <param name="learningRate">α: the arrows are as long as the steps.</param>
    /// <exception cref="ArgumentException">There is no sample, or no point.</exception>
    public static Chart SampleGradients(
        IEnumerable<(double X, double Y)> samples, IEnumerable<(double Theta1, double Theta0)> path, double learningRate)
    {
        var (data, steps) = (Demand(samples, "the list of samples", nameof(samples)), Demand(path, "the path", nameof(path)));
        (double Theta1, double Theta0) StepOf((double X, double Y) sample, int k)
        {
            var error = sample.Y - (steps[k].Theta1 * sample.X + steps[k].Theta0);
            return (2 * learningRate * sample.X * error, 2 * learningRate * error);
        }
        (double Theta1, double Theta0) MeanStep(int k) => (data.Average(sample => StepOf(sample, k).Theta1), data.Average(sample => StepOf(sample, k).Theta0));
        (double, double) Moved(int k, (double Theta1, double Theta0) step) => (steps[k].Theta1 + step.Theta1, steps[k].Theta0 + step.Theta0);

        // Up to five samples have a colour each; more of them are a crowd.
        bool named = data.Length <= 5;
        string ColorOf(int sample) => named ? Palette.Color(sample + 1) : Palette.Grey;
        var kept = FrameIterations(steps.Length);
        var (across, up) = PlaneRange([.. kept.Select(k => steps[k]), .. data.Select(sample => Moved(0, StepOf(sample, 0)))], 0.12);
        // Where a step is too short to see, its arrow goes: a head alone would point anywhere.
        var shortest = (across.High - across.Low) / 100;
        (double, double) Head(int k, (double Theta1, double Theta0) step) =>
            Math.Sqrt((step.Theta1 * step.Theta1) + (step.Theta0 * step.Theta0)) < shortest ? steps[k] : Moved(k, step);

        Trace[] arrows = [.. data.Select((sample, i) => Trace.Arrow(steps[0], Head(0, StepOf(sample, 0))).Colored(ColorOf(i)))];
        var mean = Trace.Arrow(steps[0], Head(0, MeanStep(0))).Colored(Palette.Blue).With("line.width", 4.5).With("marker.size", PlotlyJson.Numbers(0, 17));
        var footprints = Trace.Line(kept.Select(k => steps[k].Theta1), kept.Select(k => steps[k].Theta0)).Colored(Palette.Blue)
            .With("mode", "lines+markers").With("line.width", 1).With("marker.size", 6).With("opacity", 0.6);
        var here = Trace.Points([steps[0].Theta1], [steps[0].Theta0]).Colored(Palette.Blue).With("marker.size", 11);

        double[] iterations = [.. kept.Select(k => (double)k)];
        Trace[] losses = [.. data.Select((sample, i) =>
            Trace.Line(iterations, kept.Select(k => Loss(sample, steps[k])), named ? $"sample {i + 1}: {Point(sample.X, sample.Y)}" : i == 0 ? "each sample" : null)
                .Colored(ColorOf(i)).Dashed(Palette.Dash(i + 1)).With("line.width", named ? 2.5 : 1).In(1))];
        double[] costs = [.. steps.Select(step => Cost(data, step))];
        var cost = Trace.Line(iterations, kept.Select(k => costs[k]), "mean: cost C").Colored(Palette.Blue).With("line.width", 4).In(1);
        Trace[] now = [.. data.Select((sample, i) => Trace.Points([0], [Loss(sample, steps[0])]).Colored(ColorOf(i)).In(1)),
            Trace.Points([0], [costs[0]]).Colored(Palette.Blue).With("marker.size", 13).In(1)];

        return new Chart("Each sample's step, and their mean",
                Plane(across, up) with { Title = "Steps −α∇L" },
                new Panel(IterationAxis(steps.Length), new Axis("loss L, cost C (log scale)") { Logarithmic = true }) { Title = "Losses and cost", Column = 1 })
            .Add(data.Select((sample, i) => PerfectAnswers(sample, across, null, ColorOf(i)).With("line.width", 2).Dashed("dot")))
            .Add(footprints).Add(arrows).Add(mean, here).Add(losses).Add(cost).Add(now)
            .Animate("iteration", kept.Select(k => new Frame($"{k}",
            [
                .. data.Select((sample, i) => arrows[i].ToArrow(steps[k], Head(k, StepOf(sample, k)))),
                mean.ToArrow(steps[k], Head(k, MeanStep(k))),
                here.To(steps[k].Theta1, steps[k].Theta0),
                .. data.Select((sample, i) => now[i].To(k, Loss(sample, steps[k]))),
                now[^1].To(k, costs[k]),
            ]))) with
        {
            Description = $"From {Point(steps[0].Theta1, steps[0].Theta0)} {Readable.List(data.Take(5).Select((sample, i) => Asks(i, StepOf(sample, 0))))}"
                + $"{(data.Length > 5 ? " (and more)" : "")}; their mean is {Point(MeanStep(0).Theta1, MeanStep(0).Theta0)}; after "
                + $"{Readable.Count(steps.Length - 1, "iteration")} the parameters are {Point(steps[^1].Theta1, steps[^1].Theta0)} and {Course("the cost", costs)}.",
        };

        static string Asks(int sample, (double Theta1, double Theta0) step) => $"sample {sample + 1} asks for the step {Point(step.Theta1, step.Theta0)}";
    }

    /// <summary>Each sample's step and their mean in a training run.</summary>
    /// <param name="samples">The samples; Lᵢ = (yᵢ − ŷᵢ)² with ŷ = θ₁x + θ₀, and C is their mean.</param>
    /// <param name="history">A run of the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="learningRate">α: the arrows are as long as the steps.</param>
    /// <exception cref="ArgumentException">There is no sample or no entry, or the parameters are not two numbers.</exception>
    public static Chart SampleGradients(IEnumerable<(double X, double Y)> samples, History history, double learningRate) =>
        SampleGradients(samples, Path(history), learningRate);
}
