using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>What became of a notebook that was run.</summary>
/// <param name="Notebook">The notebook, with the outputs.</param>
/// <param name="Cells">Its code cells, in order, also those that were not run.</param>
public sealed record NotebookOutcome(Notebook Notebook, IReadOnlyList<CellOutcome> Cells)
{
    /// <summary>Whether every code cell ran to its end without an error.</summary>
    public bool Succeeded => Cells.All(cell => cell.Succeeded);

    /// <summary>The cells that failed, were stopped, or ended their process.</summary>
    public IEnumerable<CellOutcome> Failures => Cells.Where(cell => cell is { WasRun: true, Succeeded: false });
}
