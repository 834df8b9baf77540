namespace Benchmarks;

/// <summary>A row of the table, measured.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Peer">Whom we are compared with.</param>
/// <param name="Threads">How many threads each side was allowed.</param>
/// <param name="Goal">What the ratio is to reach; null where nothing is asked.</param>
internal sealed record Result(string Work, string Peer, int Threads, double? Goal)
{
    /// <summary>Our seconds.</summary>
    public Spread? Ours { get; init; }

    /// <summary>The peer's.</summary>
    public Spread? Theirs { get; init; }

    /// <summary>What else is to be said, such as how to get a peer that is missing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether a program or a package is not there.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Whether something is wrong: numbers that differ, or a side that failed.</summary>
    public bool IsFailure { get; init; }

    /// <summary>The peer's time by ours: above 1, ours is faster.</summary>
    public double? Ratio => Theirs?.Median / Ours?.Median;

    /// <summary>Whether the ratio is as high as it is to be; null where there is nothing to say.</summary>
    public bool? Reached => Ratio is { } ratio && Goal is { } goal ? ratio >= goal : null;
}
