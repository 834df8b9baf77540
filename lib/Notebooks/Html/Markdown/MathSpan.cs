using Markdig.Syntax.Inlines;

namespace Notebooks.Html.Markdown;

/// <summary>A formula in a paragraph.</summary>
internal sealed class MathSpan(string tex, bool isDisplay) : LeafInline
{
    public string Tex => tex;

    public bool IsDisplay => isDisplay;
}
