using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepLearningMath;

/// <summary>
/// The product of two matrices that lie column by column, either of them read as its transpose if need be: nothing is
/// turned round beforehand.
/// </summary>
/// <remarks>
/// After Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): a tile of 8 × 6 results
/// stays in registers while the whole inner direction passes by. A is copied into strips of 8 rows, so that its numbers
/// come in the order in which they are used; B is read where it lies. Products are added with one rounding on every machine,
/// so that a training gives the same numbers everywhere.
/// </remarks>
internal static unsafe class MatrixKernel
{
    private const int Height = 8, Width = 6;

    /// <summary>How much of A is copied at a time: as much as the second-level cache keeps beside the rest.</summary>
    private const int Rows = 192, Depth = 256;

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
        {
            MultiplyColumn(m, n, a, aTransposed, b, c);
            return;
        }

        var (aRow, aColumn) = aTransposed ? (n, 1) : (1, m);
        var (bRow, bColumn) = bTransposed ? (k, 1) : (1, n);
        fixed (double* pa = a, pb = b, pc = c)
        {
            if ((long)m * n * k <= Few)
                MultiplyFew(m, n, k, pa, aRow, aColumn, pb, bRow, bColumn, pc);
            else
                MultiplyMany(m, n, k, pa, aRow, aColumn, pb, bRow, bColumn, pc);
        }
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

