namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>One training run; see <see cref="TrainingRuns(IEnumerable{ValueTuple{double, double}}, IEnumerable{ValueTuple{string, IEnumerable{ValueTuple{double, double}}}}, string)"/>.</summary>
    /// <param name="samples">The samples that the line ŷ = θ₁x + θ₀ is to meet.</param>
    /// <param name="path">(θ₁, θ₀) after 0, 1, 2, … updates.</param>
    /// <exception cref="ArgumentException">There is no sample, or no point.</exception>
    public static Chart TrainingRun(IEnumerable<(double X, double Y)> samples, IEnumerable<(double Theta1, double Theta0)> path) =>
        TrainingRuns(samples, [("line ŷ", path)]);

    /// <summary>One training run; see <see cref="TrainingRun(IEnumerable{ValueTuple{double, double}}, IEnumerable{ValueTuple{double, double}})"/>.</summary>
    /// <param name="samples">The samples that the line ŷ = θ₁x + θ₀ is to meet.</param>
    /// <param name="history">A run of the parameters θ₁ and θ₀, in this order.</param>
    /// <exception cref="ArgumentException">There is no sample or no entry, or the parameters are not two numbers.</exception>
    public static Chart TrainingRun(IEnumerable<(double X, double Y)> samples, History history) => TrainingRun(samples, Path(history));

    /// <summary>
    /// Training seen three ways at once, all moved by one slider: the samples with each run's line; the cost of all samples against the iteration (log scale);
    /// and the path of (θ₁, θ₀) over the cost's level lines, in equal scales.
    /// </summary>
    /// <param name="samples">The samples that the lines are to meet; the cost is the mean of (y − ŷ)² over all of them.</param>
    /// <param name="runs">For each run its name, and (θ₁, θ₀) after 0, 1, 2, … updates. A shorter run waits at its end.</param>
    /// <param name="slider">What the slider counts, if it is not iterations.</param>
    /// <exception cref="ArgumentException">There is no sample or no run, or a run without a point.</exception>
    public static Chart TrainingRuns(
        IEnumerable<(double X, double Y)> samples, IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> runs, string slider = TrajectorySlider)
    {
        var (data, paths) = (Demand(samples, "the list of samples", nameof(samples)), Walks(runs));
        var costAt = CostOfLine(data);
        var minimum = Minimum(costAt, paths);
        var (across, up) = FollowedRange(costAt, paths, minimum, 1.3);
        var (left, right) = RangeOf(data.Select(sample => sample.X), 0.15, 1);
        var heights = RangeOf(data.Select(sample => sample.Y), 0.3, 1);
        Trace[] lines = [.. paths.Select((run, i) => Trace.Line([left, right], Ends(run.Path[0])).Colored(Palette.Color(i)).Dashed(Palette.Dash(i)).With("line.width", 3))];
        var chart = new Chart("Line, cost and parameters in training",
                new Panel(new Axis("x") { Range = (left, right) }, new Axis("y") { Range = heights }) { Title = "Samples and line" },
                CostPanel(paths) with { Title = "Cost" },
                Plane(across, up) with { Title = "Parameters", Column = 1 })
            .Add(Trace.Points(Coarse(data.Select(sample => sample.X), (left, right)), Coarse(data.Select(sample => sample.Y), heights))
                .Colored(Palette.Grey).With("marker.size", data.Length > 100 ? 4 : 8))
            .Add(lines);
        (chart, var onCurve) = WithCosts(chart, paths, costAt, panel: 1);
        var (traces, at) = Trajectory(costAt, paths, minimum, across, up, panel: 2);
        return chart.Add(traces).Animate(slider, FrameIterations(paths.Max(run => run.Path.Length)).Select(k => new Frame($"{k}",
            [.. paths.Select((run, i) => lines[i].To([left, right], Ends(At(run.Path, k)))), .. onCurve(k), .. at(k)]))) with
        {
            Description = $"Training on {Readable.Count(data.Length, "sample")}{DescribeMinimum(minimum, costAt)}: {DescribeWalks(paths, point => costAt(point.Theta1, point.Theta0), slider)}.",
        };

        double[] Ends((double Theta1, double Theta0) line) => [.. LineEnds(line, left, right).Select(end => Digits(end, 6))];
    }

    /// <summary>
    /// The mean of (y − ŷ)² over all samples, whatever their number, in a few operations: what is left at the best slope, what the slope adds, and what the line's height
    /// at the middle of the data adds.
    /// </summary>
    private static Func<double, double, double> CostOfLine((double X, double Y)[] samples)
    {
        var (meanX, meanY) = (samples.Average(sample => sample.X), samples.Average(sample => sample.Y));
        var spread = samples.Average(sample => (sample.X - meanX) * (sample.X - meanX));
        var slope = spread == 0 ? 0 : samples.Average(sample => (sample.X - meanX) * (sample.Y - meanY)) / spread;
        var left = samples.Average(sample => Math.Pow(sample.Y - meanY - slope * (sample.X - meanX), 2));
        return (theta1, theta0) => left + spread * Math.Pow(theta1 - slope, 2) + Math.Pow(theta1 * meanX + theta0 - meanY, 2);
    }

    /// <summary>Several training runs on the same samples; see the overload with paths.</summary>
    /// <param name="samples">The samples that the lines are to meet; the cost is the mean of (y − ŷ)² over all of them.</param>
    /// <param name="runs">For each run its name and its history: the parameters θ₁ and θ₀, in this order.</param>
    /// <exception cref="ArgumentException">There is no sample or no run, a run without an entry, or the parameters are not two numbers.</exception>
    public static Chart TrainingRuns(IEnumerable<(double X, double Y)> samples, IEnumerable<(string Name, History History)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return TrainingRuns(samples, runs.Select(run => (run.Name, Path(run.History))));
    }
}
