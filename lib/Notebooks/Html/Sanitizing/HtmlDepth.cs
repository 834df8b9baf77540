using System.Text;
using System.Text.RegularExpressions;

namespace Notebooks.Html.Sanitizing;

/// <summary>Takes away start tags that would nest too deeply to be read in good time: a parser's work grows with every
/// element that is left open, and each open <c>b</c> is opened again in every paragraph after it. And with each <c>base</c>, which no cell may have, every
/// address before it is worked out anew.</summary>
internal static partial class HtmlDepth
{
    private const int Deepest = 100, MostFormats = 40;

    // Elements that end by themselves, or have no content.
    private static readonly HashSet<string> EndThemselves = new(
        ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "col", "option", "br", "hr", "img", "input", "link", "meta", "wbr", "area", "source", "track", "embed", "base", "param"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Formats = new(
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The HTML; without its excess, if it has any.</summary>
    public static string Limit(string html)
    {
        StringBuilder? kept = null;
        int depth = 0, formats = 0, copied = 0;
        foreach (Match tag in Tags().Matches(html))
        {
            var name = tag.Groups["name"].Value;
            if (!tag.Groups["name"].Success) continue;
            if (name.Equals("base", StringComparison.OrdinalIgnoreCase))
            {
                Leave(tag);
                continue;
            }
            if (EndThemselves.Contains(name)) continue;
            var isFormat = Formats.Contains(name);
            if (tag.Value[1] == '/')
            {
                depth = Math.Max(0, depth - 1);
                if (isFormat) formats = Math.Max(0, formats - 1);
            }
            else if (depth < Deepest && (!isFormat || formats < MostFormats))
            {
                if (tag.Groups["self"].Success) continue;
                depth++;
                if (isFormat) formats++;
            }
            else Leave(tag);
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();

        void Leave(Match tag)
        {
            (kept ??= new StringBuilder()).Append(html, copied, tag.Index - copied);
            copied = tag.Index + tag.Length;
        }
    }

    // What looks like a tag in a comment, a script or a style is none.
    [GeneratedRegex(@"<!--.*?(?:-->|\z)|<script\b.*?(?:</script|\z)|<style\b.*?(?:</style|\z)|</?(?<name>[a-z][a-z0-9-]*)[^>]*?(?<self>/)?(?:>|\z)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tags();
}
