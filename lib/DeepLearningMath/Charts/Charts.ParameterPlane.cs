namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>One walk of a line's parameters; see the other overload.</summary>
    /// <param name="samples">The samples that the line ŷ = θ₁x + θ₀ is to meet.</param>
    /// <param name="path">(θ₁, θ₀) after 0, 1, 2, … updates.</param>
    /// <param name="contours">Whether level lines of the cost are drawn too.</param>
    /// <exception cref="ArgumentException">There is no sample, or no point.</exception>
    public static Chart ParameterPlane(
        IEnumerable<(double X, double Y)> samples, IEnumerable<(double Theta1, double Theta0)> path, bool contours = false) =>
        ParameterPlane(samples, [("θ", path)], contours);

    /// <summary>
    /// Left the (θ₁, θ₀) plane in equal scales: walks, and for each sample the line of its perfect answers θ₀ = y − xθ₁. Right the samples and each walk's line
    /// ŷ = θ₁x + θ₀: a point there is a line here. The slider goes through the iterations.
    /// </summary>
    /// <param name="samples">The samples that the lines are to meet.</param>
    /// <param name="walks">For each walk its name, and (θ₁, θ₀) after 0, 1, 2, … updates. A shorter walk waits at its end.</param>
    /// <param name="contours">Whether level lines of the cost (the mean of (y − ŷ)²) are drawn too.</param>
    /// <exception cref="ArgumentException">There is no sample or no walk, or a walk without a point.</exception>
    public static Chart ParameterPlane(
        IEnumerable<(double X, double Y)> samples,
        IEnumerable<(string Name, IEnumerable<(double Theta1, double Theta0)> Path)> walks,
        bool contours = false)
    {
        var (data, paths) = (Demand(samples, "the list of samples", nameof(samples)), Walks(walks));
        var (across, up) = PlaneRange(paths.SelectMany(walk => walk.Path), 0.18);
        var (onPlane, planeAt) = OnPlane(paths, 0);
        var (left, right) = RangeOf(data.Select(sample => sample.X).Append(0), 0.35, 2);
        var heights = paths.Select(walk => walk.Path[^1]).SelectMany(end => LineEnds(end, left, right)).Concat(data.Select(sample => sample.Y)).Append(0);
        Trace[] lines = [.. paths.Select((walk, i) =>
            Trace.Line([left, right], LineEnds(walk.Path[0], left, right)).Colored(Palette.Color(i)).Dashed(Palette.Dash(i)).In(1))];

        return new Chart("Walks of the parameters, and the lines they mean",
                Plane(across, up) with { Title = "Parameters" },
                new Panel(new Axis("x") { Range = (left, right) }, new Axis("y") { Range = RangeOf(heights, 0.2, 2) }) { Title = "Samples and lines", Column = 1 })
            .Add(contours ? LevelLines((theta1, theta0) => Cost(data, (theta1, theta0)), across, up) : [])
            .Add(data.Select(sample => PerfectAnswers(sample, across, $"perfect for {Point(sample.X, sample.Y)}", contours ? Palette.Ochre : Palette.Grey)))
            .Add(onPlane).Add(lines)
            .Add(Trace.Points(data.Select(sample => sample.X), data.Select(sample => sample.Y)).Colored(Palette.Grey).With("marker.size", 13).In(1))
            .Animate("iteration", FrameIterations(paths.Max(walk => walk.Path.Length)).Select(k => new Frame($"{k}",
                [.. planeAt(k), .. paths.Select((walk, i) => lines[i].To([left, right], LineEnds(At(walk.Path, k), left, right)))]))) with
        {
            Description = $"On the (θ₁, θ₀) plane, with {Readable.Count(data.Length, "sample")} "
                + $"({Readable.List(data.Take(5).Select(sample => Point(sample.X, sample.Y)))}{(data.Length > 5 ? ", …" : "")}): "
                + $"{DescribeWalks(paths, point => Cost(data, point))}.",
        };
    }

    /// <summary>The walk of one training run; see the overload with walks.</summary>
    /// <param name="samples">The samples that the line ŷ = θ₁x + θ₀ is to meet.</param>
    /// <param name="history">A run of the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="contours">Whether level lines of the cost are drawn too.</param>
    /// <exception cref="ArgumentException">There is no sample or no entry, or the parameters are not two numbers.</exception>
    public static Chart ParameterPlane(IEnumerable<(double X, double Y)> samples, History history, bool contours = false) =>
        ParameterPlane(samples, Path(history), contours);

    /// <summary>The walks of several training runs; see the overload with walks.</summary>
    /// <param name="samples">The samples that the lines are to meet.</param>
    /// <param name="runs">For each run its name and its history: the parameters θ₁ and θ₀, in this order.</param>
    /// <param name="contours">Whether level lines of the cost are drawn too.</param>
    /// <exception cref="ArgumentException">There is no sample or no run, a run without an entry, or the parameters are not two numbers.</exception>
    public static Chart ParameterPlane(
        IEnumerable<(double X, double Y)> samples, IEnumerable<(string Name, History History)> runs, bool contours = false) =>
        ParameterPlane(samples, runs.Select(run => (run.Name, Path(run.History))), contours);

    /// <summary>Longer than the plane is wide: whoever shows more of the plane still sees the line.</summary>
    private static Trace PerfectAnswers((double X, double Y) sample, (double Low, double High) across, string? name, string color)
    {
        var width = across.High - across.Low;
        double[] ends = [across.Low - width, across.High + width];
        return Trace.Line(ends, ends.Select(theta1 => sample.Y - sample.X * theta1), name)
            .Colored(color).With("line.width", 4).With("opacity", 0.55);
    }
}
