using System.Numerics.Tensors;
using MathNet.Numerics.Providers.LinearAlgebra;
using IOfDoubles = MathNet.Numerics.Providers.LinearAlgebra.ILinearAlgebraProvider<double>;

namespace DeepLearningMath;

/// <summary>
/// Makes MathNet's own dense vectors and matrices of <see langword="double"/>s faster: their products, sums and differences are
/// then computed as a <see cref="Tensor"/>'s are. One line switches it on for the whole program:
/// <c>LinearAlgebraControl.Provider = new FastLinearAlgebraProvider();</c>
/// </summary>
/// <remarks>
/// <para>Tensors do not need it. It is not switched on by itself: that would change, for a whole program, the last digits of what
/// MathNet computes, because the sums are added in another order.</para>
/// <para>Shapes and errors are MathNet's, and so is what is not made faster: decompositions, single precision, complex numbers.
/// Products use up to <c>Control.MaxDegreeOfParallelism</c> threads; the results do not depend on how many.</para>
/// </remarks>
public sealed partial class FastLinearAlgebraProvider : ILinearAlgebraProvider
{
    // Also takes all calls that do not fit: it knows what to say.
    private readonly ManagedLinearAlgebraProvider _managed = new();

    /// <summary>Its name.</summary>
    public override string ToString() => nameof(FastLinearAlgebraProvider);

    void IOfDoubles.AddVectorToScaledVector(double[] y, double alpha, double[] x, double[] result)
    {
        if (alpha == 0 || !Fit(x, y, result)) _managed.AddVectorToScaledVector(y, alpha, x, result);
        else TensorPrimitives.MultiplyAdd(x, alpha, y, result);
    }

    void IOfDoubles.ScaleArray(double alpha, double[] x, double[] result)
    {
        if (alpha == 0 || !Fit(x, x, result)) _managed.ScaleArray(alpha, x, result);
        else TensorPrimitives.Multiply(x, alpha, result);
    }

    double IOfDoubles.DotProduct(double[] x, double[] y) => Fit(x, y, y) ? TensorPrimitives.Dot(x, y) : _managed.DotProduct(x, y);

    void IOfDoubles.AddArrays(double[] x, double[] y, double[] result)
    {
        if (Fit(x, y, result)) TensorPrimitives.Add(x, y, result);
        else _managed.AddArrays(x, y, result);
    }

    void IOfDoubles.SubtractArrays(double[] x, double[] y, double[] result)
    {
        if (Fit(x, y, result)) TensorPrimitives.Subtract(x, y, result);
        else _managed.SubtractArrays(x, y, result);
    }

    void IOfDoubles.PointWiseMultiplyArrays(double[] x, double[] y, double[] result)
    {
        if (Fit(x, y, result)) TensorPrimitives.Multiply(x, y, result);
        else _managed.PointWiseMultiplyArrays(x, y, result);
    }

    void IOfDoubles.PointWiseDivideArrays(double[] x, double[] y, double[] result)
    {
        if (Fit(x, y, result)) TensorPrimitives.Divide(x, y, result);
        else _managed.PointWiseDivideArrays(x, y, result);
    }

    void IOfDoubles.MatrixMultiply(double[] x, int rowsX, int columnsX, double[] y, int rowsY, int columnsY, double[] result)
    {
        if (columnsX == rowsY && Fit(x, rowsX, columnsX, y, columnsY, result))
            MatrixKernel.Multiply(rowsX, columnsX, columnsY, x, false, y, false, result);
        else
            _managed.MatrixMultiply(x, rowsX, columnsX, y, rowsY, columnsY, result);
    }

    void IOfDoubles.MatrixMultiplyWithUpdate(Transpose transposeA, Transpose transposeB, double alpha, double[] a, int rowsA, int columnsA, double[] b, int rowsB, int columnsB, double beta, double[] c)
    {
        var (turnsA, turnsB) = (transposeA != Transpose.DontTranspose, transposeB != Transpose.DontTranspose);
        var (m, n) = turnsA ? (columnsA, rowsA) : (rowsA, columnsA);
        var (inner, k) = turnsB ? (columnsB, rowsB) : (rowsB, columnsB);
        if (alpha == 0 || n != inner || !Fit(a, m, n, b, k, c))
        {
            _managed.MatrixMultiplyWithUpdate(transposeA, transposeB, alpha, a, rowsA, columnsA, b, rowsB, columnsB, beta, c);
            return;
        }

        if (alpha == 1 && beta == 0)
        {
            MatrixKernel.Multiply(m, n, k, a, turnsA, b, turnsB, c);
            return;
        }

        var product = GC.AllocateUninitializedArray<double>(c.Length);
        MatrixKernel.Multiply(m, n, k, a, turnsA, b, turnsB, product);
        // What is multiplied by 0 is left out, as MathNet does: it may be infinite.
        if (beta == 0) Array.Clear(c);
        else TensorPrimitives.Multiply(c, beta, c);
        TensorPrimitives.MultiplyAdd(product, alpha, c, c);
    }

    private static bool Fit(double[]? x, double[]? y, double[]? result)
        => x is not null && y is not null && result is not null && x.Length == y.Length && x.Length == result.Length;

    /// <summary>Whether the arrays hold an (m × n), an (n × k) and an (m × k) matrix, and the last one is none of the others.</summary>
    private static bool Fit(double[]? a, int m, int n, double[]? b, int k, double[]? c)
        => a is not null && b is not null && c is not null && m >= 0 && n >= 0 && k >= 0
            && a.Length == (long)m * n && b.Length == (long)n * k && c.Length == (long)m * k && !ReferenceEquals(a, c) && !ReferenceEquals(b, c);
}
