namespace Benchmarks;

/// <summary>Work that a script does.</summary>
/// <param name="script">Who does it.</param>
/// <param name="work">What, in the script's words.</param>
/// <param name="threads">With how many threads.</param>
internal sealed class ScriptSide(Script script, string work, int threads) : ISide
{
    /// <inheritdoc/>
    public double[] Numbers() => script.Numbers(work, threads);

    /// <inheritdoc/>
    public double Time(int times) => script.Time(work, times, threads);
}
