namespace Benchmarks.Tests;

/// <summary>A side that takes as long as it says, without taking it.</summary>
internal sealed class FakeSide(double seconds, params double[] numbers) : ISide
{
    /// <summary>What was asked of all sides that share it, in order.</summary>
    public List<(FakeSide Side, int Times)> Log { get; init; } = [];

    public double[] Numbers() => numbers;

    public double Time(int times)
    {
        Log.Add((this, times));
        return times * seconds;
    }
}
