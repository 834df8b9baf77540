using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace DeepLearningMath;

/// <summary>
/// The product of two matrices that lie column by column, either of them read as its transpose if need be: nothing is
/// turned round beforehand.
/// </summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Below so many multiplications, preparing costs more than it brings.</summary>
    private const int Few = 512;

    /// <summary>C = A·B, where A is (m × n), B is (n × k), and C is (m × k).</summary>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of A, rows of B.</param>
    /// <param name="k">Columns of B and C.</param>
    /// <param name="a">A; if transposed, the array holds an (n × m) matrix.</param>
    /// <param name="aTransposed">Whether A is the transpose of what the array holds.</param>
    /// <param name="b">B; if transposed, the array holds a (k × n) matrix.</param>
    /// <param name="bTransposed">Whether B is the transpose of what the array holds.</param>
    /// <param name="c">Where C goes; what stood there does not matter.</param>
    public static void Multiply(int m, int n, int k, double[] a, bool aTransposed, double[] b, bool bTransposed, double[] c)
    {
        if (a.Length != (long)m * n || b.Length != (long)n * k || c.Length != (long)m * k)
            throw new ArgumentException($"The arrays hold {a.Length}, {b.Length} and {c.Length} numbers, not ({m}, {n})·({n}, {k}).");
        if (n == 0) Array.Clear(c);
        if (c.Length == 0 || n == 0) return;
        if (k == 1)
            MultiplyColumn(m, n, a, aTransposed, b, c);
        else if ((long)m * n * k <= Few)
            MultiplyFew(m, n, k, a, aTransposed, b, bTransposed, c);
        else if (Vector512.IsHardwareAccelerated)
            MultiplyMany<Eight>(m, n, k, a, aTransposed, b, bTransposed, c);
        else if (Vector256.IsHardwareAccelerated)
            MultiplyMany<Four>(m, n, k, a, aTransposed, b, bTransposed, c);
        else
            MultiplyMany<Couple>(m, n, k, a, aTransposed, b, bTransposed, c);
    }

    /// <summary>As <see cref="Multiply"/>, by tiles, with registers of one width; no matrix is empty.</summary>
    internal static void MultiplyMany<TLanes>(int m, int n, int k, double[] a, bool aTransposed, double[] b, bool bTransposed, double[] c)
        where TLanes : struct, ILanes<TLanes, TLanes>
    {
        fixed (double* pa = a, pb = b, pc = c)
            new TiledProduct<TLanes>(m, n, k, pa, aTransposed, pb, bTransposed, pc).Run();
    }

    /// <summary>One column b: it lies the same way, transposed or not. Either the columns of A are added up, or each is one dot product.</summary>
    private static void MultiplyColumn(int m, int n, ReadOnlySpan<double> a, bool aTransposed, ReadOnlySpan<double> b, Span<double> c)
    {
        if (aTransposed)
        {
            for (var i = 0; i < m; i++) c[i] = TensorPrimitives.Dot(a.Slice(i * n, n), b);
            return;
        }

        TensorPrimitives.Multiply(a[..m], b[0], c);
        for (var p = 1; p < n; p++) TensorPrimitives.MultiplyAdd(a.Slice(p * m, m), b[p], c, c);
    }

    private static void MultiplyFew(int m, int n, int k, double[] a, bool aTransposed, double[] b, bool bTransposed, double[] c)
    {
        var (aRow, aColumn) = aTransposed ? (n, 1) : (1, m);
        var (bRow, bColumn) = bTransposed ? (k, 1) : (1, n);
        for (var j = 0; j < k; j++)
        {
            for (var i = 0; i < m; i++)
            {
                var sum = 0.0;
                for (var p = 0; p < n; p++) sum += a[(i * aRow) + (p * aColumn)] * b[(p * bRow) + (j * bColumn)];
                c[(j * m) + i] = sum;
            }
        }
    }
}
