using Markdig.Helpers;
using Markdig.Parsers;

namespace Notebooks.Html.Markdown;

/// <summary><c>$…$</c> and <c>$$…$$</c> in a paragraph, by the rules of VS Code's notebooks, so that what is a formula
/// there is one here: no letter or digit stands right before the first or right after the last dollar sign (so
/// <c>$5 and $6</c> are prices), and <c>\$</c> is a dollar sign.</summary>
internal sealed class MathSpanParser : InlineParser
{
    public MathSpanParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var isDisplay = slice.PeekChar() == '$';
        var width = isDisplay ? 2 : 1;
        var start = slice.Start + width;
        if (!isDisplay && (IsWord(slice.PeekCharExtra(-1)) || slice.PeekCharExtra(-1) == '$')) return false;
        for (var i = start; i <= slice.End; i++)
        {
            switch (slice.Text[i])
            {
                case '\\':
                    i++;
                    break;
                case '$' when isDisplay && (i == slice.End || slice.Text[i + 1] != '$'):
                    return false;
                case '$':
                    var after = i + width;
                    var tex = slice.Text[start..i];
                    if (string.IsNullOrWhiteSpace(tex)) return false;
                    if (!isDisplay && after <= slice.End && (IsWord(slice.Text[after]) || slice.Text[after] == '$')) return false;
                    processor.Inline = new MathSpan(tex, isDisplay);
                    slice.Start = after;
                    return true;
            }
        }
        return false;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
