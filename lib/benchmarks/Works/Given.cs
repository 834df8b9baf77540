using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>What works on both sides begin with: <c>peers/bench.py</c> and <c>peers/arrays.py</c> make the same.</summary>
internal static class Given
{
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>Numbers between 0 and 1, evenly spread and the same on every machine: fractions of multiples of the golden ratio.</summary>
    public static double[] Spread(int count, int start = 0)
        => [.. Enumerable.Range(start + 1, count).Select(k => (k * GoldenRatio) - Math.Floor(k * GoldenRatio))];

    /// <summary>A matrix of such numbers, from −1 to 1.</summary>
    public static Tensor Matrix(int rows, int columns, int start = 0)
        => Tensor.FromValues(Shape.Matrix(rows, columns), [.. Spread(rows * columns, start).Select(u => (2 * u) - 1)]);

    /// <summary>Some numbers of each tensor, in reading order, and their sum: enough to notice that a tensor is another.</summary>
    public static IEnumerable<double> Probe(params IEnumerable<Tensor> tensors) => tensors.SelectMany(tensor =>
    {
        var numbers = tensor.ToArray();
        var step = Math.Max(1, numbers.Length / 100);
        return numbers.Where((_, i) => i % step == 0).Append(numbers.Sum());
    });
}
