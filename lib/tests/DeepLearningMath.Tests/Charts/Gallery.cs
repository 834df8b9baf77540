namespace DeepLearningMath.Tests;

/// <summary>One example of every picture in <see cref="Charts"/>, with the lessons' numbers.</summary>
internal static class Gallery
{
    private static readonly (double X, double Y)[] OneSample = [(-1.5, 2)];
    private static readonly (double X, double Y)[] TwoSamples = [(-1.5, 2), (2.5, -1)];
    private static readonly (double X, double Y)[] FourSamples = [(1, 1), (2, 3), (3, 5), (4, 7)];
    private static readonly (double X, double Y)[] Outlier = [(-2, 0), (-1, 0.5), (0, 1), (1, 1.5), (2, -6)];
    private static readonly double[] Sizes = [4, 8, 16, 64, 256, 1024];

    public static IReadOnlyDictionary<string, Chart> Charts { get; } = new Dictionary<string, Chart>
    {
        ["Costs"] = DeepLearningMath.Charts.Costs([("α = 0.1", Losses(0.1)), ("α = 0.4", Losses(0.4)), ("α = 0.46", Losses(0.46))]),
        ["Costs of one run"] = DeepLearningMath.Charts.Costs(Losses(0.1), log: false),
        ["Function"] = DeepLearningMath.Charts.Function(x => x * x, -1, 4, [(3, "x = 3"), (-0.5, "x = −0.5")]),
        ["Function without points"] = DeepLearningMath.Charts.Function(Math.Log, 0, 4),
        ["Descent"] = DeepLearningMath.Charts.Descent(Loss, Thetas(0.1)),
        ["Descent of three"] = DeepLearningMath.Charts.Descent(Loss, [("α = 0.1", Thetas(0.1)), ("α = 0.4", Thetas(0.4)), ("α = 0.46", Thetas(0.46))]),
        ["NumberLines"] = DeepLearningMath.Charts.NumberLines(-1.5, 2, Thetas(0.1)),
        ["NumberLines at x = 0"] = DeepLearningMath.Charts.NumberLines(0, 2, [0.5, 0.5]),
        ["Seesaw"] = DeepLearningMath.Charts.Seesaw((-1.5, 2), [0.5]),
        ["Seesaws"] = DeepLearningMath.Charts.Seesaws([((1.5, 2), Thetas(0.1).Select(theta => -theta)), ((-1.5, 2), Thetas(0.1)), ((0, 2), [0.5, 0.5])]),
        ["NudgedRectangle"] = DeepLearningMath.Charts.NudgedRectangle(2.5, 3),
        ["NudgedSquare"] = DeepLearningMath.Charts.NudgedSquare(3),
        ["DifferenceError"] = DeepLearningMath.Charts.DifferenceError(x => x * x, 3, 6),
        ["FittedLine"] = DeepLearningMath.Charts.FittedLine(FourSamples.Select(s => s.X), FourSamples.Select(s => s.Y), Walk(FourSamples, 0, 0, 0.1, 50)),
        ["ParameterPlane"] = DeepLearningMath.Charts.ParameterPlane(OneSample,
            [("A", Walk(OneSample, 0.5, 0.25, 0.1, 12)), ("B", Walk(OneSample, 0, 0, 0.1, 12)), ("C", Walk(OneSample, 2, 1, 0.1, 5))]),
        ["ParameterPlane with contours"] = DeepLearningMath.Charts.ParameterPlane(TwoSamples, Walk(TwoSamples, 1, -0.5, 0.08, 200), contours: true),
        ["ParameterPlane of one sample with contours"] = DeepLearningMath.Charts.ParameterPlane(OneSample, Walk(OneSample, 0.5, 0.25, 0.1, 12), contours: true),
        ["SampleGradients"] = DeepLearningMath.Charts.SampleGradients(TwoSamples, Walk(TwoSamples, 1, -0.5, 0.08, 40), 0.08),
        ["SampleGradients of many"] = DeepLearningMath.Charts.SampleGradients([.. Outlier, (3, 2.5)], Walk(Outlier, 0, 0, 0.05, 10), 0.05),
        ["HeatMap"] = DeepLearningMath.Charts.HeatMap(Diagonal([8, -6, 3, -10]), rows: "outputs", columns: "inputs"),
        ["HeatMap of a column"] = DeepLearningMath.Charts.HeatMap((Tensor)new[] { -1.5, 2.5, 0.5, 3 }, rows: "outputs", columns: "input θ₁"),
        ["Levers"] = DeepLearningMath.Charts.Levers((Tensor)new[] { 0.863, 0.046, 0.5, 0.3 }, (Tensor)new[] { -0.019, -0.821, 1.2, 0.4 }, -0.799),
        ["HeatMap of several"] = DeepLearningMath.Charts.HeatMap(
            new[] { 4, 8, 16, 200 }.Select(n => ($"{n}", Diagonal([.. Enumerable.Range(0, n).Select(i => 3 * Math.Sin(i))]))), "outputs", "inputs", slider: "n ="),
        ["Growth"] = DeepLearningMath.Charts.Growth(
            [("build the Jacobian", Sizes.Select(n => (n, 8 * n * n))), ("elementwise", Sizes.Select(n => (n, 8 * n)))], x: "n", y: "memory (bytes)"),
        ["Trajectories"] = DeepLearningMath.Charts.Trajectories(LectureCost, [("η = 0.0908", Valley(0.99)), ("η = 0.0926", Valley(1.01))], costs: true),
        ["Trajectories of one"] = DeepLearningMath.Charts.Trajectories((a, b) => 3 * a * a + b * b, [(1, 1), (0.5, 0.75), (0.25, 0.5)]),
        ["Trajectories of a random walk"] = DeepLearningMath.Charts.Trajectories((a, b) => a * a + b * b, [("B = 1", RandomWalk(3000, 0.3)), ("B = 100", RandomWalk(3000, 0.03))],
            jumpers: [("this batch's own minimum", RandomWalk(3000, 1).Select(p => (p.Item1 / 3, p.Item2 / 3)))]),
        ["Arrows"] = DeepLearningMath.Charts.Arrows(LectureCost, [("steepest descent", (0, 0), (1.15, 0.34)), ("to the bottom", (0, 0), (2, -1))]),
        ["TrainingRun"] = DeepLearningMath.Charts.TrainingRun(FourSamples, Walk(FourSamples, 0, 0, 0.05, 200)),
        ["TrainingRuns"] = DeepLearningMath.Charts.TrainingRuns(Offset(3), [("half of the bound", Walk(Offset(3), 0, 0, 0.0458, 183)), ("0.9 of the bound", Walk(Offset(3), 0, 0, 0.0825, 101))]),
        ["Valleys"] = DeepLearningMath.Charts.Valleys([OffsetRun("0", 0), OffsetRun("1", 1), OffsetRun("3", 3)], "offset m ="),
        ["Valleys of runs that run away"] = DeepLearningMath.Charts.Valleys([OffsetRun("steps too long", 3, 0.2)], "run:"),
        ["Surface"] = DeepLearningMath.Charts.Surface(LectureCost, (-1, 5), (-5, 5), Valley(0.9)),
        ["Surface of logarithms"] = DeepLearningMath.Charts.Surface((a, b) => a * a + b * b, (-1, 1), (-1, 2), log: true),
        ["Bands"] = DeepLearningMath.Charts.Bands(
            [
                ("at the start", new[] { 10.0, 30, 100, 300, 1000 }.Select(b => (b, 5 / Math.Sqrt(b), 28 / Math.Sqrt(b), 70 / Math.Sqrt(b)))),
                ("near the minimum", new[] { 10.0, 30, 100, 300, 1000 }.Select(b => (b, 60 / Math.Sqrt(b), 280 / Math.Sqrt(b), 400 / Math.Sqrt(b)))),
            ], x: "batch size", y: "angle (°)").LogX().LogY(),
        ["BatchCosts"] = DeepLearningMath.Charts.BatchCosts(
            new (int Size, int Updates)[] { (1, 1000), (8, 130), (100, 10) }.Select(b => ($"{b.Size}",
                Enumerable.Range(0, b.Updates).Select(k => (0.25 + 5 * Math.Exp(-3.0 * k / b.Updates)) * Math.Exp(Math.Sin(k * k) / Math.Sqrt(b.Size))),
                Enumerable.Range(0, b.Updates + 1).Select(k => 0.25 + 5 * Math.Exp(-3.0 * k / b.Updates)), b.Updates / 10))),
        ["Race"] = DeepLearningMath.Charts.Race(
            [("B = 1", Enumerable.Range(0, 500).Select(k => ((double)k, k / 100.0, k * 0.002, 0.3 + 5 * Math.Exp(-k / 30.0)))), ("B = 100", Enumerable.Range(0, 6).Select(k => ((double)k, (double)k, k * 0.05, 0.25 + 5 * Math.Exp(-k / 3.0))))]),
        ["Images"] = DeepLearningMath.Charts.Images(Enumerable.Range(0, 12).Select(i => ($"{i % 10}", Blob(8, i)))),
        ["Images of weights"] = DeepLearningMath.Charts.Images(
            Enumerable.Range(0, 3).Select(epoch => ($"{epoch}", Enumerable.Range(0, 8).Select(i => ($"neuron {i}", Blob(8, i) * (epoch + 1.0) - 0.5)))), "epoch"),
        ["ConfusionMatrix"] = DeepLearningMath.Charts.ConfusionMatrix(Confused(10)),
        ["ConfusionMatrix with labels"] = DeepLearningMath.Charts.ConfusionMatrix(new double[,] { { 33, 1 }, { 1, 56 } }, ["malignant", "benign"]),
        ["BatchBowls"] = DeepLearningMath.Charts.BatchBowls(FourSamples, ("B = 1", [(0, 0), (0.4, 0.4), (1, 0.8)], [[0], [3]]), ("B = 2", [(0, 0), (1, 0.5)], [[0, 2]])),
        ["MatrixShapes"] = DeepLearningMath.Charts.MatrixShapes([("X·w", Shape.Matrix(364, 30), Shape.Matrix(30, 1)), ("X·dz", Shape.Matrix(364, 30), Shape.Matrix(364, 1))]),
        ["MatrixShapes of one product"] = DeepLearningMath.Charts.MatrixShapes([("4 columns", Shape.Matrix(10, 3), Shape.Matrix(3, 4))]),
        ["Separation"] = DeepLearningMath.Charts.Separation(
            new[] { 0, 1, 10 }.Select(epoch => ($"{epoch}", (Tensor)new double[] { -0.2 * epoch, -0.1 * epoch, 0.05 * epoch, -0.01 * epoch, 0.3 * epoch })), [0, 0, 0, 1, 1], ["malignant", "benign"]),
        ["Shares"] = DeepLearningMath.Charts.Shares([("0", Tensor.Filled(Shape.Vector(10), -0.5)), ("100", (double[])[0.1, -0.9, 0.1, 0.2, 0, 0.1, 0, 0, 0.1, 0.2])], "votes |dz|", "patients"),
        ["Bars"] = DeepLearningMath.Charts.Bars([("x", 100), ("w", 0.01)], "gradient"),
    };

