using Markdig.Parsers;
using Markdig.Syntax;

namespace Notebooks.Html.Markdown;

/// <summary>A formula in lines of its own.</summary>
internal sealed class MathBlock(BlockParser parser, string end) : LeafBlock(parser)
{
    /// <summary>What the last line ends with.</summary>
    public string End => end;

    /// <summary>The lines so far.</summary>
    public List<string> Tex { get; } = [];
}
