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
        if ((long)m * n * k <= Few)
            MultiplyFew(m, n, k, a, aTransposed, b, bTransposed, c);
        else if (Vector512.IsHardwareAccelerated)
            MultiplyMany<Eight>(m, n, k, a, aTransposed, b, bTransposed, c);
        else if (Vector256.IsHardwareAccelerated)
            MultiplyMany<Four>(m, n, k, a, aTransposed, b, bTransposed, c);
        else if (Vector128.IsHardwareAccelerated)
            MultiplyMany<Couple>(m, n, k, a, aTransposed, b, bTransposed, c);
        else
            MultiplyMany<One>(m, n, k, a, aTransposed, b, bTransposed, c);
    }

    /// <summary>As <see cref="Multiply"/>, with registers of one width; no matrix is empty.</summary>
    internal static void MultiplyMany<TLanes>(int m, int n, int k, double[] a, bool aTransposed, double[] b, bool bTransposed, double[] c)
        where TLanes : struct, ILanes<TLanes, TLanes>
    {
        fixed (double* pa = a, pb = b, pc = c)
        {
            // One column lies the same way, transposed or not.
            if (k > 1) new TiledProduct<TLanes>(m, n, k, pa, aTransposed, pb, bTransposed, pc).Run();
            else if (aTransposed) DotProducts<TLanes>(m, n, pa, pb, pc);
            else SumOfColumns<TLanes>(m, n, pa, pb, pc);
        }
    }

    /// <summary>One column b: the columns of A, each times a number of b, are added up. As many rows as eight registers hold stay there, while all columns pass.</summary>
    private static void SumOfColumns<TLanes>(int m, int n, double* a, double* b, double* c)
        where TLanes : struct, ILanes<TLanes, TLanes>
    {
        if (SumOfColumns<Two<Two<Two<TLanes, TLanes>, TLanes>, TLanes>, TLanes>(m, n, a, b, c) || SumOfColumns<TLanes, TLanes>(m, n, a, b, c)) return;
        for (var i = 0; i < m; i++)
        {
            var sum = 0.0;
            for (var p = 0; p < n; p++) sum = Math.FusedMultiplyAdd(a[((long)p * m) + i], b[p], sum);
            c[i] = sum;
        }
    }

    /// <returns>Whether there are as many rows.</returns>
    private static bool SumOfColumns<TRows, TLanes>(int m, int n, double* a, double* b, double* c)
        where TRows : struct, ILanes<TRows, TLanes>
    {
        // The last rows are taken together with some of those before, which gives these the same again.
        var last = m - TRows.Count;
        for (var i = 0; i <= last; i = i < last ? Math.Min(i + TRows.Count, last) : m)
        {
            TRows sum = default;
            var column = a + i;
            for (var p = 0; p < n; p++, column += m) sum = TRows.MultiplyAdd(TRows.Load(column), TRows.Repeat(b[p]), sum);
            sum.Store(c + i);
        }

        return last >= 0;
    }

    /// <summary>One column b, and the rows of A lie in one piece: each result is a dot product, four at a time, so that b is fetched once for four of them.</summary>
    private static void DotProducts<TLanes>(int m, int n, double* a, double* b, double* c)
        where TLanes : struct, ILanes<TLanes, TLanes>
    {
        var i = 0;
        for (; i <= m - 4; i += 4)
        {
            double* row0 = a + ((long)i * n), row1 = row0 + n, row2 = row1 + n, row3 = row2 + n;
            TLanes sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            var p = 0;
            for (; p <= n - TLanes.Count; p += TLanes.Count)
            {
                var factors = TLanes.Load(b + p);
                sum0 = TLanes.MultiplyAdd(TLanes.Load(row0 + p), factors, sum0);
                sum1 = TLanes.MultiplyAdd(TLanes.Load(row1 + p), factors, sum1);
                sum2 = TLanes.MultiplyAdd(TLanes.Load(row2 + p), factors, sum2);
                sum3 = TLanes.MultiplyAdd(TLanes.Load(row3 + p), factors, sum3);
            }

            double c0 = sum0.Sum(), c1 = sum1.Sum(), c2 = sum2.Sum(), c3 = sum3.Sum();
            for (; p < n; p++)
            {
                c0 = Math.FusedMultiplyAdd(row0[p], b[p], c0);
                c1 = Math.FusedMultiplyAdd(row1[p], b[p], c1);
                c2 = Math.FusedMultiplyAdd(row2[p], b[p], c2);
                c3 = Math.FusedMultiplyAdd(row3[p], b[p], c3);
            }

            (c[i], c[i + 1], c[i + 2], c[i + 3]) = (c0, c1, c2, c3);
        }

        var whole = new ReadOnlySpan<double>(b, n);
        for (; i < m; i++) c[i] = TensorPrimitives.Dot(new ReadOnlySpan<double>(a + ((long)i * n), n), whole);
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
