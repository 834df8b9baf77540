namespace Notebooks.Html;

/// <summary>A formula of a notebook.</summary>
/// <param name="Cell">The cell that it stands in.</param>
/// <param name="Tex">The TeX between the dollar signs.</param>
/// <param name="IsDisplay">Whether it stands on a line of its own.</param>
internal sealed record Formula(Documents.Cell Cell, string Tex, bool IsDisplay);
