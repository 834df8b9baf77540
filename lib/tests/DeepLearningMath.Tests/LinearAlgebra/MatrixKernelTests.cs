using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace DeepLearningMath.Tests;

public class MatrixKernelTests
{
    /// <summary>Around the sizes of strips, tiles and blocks, and where one direction has size 0 or 1.</summary>
    private static readonly int[] Sizes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 33];

    [Fact]
    public void Every_small_shape_gives_the_sums_of_products()
    {
        var random = RandomNumbers.Seeded(2);
        foreach (var m in Sizes)
            foreach (var n in Sizes)
                foreach (var k in Sizes)
                    Check(m, n, k, random, MatrixKernel.Multiply);
    }

    [Theory]
    [InlineData(10, 784, 100)]
    [InlineData(784, 10, 100)]
    [InlineData(364, 30, 1)]
    [InlineData(1, 364, 30)]
    [InlineData(193, 257, 7)]
    [InlineData(192, 256, 6)]
    [InlineData(385, 513, 13)]
    [InlineData(5, 1000, 5)]
    [InlineData(300, 7, 1)]
    [InlineData(75, 40, 1)]
    [InlineData(64, 9, 1)]
    [InlineData(12, 60, 1)]
    [InlineData(7, 300, 1)]
    [InlineData(3, 200, 1)]
    [InlineData(1, 600, 1)]
    public void Shapes_that_take_several_blocks_give_the_sums_of_products(int m, int n, int k)
        => Check(m, n, k, RandomNumbers.Seeded(m + n + k), MatrixKernel.Multiply, MatrixKernel.MultiplyMany<Eight>, MatrixKernel.MultiplyMany<Four>, MatrixKernel.MultiplyMany<Couple>, MatrixKernel.MultiplyMany<One>);

    [Fact]
    public void What_is_not_a_number_shows_in_its_own_row_and_column_only()
    {
        // Strips are filled up with zeros: 0 · ∞ must not leak from them.
        var (a, b) = (Matrix(13, 40, RandomNumbers.Seeded(1)), Matrix(40, 9, RandomNumbers.Seeded(2)));
        a[(3 * 13) + 12] = double.PositiveInfinity;
        b[(8 * 40) + 5] = double.NaN;
        var c = new double[13 * 9];
        MatrixKernel.Multiply(13, 40, 9, a, false, b, false, c);
        for (var j = 0; j < 9; j++)
            for (var i = 0; i < 13; i++)
                Assert.Equal(i != 12 && j != 8, double.IsFinite(c[(j * 13) + i]));
    }

    [Fact]
    public void Registers_of_every_width_give_the_same_bits()
    {
        var random = RandomNumbers.Seeded(3);
        foreach (var (m, n, k) in new[] { (1, 1, 1), (2, 3, 4), (4, 4, 6), (5, 9, 7), (8, 256, 4), (9, 257, 5), (16, 31, 12), (17, 600, 13), (33, 2, 10), (197, 300, 20) })
        {
            var (a, b) = (Matrix(m, n, random), Matrix(n, k, random));
            var (exact, estimated) = (Chains(m, n, k, a, b, Math.FusedMultiplyAdd), Chains(m, n, k, a, b, double.MultiplyAddEstimate));
            foreach (var (aIs, bIs) in Ways)
            {
                var (left, right) = (aIs ? Turned(a, m, n) : a, bIs ? Turned(b, n, k) : b);
                AssertBits(MatrixKernel.MultiplyMany<Eight>, exact, "8");
                AssertBits(MatrixKernel.MultiplyMany<Four>, exact, "4");
                AssertBits(MatrixKernel.MultiplyMany<Couple>, estimated, "2");
                AssertBits(MatrixKernel.MultiplyMany<One>, estimated, "1");

                void AssertBits(Action<int, int, int, double[], bool, double[], bool, double[]> multiply, double[] expected, string width)
                {
                    var c = new double[m * k];
                    multiply(m, n, k, left, aIs, right, bIs, c);
                    Assert.True(c.AsSpan().SequenceEqual(expected), $"{width} at once: ({m}, {n})·({n}, {k}), transposed {aIs} and {bIs}");
                }
            }
        }
    }

    [Theory]
    [InlineData(300, 280, 150)]
    [InlineData(10, 784, 500)]
    [InlineData(784, 100, 100)]
    [InlineData(1200, 1000, 2)]
    public void Any_number_of_threads_gives_the_same_bits(int m, int n, int k)
    {
        var (a, b) = (Matrix(m, n, RandomNumbers.Seeded(m)), Matrix(n, k, RandomNumbers.Seeded(k)));
        var expected = Chains(m, n, k, a, b, Vector256.IsHardwareAccelerated ? Math.FusedMultiplyAdd : double.MultiplyAddEstimate);
        var before = Control.MaxDegreeOfParallelism;
        try
        {
            foreach (var threads in new[] { 1, 2, 3, 16 })
            {
                Control.MaxDegreeOfParallelism = threads;
                for (var again = 0; again < 5; again++)
                {
                    var c = new double[m * k];
                    MatrixKernel.Multiply(m, n, k, a, false, b, false, c);
                    Assert.True(c.AsSpan().SequenceEqual(expected), $"{threads} threads");
                }
            }
        }
        finally
        {
            Control.MaxDegreeOfParallelism = before;
        }
    }

    [Fact]
    public void Arrays_of_other_sizes_are_refused()
        => Assert.Throws<ArgumentException>(() => MatrixKernel.Multiply(2, 3, 4, new double[6], false, new double[11], false, new double[8]));

    private static readonly (bool A, bool B)[] Ways = [(false, false), (true, false), (false, true), (true, true)];

    /// <summary>The product as the kernel promises it: 256 products at a time, added in their order with one rounding each (two, with narrow registers on a machine that cannot do so), then the sums of those.</summary>
    private static double[] Chains(int m, int n, int k, double[] a, double[] b, Func<double, double, double, double> multiplyAdd)
    {
        var c = new double[m * k];
        for (var j = 0; j < k; j++)
        {
            for (var i = 0; i < m; i++)
            {
                for (var start = 0; start < n; start += 256)
                {
                    var sum = 0.0;
                    for (var p = start; p < Math.Min(n, start + 256); p++) sum = multiplyAdd(a[(p * m) + i], b[(j * n) + p], sum);
                    c[(j * m) + i] += sum;
                }
            }
        }

        return c;
    }

    private static void Check(int m, int n, int k, Random random, params ReadOnlySpan<Action<int, int, int, double[], bool, double[], bool, double[]>> kernels)
    {
        var (a, b) = (Matrix(m, n, random), Matrix(n, k, random));
        var (aTurned, bTurned) = (Turned(a, m, n), Turned(b, n, k));
        var expected = new double[m * k];
        for (var j = 0; j < k; j++)
            for (var i = 0; i < m; i++)
                for (var p = 0; p < n; p++)
                    expected[(j * m) + i] += a[(p * m) + i] * b[(j * n) + p];
        foreach (var multiply in kernels)
        {
            foreach (var (aIs, bIs) in Ways)
            {
                var c = new double[m * k];
                Array.Fill(c, double.NaN);
                multiply(m, n, k, aIs ? aTurned : a, aIs, bIs ? bTurned : b, bIs, c);
                for (var i = 0; i < c.Length; i++)
                    Assert.True(Math.Abs(c[i] - expected[i]) <= 1e-13 * (n + 1), $"({m}, {n})·({n}, {k}), transposed {aIs} and {bIs}, place {i}: {c[i]}, expected {expected[i]}");
            }
        }
    }

    private static double[] Matrix(int rows, int columns, Random random) => [.. Enumerable.Range(0, rows * columns).Select(_ => (2 * random.NextDouble()) - 1)];

    private static double[] Turned(double[] matrix, int rows, int columns)
        => [.. Enumerable.Range(0, rows * columns).Select(place => matrix[(place % columns * rows) + (place / columns)])];
}
