using System.Text.RegularExpressions;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Notebooks.Html.Markdown;

/// <summary>Lines from <c>$$</c> to <c>$$</c>, or from <c>\begin{…}</c> to its <c>\end{…}</c>: nothing in them is Markdown,
/// although a line of a formula may well begin with a minus.</summary>
internal sealed partial class MathBlockParser : BlockParser
{
    public MathBlockParser() => OpeningCharacters = ['$', '\\'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent) return BlockState.None;
        var line = processor.Line.ToString().TrimEnd();
        string end;
        if (line.StartsWith("$$", StringComparison.Ordinal))
        {
            end = "$$";
            line = line[2..];
        }
        else if (Begin().Match(line) is { Success: true } begin)
        {
            end = $@"\end{{{begin.Groups[1].Value}}}";
        }
        else
        {
            return BlockState.None;
        }
        var close = line.IndexOf(end, StringComparison.Ordinal);
        // A formula with text behind it belongs to a paragraph.
        if (close >= 0 && close + end.Length < line.Length) return BlockState.None;
        var block = new MathBlock(this, end) { Column = processor.Column, Line = processor.LineIndex };
        processor.NewBlocks.Push(block);
        return Take(block, line) ? BlockState.BreakDiscard : BlockState.ContinueDiscard;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
        => Take((MathBlock)block, processor.Line.ToString().TrimEnd()) ? BlockState.BreakDiscard : BlockState.ContinueDiscard;

    private static bool Take(MathBlock block, string line)
    {
        var isLast = line.EndsWith(block.End, StringComparison.Ordinal);
        block.Tex.Add(isLast && block.End == "$$" ? line[..^2] : line);
        return isLast;
    }

    [GeneratedRegex(@"^\\begin\{([a-zA-Z]+\*?)\}")]
    private static partial Regex Begin();
}
