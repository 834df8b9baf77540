using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepLearningMath;

/// <summary>
/// eˣ and what is made of it, for many numbers. <see cref="TensorPrimitives"/> does this well everywhere, but on AVX-512 it takes twice
/// the time that is needed: there a register holds eight numbers, and two of them a table of sixteen.
/// </summary>
/// <remarks>
/// eˣ = 2^(n/16) · eʳ, with n the whole number nearest to 16x / ln 2, so that |r| ≤ ln 2 / 32. The sixteenth parts of a power of two come
/// from the table, the whole ones from the instruction that scales, and eʳ − 1 from the first terms of its series. The relative error of
/// eˣ is below 3·10⁻¹⁶ (a unit of the last place is 2.2·10⁻¹⁶ at 1), of σ below 6·10⁻¹⁶, of tanh below 3·10⁻¹⁵, also where x is small.
/// ±∞, NaN and what is too large or too small for a number come out as they should.
/// </remarks>
internal static class Exponentials
{
    private const double SixteenthsPerUnit = 16 / 0.693147180559945309417;

    // ln 2 / 16 in two parts: the first has so few digits that its product with n is exact.
    private const double HighOfSixteenth = 0.69314718036912381649 / 16, LowOfSixteenth = 1.9082149292705877e-10 / 16;

    // Added and taken away again, it leaves the nearest whole number; meanwhile that number stands in the lowest bits.
    private const double Rounder = 1.5 * (1L << 52);

    private static readonly double[] s_sixteenths = [.. Enumerable.Range(0, 16).Select(j => Math.Pow(2, j / 16.0))];

    /// <summary>Whether this machine has the registers that the functions here are made for; else .NET's own do the work.</summary>
    internal static bool AreOurs => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <summary>eˣ.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> z)
    {
        if (AreOurs) Apply(default(ExpOf), x, z);
        else TensorPrimitives.Exp(x, z);
    }

    /// <summary>e^(x − shift), and the sum of them: in one go, since three would take more than twice the time.</summary>
    public static double ExpOfDifferences(ReadOnlySpan<double> x, double shift, Span<double> z)
    {
        if (AreOurs) return Vector512.Sum(Apply(new SummedExpOf(shift), x, z).Sums);
        z = z[..x.Length];
        TensorPrimitives.Subtract(x, shift, z);
        TensorPrimitives.Exp(z, z);
        return TensorPrimitives.Sum<double>(z);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> z)
    {
        if (AreOurs) Apply(default(SigmoidOf), x, z);
        else TensorPrimitives.Sigmoid(x, z);
    }

    /// <summary>tanh x.</summary>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> z)
    {
        if (AreOurs) Apply(default(TanhOf), x, z);
        else TensorPrimitives.Tanh(x, z);
    }

    private interface IFunction
    {
        Vector512<double> Of(Vector512<double> x, Vector512<double> low, Vector512<double> high);
    }

    private readonly struct ExpOf : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> low, Vector512<double> high)
        {
            var (n, power, less1) = Parts(x, low, high);
            return Avx512F.Scale(Vector512.FusedMultiplyAdd(power, less1, power), n);
        }
    }

    private struct SummedExpOf(double shift) : IFunction
    {
        private readonly Vector512<double> _shift = Vector512.Create(shift);

        public Vector512<double> Sums { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> low, Vector512<double> high)
        {
            var power = default(ExpOf).Of(x - _shift, low, high);
            Sums += power;
            return power;
        }
    }

    private readonly struct SigmoidOf : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> low, Vector512<double> high)
            => Vector512<double>.One / (Vector512<double>.One + default(ExpOf).Of(-x, low, high));
    }

    private readonly struct TanhOf : IFunction
    {
        // (1 − e^(−2|x|)) / (1 + e^(−2|x|)), from e^(−2|x|) − 1, of which no digit is lost where x is small.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> x, Vector512<double> low, Vector512<double> high)
        {
            var (n, power, less1) = Parts(Vector512.Create(-2.0) * Vector512.Abs(x), low, high);
            var scaled = Avx512F.Scale(power, n);
            var expLess1 = Vector512.FusedMultiplyAdd(scaled, less1, scaled - Vector512<double>.One);
            return Vector512.CopySign(-expLess1 / (Vector512.Create(2.0) + expLess1), x);
        }
    }

    /// <summary>eˣ = 2^⌊n⌋ · power · (less1 + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> N, Vector512<double> Power, Vector512<double> Less1) Parts(Vector512<double> x, Vector512<double> low, Vector512<double> high)
    {
        // Beyond these, the result is 0 or ∞ anyway. (The second operand is what a NaN leaves.)
        x = Avx512F.Max(Vector512.Create(-746.0), Avx512F.Min(Vector512.Create(710.0), x));
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(SixteenthsPerUnit), Vector512.Create(Rounder));
        var n = rounded - Vector512.Create(Rounder);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-LowOfSixteenth), Vector512.FusedMultiplyAdd(n, Vector512.Create(-HighOfSixteenth), x));
        // The index is the lowest four bits; the instruction looks at no others.
        var power = Avx512F.PermuteVar8x64x2(low, rounded.AsInt64(), high);

        // r + r²/2! + … + r⁷/7!, its parts side by side.
        var square = r * r;
        var terms23 = Vector512.FusedMultiplyAdd(r, Vector512.Create(1 / 6.0), Vector512.Create(1 / 2.0));
        var terms45 = Vector512.FusedMultiplyAdd(r, Vector512.Create(1 / 120.0), Vector512.Create(1 / 24.0));
        var terms67 = Vector512.FusedMultiplyAdd(r, Vector512.Create(1 / 5040.0), Vector512.Create(1 / 720.0));
        var terms = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(terms67, square, terms45), square, terms23);
        return (n * Vector512.Create(1 / 16.0), power, Vector512.FusedMultiplyAdd(terms, square, r));
    }

    /// <returns>The function with what it has gathered.</returns>
    private static TFunction Apply<TFunction>(TFunction function, ReadOnlySpan<double> x, Span<double> z) where TFunction : IFunction
    {
        var (low, high) = (Vector512.Create<double>(s_sixteenths.AsSpan(0, 8)), Vector512.Create<double>(s_sixteenths.AsSpan(8)));
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(z[..x.Length]);
        nuint i = 0;
        for (; i + 8 <= (nuint)x.Length; i += 8) function.Of(Vector512.LoadUnsafe(ref from, i), low, high).StoreUnsafe(ref to, i);
        if (i == (nuint)x.Length) return function;
        // The last few, and behind them what has the power 0.
        Span<double> rest = stackalloc double[8];
        rest.Fill(double.NegativeInfinity);
        x[(int)i..].CopyTo(rest);
        function.Of(Vector512.Create<double>(rest), low, high).CopyTo(rest);
        rest[..(x.Length - (int)i)].CopyTo(z[(int)i..]);
        return function;
    }
}