    private static Tensor Diagonal(double[] values)
    {
        var matrix = new double[values.Length, values.Length];
        for (var i = 0; i < values.Length; i++) matrix[i, i] = values[i];
        return matrix;
    }

    /// <summary>Forty samples about x = <paramref name="m"/> on y = 2x − 1, with a wave for noise.</summary>
    private static (double X, double Y)[] Offset(double m) =>
        [.. Enumerable.Range(1, 40).Select(i => (i - 20.5) / 11.543).Select(r => (m + r, 2 * (m + r) - 1 + 0.5 * Math.Sin(9 * r)))];

    private static Tensor Blob(int side, int seed)
    {
        var cells = new double[side, side];
        for (var i = 0; i < side; i++)
        {
            for (var j = 0; j < side; j++) cells[i, j] = Math.Exp(-(Math.Pow(i - 3.5 - 2 * Math.Sin(seed), 2) + Math.Pow(j - 3.5 - 2 * Math.Cos(seed), 2)) / 6);
        }
        return cells;
    }

    private static Tensor Confused(int classes)
    {
        var counts = new double[classes, classes];
        for (var i = 0; i < classes; i++)
        {
            counts[i, i] = 30 + i;
            counts[i, (i * 3 + 1) % classes] += i % 4;
        }
        return counts;
    }

