namespace Notebooks.Html;

/// <summary>What a search finds: a heading of a page, with all that stands under it until the next one.</summary>
/// <param name="Anchor">The heading's id; empty for what stands before the first heading.</param>
/// <param name="Heading">The heading's text; empty for what stands before the first heading.</param>
/// <param name="Text">The text without markup, a paragraph, a list's item or a table's row a line; short formulas as a person would type them.</param>
/// <param name="Terms">What the text introduces: emphasised words that a word of another language follows, and that word.</param>
/// <param name="Code">The code of its cells.</param>
/// <param name="Folded">What the reader has to open first, text and code: to be found, but not to be shown.</param>
public sealed record SearchSection(string Anchor, string Heading, string Text, IReadOnlyList<string> Terms, string Code, string Folded);
