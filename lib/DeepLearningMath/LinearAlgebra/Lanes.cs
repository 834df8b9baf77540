using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepLearningMath;

/// <summary>
/// Neighbouring numbers that are worked on at once, as many as the registers of a machine hold. The matrix product is
/// written once for all of them; .NET compiles it anew for each, with nothing left of these types.
/// </summary>
/// <typeparam name="TSelf">These numbers.</typeparam>
/// <typeparam name="TFactor">One number, repeated as often as a multiplication wants it.</typeparam>
internal unsafe interface ILanes<TSelf, TFactor>
    where TSelf : struct, ILanes<TSelf, TFactor>
{
    /// <summary>How many they are.</summary>
    static abstract int Count { get; }

    /// <summary>Those that stand from here on.</summary>
    static abstract TSelf Load(double* from);

    /// <summary>A number as a factor of all of them.</summary>
    static abstract TFactor Repeat(double number);

    /// <summary>a·b + sum, rounded once, so that all widths give the same bits; but on a machine that cannot do so (x64 without FMA), twice.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TFactor b, TSelf sum);

    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Writes them, from here on.</summary>
    void Store(double* to);

    /// <summary>All of them together.</summary>
    double Sum();
}

/// <summary>Two of one kind, one behind the other.</summary>
internal readonly unsafe struct Two<T, TFactor>(T first, T second) : ILanes<Two<T, TFactor>, TFactor>
    where T : struct, ILanes<T, TFactor>
{
    private readonly T _first = first, _second = second;

    public static int Count => 2 * T.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<T, TFactor> Load(double* from) => new(T.Load(from), T.Load(from + T.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TFactor Repeat(double number) => T.Repeat(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<T, TFactor> MultiplyAdd(Two<T, TFactor> a, TFactor b, Two<T, TFactor> sum) => new(T.MultiplyAdd(a._first, b, sum._first), T.MultiplyAdd(a._second, b, sum._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<T, TFactor> operator +(Two<T, TFactor> left, Two<T, TFactor> right) => new(left._first + right._first, left._second + right._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to)
    {
        _first.Store(to);
        _second.Store(to + T.Count);
    }

    public double Sum() => _first.Sum() + _second.Sum();
}

/// <summary>Eight numbers: AVX-512.</summary>
internal readonly unsafe struct Eight(Vector512<double> numbers) : ILanes<Eight, Eight>
{
    private readonly Vector512<double> _numbers = numbers;

    public static int Count => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Load(double* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Repeat(double number) => new(Vector512.Create(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight MultiplyAdd(Eight a, Eight b, Eight sum) => new(Vector512.FusedMultiplyAdd(a._numbers, b._numbers, sum._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator +(Eight left, Eight right) => new(left._numbers + right._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => Vector512.Store(_numbers, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => Vector512.Sum(_numbers);
}

/// <summary>Four numbers: AVX2.</summary>
internal readonly unsafe struct Four(Vector256<double> numbers) : ILanes<Four, Four>
{
    private readonly Vector256<double> _numbers = numbers;

    public static int Count => Vector256<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Load(double* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Repeat(double number) => new(Vector256.Create(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four MultiplyAdd(Four a, Four b, Four sum) => new(Vector256.FusedMultiplyAdd(a._numbers, b._numbers, sum._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator +(Four left, Four right) => new(left._numbers + right._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => Vector256.Store(_numbers, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => Vector256.Sum(_numbers);
}

/// <summary>Two numbers: NEON, SSE2.</summary>
internal readonly unsafe struct Couple(Vector128<double> numbers) : ILanes<Couple, Couple>
{
    private readonly Vector128<double> _numbers = numbers;

    public static int Count => Vector128<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Couple Load(double* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Couple Repeat(double number) => new(Vector128.Create(number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Couple MultiplyAdd(Couple a, Couple b, Couple sum) => new(Vector128.MultiplyAddEstimate(a._numbers, b._numbers, sum._numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Couple operator +(Couple left, Couple right) => new(left._numbers + right._numbers);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => Vector128.Store(_numbers, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => Vector128.Sum(_numbers);
}

/// <summary>A single number: any machine.</summary>
internal readonly unsafe struct One(double number) : ILanes<One, One>
{
    private readonly double _number = number;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Load(double* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One Repeat(double number) => new(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One MultiplyAdd(One a, One b, One sum) => new(double.MultiplyAddEstimate(a._number, b._number, sum._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One operator +(One left, One right) => new(left._number + right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* to) => *to = _number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => _number;
}