    private static void MultiplyFew(int m, int n, int k, double* a, int aRow, int aColumn, double* b, int bRow, int bColumn, double* c)
    {
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

    private static void MultiplyMany(int m, int n, int k, double* a, int aRow, int aColumn, double* b, int bRow, int bColumn, double* c)
    {
        var strips = (Math.Min(m, Rows) + Height - 1) / Height;
        var packed = ArrayPool<double>.Shared.Rent(strips * Height * Math.Min(n, Depth));
        var edge = stackalloc double[Height * Width];
        fixed (double* strip0 = packed)
        {
            for (var p = 0; p < n; p += Depth)
            {
                var depth = Math.Min(Depth, n - p);
                for (var i = 0; i < m; i += Rows)
                {
                    var rows = Math.Min(Rows, m - i);
                    Pack(rows, depth, a + ((long)i * aRow) + ((long)p * aColumn), aRow, aColumn, strip0);
                    for (var j = 0; j < k; j += Width)
                    {
                        var columns = Math.Min(Width, k - j);
                        var corner = b + ((long)p * bRow) + ((long)j * bColumn);
                        for (var r = 0; r < rows; r += Height)
                        {
                            var target = c + ((long)j * m) + i + r;
                            var height = Math.Min(Height, rows - r);
                            var whole = height == Height && columns == Width;
                            Tile(depth, strip0 + ((long)r * depth), height <= Height / 2, corner, bRow, bColumn, columns, whole ? target : edge, whole ? m : Height, whole && p > 0);
                            if (!whole) CopyEdge(edge, target, m, height, columns, add: p > 0);
                        }
                    }
                }
            }
        }

        ArrayPool<double>.Shared.Return(packed);
    }

    /// <summary>Copies rows of A into strips: 8 numbers of one column, then the same 8 rows of the next. Rows that are missing in the last strip are 0.</summary>
    private static void Pack(int rows, int depth, double* a, int aRow, int aColumn, double* packed)
    {
        for (var r = 0; r < rows; r += Height)
        {
            var height = Math.Min(Height, rows - r);
            for (var p = 0; p < depth; p++, packed += Height)
            {
                var from = a + ((long)r * aRow) + ((long)p * aColumn);
                if (height == Height && aRow == 1)
                {
                    Vector256.Store(Vector256.Load(from), packed);
                    Vector256.Store(Vector256.Load(from + 4), packed + 4);
                    continue;
                }

                for (var i = 0; i < Height; i++) packed[i] = i < height ? from[(long)i * aRow] : 0;
            }
        }
    }

    /// <summary>8 × 6 results. Columns that are missing repeat the first; whoever asked for fewer takes no notice of the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(int depth, double* a, bool half, double* b0, int bRow, int bColumn, int columns, double* c, int stride, bool add)
    {
        double* b1 = columns > 1 ? b0 + bColumn : b0, b2 = columns > 2 ? b0 + (2L * bColumn) : b0, b3 = columns > 3 ? b0 + (3L * bColumn) : b0;
        double* b4 = columns > 4 ? b0 + (4L * bColumn) : b0, b5 = columns > 5 ? b0 + (5L * bColumn) : b0;
        Vector256<double> x0, x1, x2, x3, x4, x5;
        x0 = x1 = x2 = x3 = x4 = x5 = Vector256<double>.Zero;
        nint at = 0;
        if (half)
        {
            for (var p = 0; p < depth; p++, a += Height, at += bRow)
            {
                var first = Vector256.Load(a);
                x0 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b0[at]), x0);
                x1 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b1[at]), x1);
                x2 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b2[at]), x2);
                x3 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b3[at]), x3);
                x4 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b4[at]), x4);
                x5 = Vector256.FusedMultiplyAdd(first, Vector256.Create(b5[at]), x5);
            }

            Vector256.Store(x0, c);
            Vector256.Store(x1, c + stride);
            Vector256.Store(x2, c + (2 * stride));
            Vector256.Store(x3, c + (3 * stride));
            Vector256.Store(x4, c + (4 * stride));
            Vector256.Store(x5, c + (5 * stride));
            return;
        }

        Vector256<double> y0, y1, y2, y3, y4, y5;
        y0 = y1 = y2 = y3 = y4 = y5 = Vector256<double>.Zero;
        for (var p = 0; p < depth; p++, a += Height, at += bRow)
        {
            var first = Vector256.Load(a);
            var second = Vector256.Load(a + 4);
            var b = Vector256.Create(b0[at]);
            x0 = Vector256.FusedMultiplyAdd(first, b, x0);
            y0 = Vector256.FusedMultiplyAdd(second, b, y0);
            b = Vector256.Create(b1[at]);
            x1 = Vector256.FusedMultiplyAdd(first, b, x1);
            y1 = Vector256.FusedMultiplyAdd(second, b, y1);
            b = Vector256.Create(b2[at]);
            x2 = Vector256.FusedMultiplyAdd(first, b, x2);
            y2 = Vector256.FusedMultiplyAdd(second, b, y2);
            b = Vector256.Create(b3[at]);
            x3 = Vector256.FusedMultiplyAdd(first, b, x3);
            y3 = Vector256.FusedMultiplyAdd(second, b, y3);
            b = Vector256.Create(b4[at]);
            x4 = Vector256.FusedMultiplyAdd(first, b, x4);
            y4 = Vector256.FusedMultiplyAdd(second, b, y4);
            b = Vector256.Create(b5[at]);
            x5 = Vector256.FusedMultiplyAdd(first, b, x5);
            y5 = Vector256.FusedMultiplyAdd(second, b, y5);
        }

        Store(x0, y0, c, add);
        Store(x1, y1, c + stride, add);
        Store(x2, y2, c + (2L * stride), add);
        Store(x3, y3, c + (3L * stride), add);
        Store(x4, y4, c + (4L * stride), add);
        Store(x5, y5, c + (5L * stride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> x, Vector256<double> y, double* c, bool add)
    {
        if (add)
        {
            x += Vector256.Load(c);
            y += Vector256.Load(c + 4);
        }

        Vector256.Store(x, c);
        Vector256.Store(y, c + 4);
    }

    private static void CopyEdge(double* tile, double* c, int stride, int rows, int columns, bool add)
    {
        for (var j = 0; j < columns; j++)
            for (var i = 0; i < rows; i++)
                c[((long)j * stride) + i] = tile[(j * Height) + i] + (add ? c[((long)j * stride) + i] : 0);
    }
}
