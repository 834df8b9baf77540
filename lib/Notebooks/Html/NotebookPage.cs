namespace Notebooks.Html;

/// <summary>A notebook as a page.</summary>
/// <param name="Html">The whole page; the same notebook gives the same bytes.</param>
/// <param name="Title">What the page is called.</param>
/// <param name="Anchors">The ids of the page's headings, in their order: <c>page.html#id</c> leads there.</param>
/// <param name="Sections">What a search finds of it.</param>
/// <param name="Charts">How many charts the page draws.</param>
/// <param name="Formulas">How many formulas it holds.</param>
/// <param name="Errors">The formulas that could not be typeset; none on a good page.</param>
public sealed record NotebookPage(string Html, string Title, IReadOnlyList<string> Anchors, IReadOnlyList<SearchSection> Sections, int Charts, int Formulas, IReadOnlyList<FormulaError> Errors);
