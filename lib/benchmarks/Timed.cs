using System.Diagnostics;

namespace Benchmarks;

/// <summary>Work that is done in this process.</summary>
internal abstract class Timed : ITimed
{
    /// <summary>Does the work so many times, in a loop of its own: nothing stands between the clock and the work.</summary>
    public abstract void Repeat(int times);

    /// <inheritdoc/>
    public double Time(int times)
    {
        var start = Stopwatch.GetTimestamp();
        Repeat(times);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
