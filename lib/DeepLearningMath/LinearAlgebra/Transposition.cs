using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepLearningMath;

/// <summary>
/// Turns rows into columns, four at a time: in registers, where the machine can. One number after the other, each would be
/// written to a line of the cache of its own.
/// </summary>
internal static unsafe class Transposition
{
    /// <summary>Writes pieces of memory, each as long as the next, as the rows of a matrix that lies column by column.</summary>
    /// <param name="from">What the pieces are cut from.</param>
    /// <param name="starts">Where each begins: as many rows as there are of them.</param>
    /// <param name="length">How many numbers each has, and so how many columns there are.</param>
    /// <param name="to">Where the matrix goes.</param>
    public static void OfPieces(ReadOnlySpan<double> from, ReadOnlySpan<int> starts, int length, Span<double> to)
    {
        foreach (var start in starts) _ = from.Slice(start, length);
        _ = to[..(starts.Length * length)];
        fixed (double* source = from, target = to)
        {
            var row = 0;
            for (; row <= starts.Length - 4; row += 4)
                OfFour(length, source + starts[row], source + starts[row + 1], source + starts[row + 2], source + starts[row + 3], target + row, starts.Length);
            for (; row < starts.Length; row++)
                for (var i = 0; i < length; i++) target[((long)i * starts.Length) + row] = source[starts[row] + i];
        }
    }

    /// <summary>Writes four rows, each of which lies in one piece, so that a number of each lies beside the others.</summary>
    /// <param name="count">How many numbers a row has.</param>
    /// <param name="row0">The first row.</param>
    /// <param name="row1">The second.</param>
    /// <param name="row2">The third.</param>
    /// <param name="row3">The fourth.</param>
    /// <param name="to">Where their first numbers go.</param>
    /// <param name="stride">How far from them their second numbers go.</param>
    public static void OfFour(int count, double* row0, double* row1, double* row2, double* row3, double* to, int stride)
    {
        var p = 0;
        if (Avx.IsSupported)
        {
            for (; p <= count - 4; p += 4, to += 4L * stride)
            {
                Vector256<double> x0 = Vector256.Load(row0 + p), x1 = Vector256.Load(row1 + p), x2 = Vector256.Load(row2 + p), x3 = Vector256.Load(row3 + p);
                Vector256<double> y0 = Avx.UnpackLow(x0, x1), y1 = Avx.UnpackHigh(x0, x1), y2 = Avx.UnpackLow(x2, x3), y3 = Avx.UnpackHigh(x2, x3);
                Avx.Permute2x128(y0, y2, 0x20).Store(to);
                Avx.Permute2x128(y1, y3, 0x20).Store(to + stride);
                Avx.Permute2x128(y0, y2, 0x31).Store(to + (2L * stride));
                Avx.Permute2x128(y1, y3, 0x31).Store(to + (3L * stride));
            }
        }

        for (; p < count; p++, to += stride)
        {
            to[0] = row0[p];
            to[1] = row1[p];
            to[2] = row2[p];
            to[3] = row3[p];
        }
    }
}
