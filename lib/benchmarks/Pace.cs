namespace Benchmarks;

/// <summary>How long is measured.</summary>
/// <param name="Warm">The seconds that each side works before it counts: until then code is compiled, and memory fetched.</param>
/// <param name="Block">The seconds that a side works at a stretch, if once takes less.</param>
/// <param name="Blocks">How many stretches each side has.</param>
internal sealed record Pace(double Warm, double Block, int Blocks)
{
    /// <summary>What the numbers are to be relied on for.</summary>
    public static Pace Full { get; } = new(0.5, 0.15, 9);

    /// <summary>To see that all works: the numbers say little.</summary>
    public static Pace Quick { get; } = new(0.02, 0.01, 3);

    /// <summary>For work that takes many seconds, and needs no warming: every stretch is one piece of it.</summary>
    public Pace ForLongWork => new(0, 0, Blocks > 3 ? 3 : 1);
}
