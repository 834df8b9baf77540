using System.Runtime.Intrinsics;
using Notebooks.Documents;

namespace Course.Tests;

/// <summary>
/// The same seed gives the same numbers on another machine. The strangest one that can be had here has a single processor and
/// no vector instructions: nothing runs side by side, and sums are added up in another order. It writes numbers with a comma,
/// and is three quarters of an hour off.
/// </summary>
public sealed class SameNumbersTests(ExecutedLessons here, SameNumbersTests.LessonsThere there) : IClassFixture<SameNumbersTests.LessonsThere>, IDisposable
{
    private static readonly IReadOnlyDictionary<string, string?> Strange = new Dictionary<string, string?>
    {
        ["DOTNET_PROCESSOR_COUNT"] = "1",
        ["DOTNET_EnableHWIntrinsic"] = "0",
        ["LC_ALL"] = "de_DE.UTF-8",
        ["TZ"] = "Pacific/Chatham",
        // Not strange, only quicker here: with one processor, nobody makes loops fast while they run.
        ["DOTNET_TC_QuickJitForLoops"] = "0",
    };

    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Lessons => [.. ExecutedLessons.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_gives_on_the_strangest_machine_what_it_gives_here(string lesson)
    {
        var (ours, theirs) = (await here.OfAsync(lesson), await there.Lessons.OfAsync(lesson));
        Assert.Equal(ours.Cells.Count, theirs.Cells.Count);
        var numbers = ours.Cells.Zip(theirs.Cells, (our, their) => Numbers.RequireSame(our.Id, LessonOutputs.Comparable(our), LessonOutputs.Comparable(their))).ToList();
        Assert.InRange(numbers.Sum(cell => cell.Rounded), 0, numbers.Sum(cell => cell.Count) / 500);
    }

    [Fact]
    public async Task Seeded_training_gives_the_same_numbers_on_one_processor_without_vector_instructions()
    {
        _folder.Write("training.ipynb",
            $$"""
            #r "{{Repository.Root}}/lib/out/Lessons.dll"
            using DeepLearningMath;
            void Show(Tensor tensor) => Console.WriteLine(string.Join(" ", tensor.ToArray()));
            Console.WriteLine($"{Environment.ProcessorCount} {System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated} {TimeZoneInfo.Local.Id}");
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

        var (here, there) = (await RunAsync("here", new Dictionary<string, string?>()), await RunAsync("there", Strange));

        Assert.Equal($"{Environment.ProcessorCount} {Vector128.IsHardwareAccelerated} {TimeZoneInfo.Local.Id}", Text(here.Cells[0]).Trim());
        Assert.Equal("1 False Pacific/Chatham", Text(there.Cells[0]).Trim());
        Assert.Equal(505 + 1 + 4 + 2 + 2, SameNumbers(here.Cells[1], there.Cells[1]));
        Assert.Equal(12 + (90 * 2) + (400 * 400), SameNumbers(here.Cells[2], there.Cells[2]));
    }

    private async Task<Notebook> RunAsync(string output, IReadOnlyDictionary<string, string?> environment)
    {
        var result = await CommandProcess.RunAsync(_folder.Path, environment, "run", "training.ipynb", "--output", output);
        Assert.True(result.ExitCode == 0, result.Errors);
        return _folder.Load($"{output}/training.ipynb");
    }

    private static int SameNumbers(Cell here, Cell there)
    {
        var (count, rounded) = Numbers.RequireSame(here.Id, Text(here), Text(there));
        Assert.Equal(0, rounded);
        return count;
    }

    /// <summary>What a cell prints and the text of its values, without times.</summary>
    private static string Text(Cell cell) => Unstable.WithoutTimes(string.Concat(cell.Outputs.Select(output => output switch
    {
        StreamOutput stream => stream.Text,
        ResultOutput result => result.Data.Text("text/plain"),
        DisplayOutput display => display.Data.Text("text/plain"),
        _ => "",
    } + "\n")));

    /// <summary>The lessons, run on the strange machine.</summary>
    public sealed class LessonsThere : IDisposable
    {
        internal ExecutedLessons Lessons { get; } = new(Strange);

        public void Dispose() => Lessons.Dispose();
    }
}
