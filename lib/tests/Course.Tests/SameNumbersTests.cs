using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using Notebooks.Documents;

namespace Course.Tests;

/// <summary>
/// The same seed gives the same numbers on another machine. The strangest one that can be had here has a single processor and
/// no vector instructions: nothing runs side by side, and sums are added up in another order.
/// </summary>
public sealed partial class SameNumbersTests(ExecutedLessons executed, SameNumbersTests.StrangeRun strange) : IClassFixture<SameNumbersTests.StrangeRun>, IDisposable
{
    private const double Tolerance = 1e-12;

    private static readonly Dictionary<string, string?> s_strange = new() { ["DOTNET_PROCESSOR_COUNT"] = "1", ["DOTNET_EnableHWIntrinsic"] = "0" };

    private readonly WorkFolder _folder = new();

    /// <summary>The lessons with chance in them.</summary>
    public static TheoryData<string> Lessons => [.. ExecutedLessons.Names
        .Where(lesson => Notebook.Load(Path.Combine(Repository.Notebooks, lesson)).Cells.Any(cell => cell.Kind == CellKind.Code && Chance().IsMatch(cell.Source)))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Seeded_training_gives_the_same_numbers_on_one_processor_without_vector_instructions()
    {
        _folder.Write("training.ipynb",
            $$"""
            #r "{{Repository.Root}}/lib/out/Lessons.dll"
            using DeepLearningMath;
            void Show(Tensor tensor) => Console.WriteLine(string.Join(" ", tensor.ToArray()));
            Console.WriteLine($"{Environment.ProcessorCount} {System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated}");
            """,
            // A line: long sums, so that their order counts.
            """
            var data = SyntheticData.NoisyLine(10_007, RandomNumbers.Seeded(1), offset: 3);
            var standardizer = Standardizer.Fit(data.X);
            var (theta1, theta0) = (new Variable(0), new Variable(0));
            var history = Training.Run(
                batch => (batch.Y - (theta1 * batch.X + theta0)).Square().Mean(),
                new MiniBatches(data, 100, RandomNumbers.Seeded(2)), new GradientDescent([theta1, theta0], LearningRateSchedule.InverseTime(0.05, 50)), epochs: 5);
            Show(history.Costs);
            Show(new[] { theta1.Value.Number, theta0.Value.Number, standardizer.Mean.Number, standardizer.StandardDeviation.Number });
            var (slope, intercept) = LeastSquares.Line(data);
            Show(new[] { slope, intercept });
            Show(Hessian.OfLine(data.X).Eigenvalues.ToArray());
            """,
            // A network: products of matrices that are large enough to be shared out among processors.
            """
            var random = RandomNumbers.Seeded(3);
            Tensor Normal(int rows, int columns) => Tensor.FromValues(Shape.Matrix(rows, columns), [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())]);
            Tensor x = Normal(400, 120);
            Tensor y = Tensor.FromValues(Shape.Matrix(400, 2), [.. Enumerable.Range(0, 400).SelectMany(i => x[i, 0] * x[i, 1] > 0 ? new double[] { 1, 0 } : [0, 1])]);
            Variable w1 = new(Normal(120, 90) / 10), b1 = new(new double[90]), w2 = new(Normal(90, 2) / 10), b2 = new(new double[2]);
            var adam = new Adam([w1, b1, w2, b2], 0.01);
            foreach (var step in Training.Steps(
                batch => (((Variable)batch.X).MatrixProduct(w1) + b1).Tanh().MatrixProduct(w2).SoftmaxCrossEntropy(batch.Y).Mean(),
                new MiniBatches(x, y, 150, random), adam).Take(12)) Show(step.Cost);
            Show(w2.Value);
            Show(Tensor.MatrixProduct(x, x.Transpose()));
            """);

        var (here, there) = (await RunAsync("here", []), await RunAsync("there", s_strange));

        Assert.Equal($"{Environment.ProcessorCount} {Vector128.IsHardwareAccelerated}", Text(here.Cells[0]).Trim());
        Assert.Equal("1 False", Text(there.Cells[0]).Trim());
        Assert.Equal(505 + 1 + 4 + 2 + 2, SameNumbers(here.Cells[1], there.Cells[1]));
        Assert.Equal(12 + (90 * 2) + (400 * 400), SameNumbers(here.Cells[2], there.Cells[2]));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_with_chance_in_it_shows_the_same_numbers_on_one_processor_without_vector_instructions(string lesson)
    {
        var (here, there) = (await executed.OfAsync(lesson), await strange.OfAsync(lesson));

        Assert.Equal(here.Cells.Count, there.Cells.Count);
        var numbers = here.Cells.Zip(there.Cells).Where(pair => !Unstable.IsTimed(pair.First.Id)).Sum(pair => SameNumbers(pair.First, pair.Second));
        Assert.NotEqual(0, numbers);
    }

    private async Task<Notebook> RunAsync(string output, Dictionary<string, string?> environment)
    {
        var result = await CommandProcess.RunAsync(_folder.Path, environment, "run", "training.ipynb", "--output", output);
        Assert.True(result.ExitCode == 0, result.Errors);
        return _folder.Load($"{output}/training.ipynb");
    }

    /// <summary>How many numbers two runs of a cell print, if all of them agree, and so do the words between them.</summary>
    private static int SameNumbers(Cell here, Cell there)
    {
        var (ours, theirs) = (Text(here), Text(there));
        Assert.Equal(Words(ours), Words(theirs));
        var (ourNumbers, theirNumbers) = (Numbers(ours), Numbers(theirs));
        Assert.Equal(ourNumbers.Length, theirNumbers.Length);
        foreach (var (our, their) in ourNumbers.Zip(theirNumbers))
            Assert.True(our.Equals(their) || Math.Abs(our - their) <= Tolerance * Math.Max(1, Math.Abs(our)), $"{here.Id}: {our:R} here, {their:R} there");
        return ourNumbers.Length;
    }

    /// <summary>What a cell prints and the text of its values, without times.</summary>
    private static string Text(Cell cell) => Unstable.WithoutTimes(string.Concat(cell.Outputs.Select(output => output switch
    {
        StreamOutput stream => stream.Text,
        ResultOutput result => result.Data.Text("text/plain"),
        DisplayOutput display => display.Data.Text("text/plain"),
        _ => "",
    } + "\n")));

    private static string Words(string text) => Space().Replace(Number().Replace(text, "#"), " ");

    private static double[] Numbers(string text) => [.. Number().Matches(text).Select(match => double.Parse(match.Value.Replace('−', '-'), CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\b(Seeded|new Random)\(")]
    private static partial Regex Chance();

    [GeneratedRegex(@"[-−]?\d+(\.\d+)?([eE][-−+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    /// <summary>The lessons with chance in them, run by the strangest machine.</summary>
    public sealed class StrangeRun : IDisposable
    {
        private readonly LessonsRun _run = new(s_strange, Lessons.Select(lesson => lesson.Data));

        public Task<Notebook> OfAsync(string lesson) => _run.OfAsync(lesson);

        public void Dispose() => _run.Dispose();
    }
}
