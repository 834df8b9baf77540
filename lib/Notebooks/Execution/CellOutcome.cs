using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>What became of a code cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Result">Its result; null if it was not run, because one before it failed.</param>
public sealed record CellOutcome(Cell Cell, CellResult? Result)
{
    /// <summary>Whether the cell was run at all.</summary>
    public bool WasRun => Result is not null;

    /// <summary>Whether the cell ran to its end without an error.</summary>
    public bool Succeeded => Result?.Status == CellStatus.Succeeded;
}
