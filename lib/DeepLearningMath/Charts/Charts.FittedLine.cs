namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>A line finding its place: the samples and the line ŷ = θ₁x + θ₀ with its errors, beside it the cost; the slider goes through the iterations.</summary>
    /// <param name="x">The samples' inputs.</param>
    /// <param name="y">As many targets.</param>
    /// <param name="lines">(θ₁, θ₀) after 0, 1, 2, … updates.</param>
    /// <remarks>The cost is the mean of (y − ŷ)².</remarks>
    /// <exception cref="ArgumentException">There is no sample or no line, or x and y differ in length.</exception>
    public static Chart FittedLine(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<(double Theta1, double Theta0)> lines)
    {
        var (xs, ys, steps) = (Demand(x, "x", nameof(x)), Demand(y, "y", nameof(y)), Demand(lines, "the list of lines", nameof(lines)));
        if (xs.Length != ys.Length) throw new ArgumentException($"Every sample has an x and a y, but there are {xs.Length} x and {ys.Length} y.");
        (double X, double Y)[] samples = [.. xs.Zip(ys)];
        double[] costs = [.. steps.Select(line => Cost(samples, line))];
        var (left, right) = RangeOf(xs, 0.15, 1);

        var data = new Panel(new Axis("x") { Range = (left, right) }, new Axis("y") { Range = RangeOf(ys, 0.3, 1) }) { Title = "Samples and line" };
        var cost = new Panel(IterationAxis(steps.Length), new Axis("cost C (log scale)") { Logarithmic = true }) { Title = "Cost", Column = 1 };
        var errors = Trace.Line(ErrorX(), ErrorY(steps[0]), "errors y − ŷ").Colored(Palette.Vermilion).With("line.width", 1.5).Dashed("dot");
        var line = Trace.Line([left, right], LineEnds(steps[0], left, right), "line ŷ").Colored(Palette.Blue).With("line.width", 3.5);
        var (thinX, thinY) = Thin(costs);
        var now = Trace.Points([0], [costs[0]]).Colored(Palette.Vermilion).With("marker.size", 13).In(1);
        return new Chart("A line finds its place", data, cost)
            .Add(errors, line, Trace.Points(xs, ys, "samples").Colored(Palette.Grey).With("marker.size", 10),
                Trace.Line(thinX, thinY).Colored(Palette.Blue).In(1), now)
            .Animate("iteration", FrameIterations(steps.Length).Select(k => new Frame($"{k}",
                [errors.To(ErrorX(), ErrorY(steps[k])), line.To([left, right], LineEnds(steps[k], left, right)), now.To(k, costs[k])]))) with
        {
            Description = $"The line through {Readable.Count(xs.Length, "sample")} goes from θ₁ = {Number(steps[0].Theta1)}, θ₀ = {Number(steps[0].Theta0)} to "
                + $"θ₁ = {Number(steps[^1].Theta1)}, θ₀ = {Number(steps[^1].Theta0)}, and {Course("the cost", costs)}.",
        };

        // Each error is a line of its own from the sample to the prediction: a gap after every second point.
        IEnumerable<double> ErrorX() => samples.SelectMany(sample => new[] { sample.X, sample.X, double.NaN });
        IEnumerable<double> ErrorY((double Theta1, double Theta0) step) =>
            samples.SelectMany(sample => new[] { sample.Y, step.Theta1 * sample.X + step.Theta0, double.NaN });
    }

    /// <summary>A line finding its place in a training run.</summary>
    /// <param name="x">The samples' inputs.</param>
    /// <param name="y">As many targets.</param>
    /// <param name="history">A run of the parameters θ₁ and θ₀, in this order.</param>
    /// <remarks>The cost is the mean of (y − ŷ)².</remarks>
    /// <exception cref="ArgumentException">There is no sample or no entry, x and y differ in length, or the parameters are not two numbers.</exception>
    public static Chart FittedLine(IEnumerable<double> x, IEnumerable<double> y, History history) => FittedLine(x, y, Path(history));

    private static double[] LineEnds((double Theta1, double Theta0) line, double left, double right) =>
        [line.Theta1 * left + line.Theta0, line.Theta1 * right + line.Theta0];

    private static double Loss((double X, double Y) sample, (double Theta1, double Theta0) line)
    {
        var error = sample.Y - (line.Theta1 * sample.X + line.Theta0);
        return error * error;
    }

    private static double Cost((double X, double Y)[] samples, (double Theta1, double Theta0) line) => samples.Average(sample => Loss(sample, line));
}
