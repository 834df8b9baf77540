using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Providers.LinearAlgebra;
using Fast = MathNet.Numerics.Providers.LinearAlgebra.ILinearAlgebraProvider<double>;

namespace DeepLearningMath.Tests;

public class FastLinearAlgebraProviderTests
{
    private static readonly ManagedLinearAlgebraProvider Theirs = new();

    private static readonly Fast Ours = new FastLinearAlgebraProvider();

    private static readonly double[] Factors = [0, 1, -1, 0.3];

    private readonly Random _random = RandomNumbers.Seeded(7);

    [Fact]
    public void Products_of_random_shapes_are_those_of_MathNet()
    {
        for (var trial = 0; trial < 400; trial++)
        {
            var (m, n, k) = (Size(), Size(), Size());
            var (a, b, c) = (Numbers(m * n), Numbers(n * k), Numbers(m * k));
            Compare(c, (provider, result) => provider.MatrixMultiply(a, m, n, b, n, k, result));
            foreach (var (turnsA, turnsB) in new[] { (Transpose.DontTranspose, Transpose.DontTranspose), (Transpose.Transpose, Transpose.DontTranspose), (Transpose.DontTranspose, Transpose.ConjugateTranspose), (Transpose.Transpose, Transpose.Transpose) })
            {
                var (rowsA, columnsA) = turnsA == Transpose.DontTranspose ? (m, n) : (n, m);
                var (rowsB, columnsB) = turnsB == Transpose.DontTranspose ? (n, k) : (k, n);
                var (alpha, beta) = (Factors[_random.Next(4)], Factors[_random.Next(4)]);
                Compare(c, (provider, result) => provider.MatrixMultiplyWithUpdate(turnsA, turnsB, alpha, a, rowsA, columnsA, b, rowsB, columnsB, beta, result));
            }
        }

        // Mostly small, often 0 or 1, sometimes more than a block.
        int Size() => _random.Next(20) is var size && size == 19 ? _random.Next(150, 300) : size;
    }

    [Fact]
    public void Sums_of_random_vectors_are_those_of_MathNet()
    {
        foreach (var n in new[] { 0, 1, 2, 3, 7, 8, 9, 31, 1000 })
        {
            var (x, y, before) = (Numbers(n), Numbers(n), Numbers(n));
            foreach (var alpha in Factors)
            {
                Compare(before, (provider, result) => provider.AddVectorToScaledVector(y, alpha, x, result));
                Compare(before, (provider, result) => provider.AddVectorToScaledVector(result, alpha, x, result));
                Compare(before, (provider, result) => provider.ScaleArray(alpha, x, result));
                Compare(before, (provider, result) => provider.ScaleArray(alpha, result, result));
            }

            Compare(before, (provider, result) => provider.AddArrays(x, y, result));
            Compare(before, (provider, result) => provider.SubtractArrays(x, y, result));
            Compare(before, (provider, result) => provider.PointWiseMultiplyArrays(x, y, result));
            Compare(before, (provider, result) => provider.PointWiseDivideArrays(x, y, result));
            Compare(before, (provider, result) => provider.PointWiseDivideArrays(result, y, result));
            Assert.Equal(Theirs.DotProduct(x, y), Ours.DotProduct(x, y), 1e-13 * (n + 1));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_in_the_words_of_MathNet()
    {
        var (two, three, six) = (new double[2], new double[3], new double[6]);
        Action<Fast>[] mistakes =
        [
            provider => provider.AddVectorToScaledVector(two, 2, three, two),
            provider => provider.AddVectorToScaledVector(null!, 2, three, two),
            provider => provider.ScaleArray(2, null!, two),
            provider => provider.DotProduct(two, three),
            provider => provider.DotProduct(two, null!),
            provider => provider.AddArrays(two, two, three),
            provider => provider.AddArrays(two, two, null!),
            provider => provider.SubtractArrays(two, three, two),
            provider => provider.PointWiseMultiplyArrays(three, two, two),
            provider => provider.PointWiseDivideArrays(null!, two, two),
            provider => provider.MatrixMultiply(two, 1, 2, six, 3, 2, two),
            provider => provider.MatrixMultiply(three, 1, 2, six, 2, 3, three),
            provider => provider.MatrixMultiply(two, 1, 2, six, 2, 3, two),
            provider => provider.MatrixMultiply(two, 1, 2, null!, 2, 3, three),
            provider => provider.MatrixMultiplyWithUpdate(Transpose.Transpose, Transpose.DontTranspose, 1, two, 1, 2, six, 2, 3, 0, three),
            provider => provider.MatrixMultiplyWithUpdate(Transpose.DontTranspose, Transpose.Transpose, 1, two, 1, 2, six, 2, 3, 0, three),
            provider => provider.MatrixMultiplyWithUpdate(Transpose.DontTranspose, Transpose.DontTranspose, 0, two, 1, 2, six, 2, 3, 1, two),
            provider => provider.MatrixMultiplyWithUpdate(Transpose.DontTranspose, Transpose.DontTranspose, 1, two, 1, 2, six, 2, 3, 1, null!),
        ];
        foreach (var mistake in mistakes)
        {
            var expected = Assert.ThrowsAny<ArgumentException>(() => mistake(Theirs));
            var actual = Assert.ThrowsAny<ArgumentException>(() => mistake(Ours));
            Assert.Equal((expected.GetType(), expected.Message), (actual.GetType(), actual.Message));
        }
    }

    [Fact]
    public void MathNet_computes_with_it_once_it_is_switched_on()
    {
        var (a, b) = (Matrix<double>.Build.Random(60, 70, seed: 1), Matrix<double>.Build.Random(70, 50, seed: 2));
        var expected = a * b;
        var before = LinearAlgebraControl.Provider;
        try
        {
            LinearAlgebraControl.Provider = new FastLinearAlgebraProvider();
            var c = new double[60 * 50];
            MatrixKernel.Multiply(60, 70, 50, a.ToColumnMajorArray(), false, b.ToColumnMajorArray(), false, c);
            // Bit for bit: MathNet's own product rounds differently, where a machine multiplies and adds in one go.
            Assert.Equal(c, (a * b).ToColumnMajorArray());
            Assert.Equal(Fma.IsSupported || AdvSimd.IsSupported, !expected.ToColumnMajorArray().SequenceEqual(c));
            Assert.True((expected - (a * b)).L1Norm() < 1e-11);
            Assert.Equal(1, (Matrix<double>.Build.Random(5, 5, seed: 3).Inverse() * Matrix<double>.Build.Random(5, 5, seed: 3)).Trace() / 5, 1e-9);
            Assert.Equal(1, (Matrix<float>.Build.Random(5, 5, seed: 3).Inverse() * Matrix<float>.Build.Random(5, 5, seed: 3)).Trace() / 5, 1e-3);
        }
        finally
        {
            LinearAlgebraControl.Provider = before;
        }
    }

    private static void Compare(double[] before, Action<Fast, double[]> compute)
    {
        var (ours, theirs) = ((double[])before.Clone(), (double[])before.Clone());
        compute(Ours, ours);
        compute(Theirs, theirs);
        for (var i = 0; i < theirs.Length; i++)
            Assert.True(Math.Abs(ours[i] - theirs[i]) <= 1e-12 * (1 + Math.Abs(theirs[i])), $"place {i} of {theirs.Length}: {ours[i]}, but MathNet's own gives {theirs[i]}");
    }

    private double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * _random.NextDouble()) - 1)];
}
