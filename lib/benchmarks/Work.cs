namespace Benchmarks;

/// <summary>Work that is done in this process, and that a peer does too.</summary>
internal abstract class Work : Timed, ISide
{
    /// <inheritdoc/>
    public abstract double[] Numbers();
}