    private static double LectureCost(double a, double b) => 10 * (a - 2) * (a - 2) + 6 * (a - 2) * (b + 1) + (b + 1) * (b + 1) + 0.25;

    /// <summary>300 updates from (0.5, 4), with a part of the largest stable learning rate.</summary>
    private static List<(double, double)> Valley(double part)
    {
        var (a, b, rate) = (0.5, 4.0, part * 2 / (11 + Math.Sqrt(117)));
        var path = new List<(double, double)> { (a, b) };
        for (var k = 0; k < 300; k++)
        {
            (a, b) = (a - rate * (20 * (a - 2) + 6 * (b + 1)), b - rate * (6 * (a - 2) + 2 * (b + 1)));
            path.Add((a, b));
        }
        return path;
    }

    private static IEnumerable<(double, double)> RandomWalk(int steps, double noise)
    {
        var random = new Random(9);
        var (a, b) = (3.0, 2.0);
        for (var k = 0; k <= steps; k++)
        {
            yield return (a, b);
            (a, b) = (a * 0.98 + noise * (random.NextDouble() - 0.5), b * 0.98 + noise * (random.NextDouble() - 0.5));
        }
    }

    private static (string, Samples, History) OffsetRun(string label, double offset, double? rate = null)
    {
        var data = SyntheticData.Line(40, offset);
        var (theta1, theta0) = (new Variable(0, "θ₁"), new Variable(0, "θ₀"));
        var descent = new GradientDescent([theta1, theta0], rate ?? Hessian.OfLine(data.X).LargestStableLearningRate / 2);
        return (label, data, Training.Run(() => (data.Y - ((theta1 * data.X) + theta0)).Square().Mean(), descent, 200));
    }

    public static double Loss(double theta) => Math.Pow(2 + 1.5 * theta, 2);

    public static IEnumerable<double> Thetas(double alpha) =>
        Enumerable.Range(0, 11).Select(k => -4 / 3.0 + (0.5 + 4 / 3.0) * Math.Pow(1 - 2 * alpha * 2.25, k));

    public static double[] Losses(double alpha) => [.. Thetas(alpha).Select(Loss)];

    public static List<(double Theta1, double Theta0)> Walk((double X, double Y)[] samples, double theta1, double theta0, double alpha, int updates)
    {
        var path = new List<(double, double)> { (theta1, theta0) };
        for (var k = 0; k < updates; k++)
        {
            var errors = samples.Select(s => s.Y - theta1 * s.X - theta0).ToArray();
            theta1 += 2 * alpha * samples.Zip(errors, (s, e) => s.X * e).Average();
            theta0 += 2 * alpha * errors.Average();
            path.Add((theta1, theta0));
        }
        return path;
    }
}
