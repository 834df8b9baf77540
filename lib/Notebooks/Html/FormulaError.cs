namespace Notebooks.Html;

/// <summary>A formula that KaTeX cannot typeset; the page shows its TeX.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="CellId">The id of the cell that the formula stands in.</param>
/// <param name="CellIndex">The cell's place, from 0.</param>
/// <param name="Tex">The formula.</param>
/// <param name="Message">What KaTeX says.</param>
public sealed record FormulaError(string Notebook, string CellId, int CellIndex, string Tex, string Message)
{
    /// <summary>The error in one line: notebook, cell, what is wrong, the formula.</summary>
    public override string ToString() => $"{Notebook}, cell {CellIndex + 1} ({CellId}): {Message} in the formula {Tex.ReplaceLineEndings(" ")}";
}
