namespace Notebooks.Html.Markdown;

/// <summary>A heading of the page.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">Its anchor.</param>
/// <param name="Text">Its plain text.</param>
/// <param name="Html">Its text with formulas and code, without links.</param>
internal sealed record Heading(int Level, string Id, string Text, string Html);
