using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace DeepLearningMath;

/// <summary>One product C = A·B, by tiles that stay in registers, on as many threads as it is worth.</summary>
/// <remarks>
/// <para>After Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008): two registers' height × 6
/// results stay in registers while the inner direction passes by. A is copied into strips as high, so that its numbers come in
/// the order in which they are used, and so is B if it is transposed: read where it lies, its numbers would all fall into
/// the same few lines of the cache.</para>
/// <para>Every result is the same chain of additions, each rounded once, whatever the width of the registers, the tile
/// that it stands in, or the number of threads: a training gives the same numbers everywhere.</para>
/// </remarks>
internal sealed unsafe class TiledProduct<TLanes> : IThreadPoolWorkItem
    where TLanes : struct, ILanes<TLanes, TLanes>
{
    private const int Width = 6;

    /// <summary>How much of A is copied at a time: as much as the second-level cache keeps beside the rest.</summary>
    private const int Rows = 192, Depth = 256;

    /// <summary>How many multiplications are worth waking up another thread.</summary>
    private const long Many = 1_000_000;

    private const int CacheLine = 64 / sizeof(double);

    private static readonly int s_height = Two<TLanes, TLanes>.Count;

    private readonly int _m, _n, _k, _aRow, _aColumn, _bRow, _bColumn;
    private readonly double* _a, _b, _c;
    private readonly bool _packsB;

    // The parts of C: blocks of rows, and of columns where those are too few for all threads.
    private readonly int _threads, _rows, _columns, _down, _parts;
    private int _next, _done;

    public TiledProduct(int m, int n, int k, double* a, bool aTransposed, double* b, bool bTransposed, double* c)
    {
        (_m, _n, _k, _packsB) = (m, n, k, bTransposed);
        _a = a;
        _b = b;
        _c = c;
        (_aRow, _aColumn) = aTransposed ? (n, 1) : (1, m);
        (_bRow, _bColumn) = bTransposed ? (k, 1) : (1, n);
        _threads = (long)m * n * k < Many ? 1 : Control.MaxDegreeOfParallelism;
        (_rows, _columns) = (Rows, k);
        if (_threads > 1)
        {
            // Several parts for each thread, so that one which another program has slowed down is not waited for.
            var strips = Parts(m, s_height);
            _rows = s_height * Math.Clamp(strips / (4 * _threads), 2, Rows / s_height);
            var across = Math.Max(1, 2 * _threads / Parts(m, _rows));
            _columns = Width * Parts(Parts(k, Width), across);
        }

        _down = Parts(m, _rows);
        _parts = _down * Parts(k, _columns);
    }

    private static int Parts(int whole, int part) => (whole + part - 1) / part;

    /// <summary>Computes C.</summary>
    public void Run()
    {
        for (var helpers = Math.Min(_threads, _parts) - 1; helpers > 0; helpers--) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        try
        {
            Execute();
        }
        finally
        {
            WaitForHelpers();
        }
    }

    /// <summary>
    /// Whatever is still missing, a helper is at it: less than one part. Nothing may end this wait, since a helper writes to where
    /// the matrices lie, so it is one that an interruption of this thread does not reach. A helper that comes later finds nothing to do.
    /// </summary>
    private void WaitForHelpers()
    {
        var taken = Math.Min(Interlocked.Exchange(ref _next, _parts), _parts);
        while (Volatile.Read(ref _done) < taken) Thread.Yield();
    }

    /// <summary>Takes parts, one after the other, until none is left.</summary>
    public void Execute()
    {
        if (Volatile.Read(ref _next) >= _parts) return;
        var depth = Math.Min(_n, Depth);
        var rows = s_height * Parts(Math.Min(_m, _rows), s_height);
        // What can fail comes before a part is taken: one that is taken is also done.
        var buffer = ArrayPool<double>.Shared.Rent((rows * depth) + (Width * depth) + CacheLine);
        fixed (double* start = buffer)
        {
            // Registers are read faster where they do not lie across two lines of the cache.
            var packed = (double*)(((nuint)start + (CacheLine * sizeof(double)) - 1) & ~(nuint)((CacheLine * sizeof(double)) - 1));
            for (int part; (part = Interlocked.Increment(ref _next) - 1) < _parts;)
            {
                Multiply(part, packed, packed + (rows * depth));
                Interlocked.Increment(ref _done);
            }
        }

        ArrayPool<double>.Shared.Return(buffer);
    }

    private void Multiply(int part, double* packedA, double* packedB)
    {
        int top = part % _down * _rows, left = part / _down * _columns;
        int rows = Math.Min(_rows, _m - top), right = Math.Min(_k, left + _columns);
        for (var p = 0; p < _n; p += Depth)
        {
            var depth = Math.Min(Depth, _n - p);
            PackA(rows, depth, _a + ((long)top * _aRow) + ((long)p * _aColumn), packedA);
            for (var j = left; j < right; j += Width)
            {
                var width = Math.Min(Width, right - j);
                var b = _b + ((long)p * _bRow) + ((long)j * _bColumn);
                var (row, column) = (_bRow, _bColumn);
                if (_packsB)
                {
                    PackB(depth, width, b, packedB);
                    b = packedB;
                    (row, column) = (Width, 1);
                }

                for (var i = 0; i < rows; i += s_height)
                    Tile(depth, packedA + ((long)i * depth), Math.Min(s_height, rows - i), b, row, column, width, _c + ((long)j * _m) + top + i, add: p > 0);
            }
        }
    }

    /// <summary>Copies rows of A into strips: as many numbers of one column as the strip is high, then the same rows of the next. Rows that are missing in the last strip are 0.</summary>
    private void PackA(int rows, int depth, double* from, double* to)
    {
        for (var i = 0; i < rows; i += s_height, from += (long)s_height * _aRow, to += (long)s_height * depth)
        {
            if (rows - i < s_height)
            {
                for (var p = 0; p < depth; p++)
                    for (var r = 0; r < s_height; r++)
                        to[(p * s_height) + r] = r < rows - i ? from[((long)r * _aRow) + ((long)p * _aColumn)] : 0;
            }
            else if (_aRow == 1)
            {
                for (var p = 0; p < depth; p++) Two<TLanes, TLanes>.Load(from + ((long)p * _aColumn)).Store(to + (p * s_height));
            }
            else
            {
                for (var r = 0; r < s_height; r += 4)
                {
                    var row = from + ((long)r * _aRow);
                    Transposition.OfFour(depth, row, row + _aRow, row + (2L * _aRow), row + (3L * _aRow), to + r, s_height);
                }
            }
        }
    }

    /// <summary>Copies columns of B: six numbers of a row, then those of the next. Of columns that are missing, nothing is asked.</summary>
    private void PackB(int depth, int width, double* from, double* to)
    {
        for (var p = 0; p < depth; p++, from += _bRow, to += Width)
        {
            if (width == Width)
            {
                Vector256.Store(Vector256.Load(from), to);
                Vector128.Store(Vector128.Load(from + 4), to + 4);
            }
            else
            {
                for (var j = 0; j < width; j++) to[j] = from[j];
            }
        }
    }

    /// <summary>The tile at <paramref name="c"/>; if it is cut off at the edge of C, by way of a whole one.</summary>
    private void Tile(int depth, double* a, int height, double* b, int bRow, int bColumn, int width, double* c, bool add)
    {
        if (height == s_height && width == Width)
        {
            TileOf<Two<TLanes, TLanes>>(depth, a, b, bRow, bColumn, Width, c, _m, add);
            return;
        }

        var whole = stackalloc double[s_height * Width];
        if (height > TLanes.Count)
            TileOf<Two<TLanes, TLanes>>(depth, a, b, bRow, bColumn, width, whole, s_height, add: false);
        else
            TileOf<TLanes>(depth, a, b, bRow, bColumn, width, whole, s_height, add: false);
        for (var j = 0; j < width; j++)
            for (var i = 0; i < height; i++)
                c[((long)j * _m) + i] = whole[(j * s_height) + i] + (add ? c[((long)j * _m) + i] : 0);
    }

    /// <summary>Six columns of results, or four if that is enough. Columns that are missing repeat the first; whoever asked for fewer takes no notice of the rest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TileOf<TStrip>(int depth, double* a, double* b0, int bRow, int bColumn, int width, double* c, long stride, bool add)
        where TStrip : struct, ILanes<TStrip, TLanes>
    {
        double* b1 = width > 1 ? b0 + bColumn : b0, b2 = width > 2 ? b0 + (2L * bColumn) : b0, b3 = width > 3 ? b0 + (3L * bColumn) : b0;
        TStrip x0 = default, x1 = default, x2 = default, x3 = default;
        nint at = 0;
        if (width <= 4)
        {
            for (var p = 0; p < depth; p++, a += s_height, at += bRow)
            {
                var x = TStrip.Load(a);
                x0 = TStrip.MultiplyAdd(x, TStrip.Repeat(b0[at]), x0);
                x1 = TStrip.MultiplyAdd(x, TStrip.Repeat(b1[at]), x1);
                x2 = TStrip.MultiplyAdd(x, TStrip.Repeat(b2[at]), x2);
                x3 = TStrip.MultiplyAdd(x, TStrip.Repeat(b3[at]), x3);
            }
        }
        else
        {
            double* b4 = b0 + (4L * bColumn), b5 = width > 5 ? b0 + (5L * bColumn) : b0;
            TStrip x4 = default, x5 = default;
            for (var p = 0; p < depth; p++, a += s_height, at += bRow)
            {
                var x = TStrip.Load(a);
                x0 = TStrip.MultiplyAdd(x, TStrip.Repeat(b0[at]), x0);
                x1 = TStrip.MultiplyAdd(x, TStrip.Repeat(b1[at]), x1);
                x2 = TStrip.MultiplyAdd(x, TStrip.Repeat(b2[at]), x2);
                x3 = TStrip.MultiplyAdd(x, TStrip.Repeat(b3[at]), x3);
                x4 = TStrip.MultiplyAdd(x, TStrip.Repeat(b4[at]), x4);
                x5 = TStrip.MultiplyAdd(x, TStrip.Repeat(b5[at]), x5);
            }

            Put(x4, c + (4 * stride), add);
            Put(x5, c + (5 * stride), add);
        }

        Put(x0, c, add);
        Put(x1, c + stride, add);
        Put(x2, c + (2 * stride), add);
        Put(x3, c + (3 * stride), add);

        static void Put(TStrip x, double* to, bool add) => (add ? x + TStrip.Load(to) : x).Store(to);
    }
}
