namespace Notebooks.Execution;

/// <summary>What became of a cell.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Elapsed">The time it took, compilation included.</param>
/// <param name="Error">Why it did not succeed; null if it did.</param>
public sealed record CellResult(CellStatus Status, TimeSpan Elapsed, CellError? Error);
