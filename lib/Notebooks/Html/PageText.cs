using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Notebooks.Html;

/// <summary>Text of a notebook as text of a page.</summary>
internal static partial class PageText
{
    /// <summary>The text with what HTML would read as markup written as character references; good for attributes too.</summary>
    public static string Encode(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var html = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(c),
            };
        }
        return html.ToString();
    }

    /// <summary>The text without what no page can show: lone halves of characters, control characters, the two
    /// private characters that mark <see cref="Fragments"/>. Characters that turn the direction of reading are named:
    /// text that reads otherwise than it runs must be seen.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepMarks">Whether the marks stay: where the page has put them itself.</param>
    public static string Clean(string text, bool keepMarks = false)
    {
        if (!Unclean().IsMatch(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\r' or '\n' or '\t' => clean.Append((char)rune.Value),
                Fragments.Start or Fragments.End when !keepMarks => clean.Append('\uFFFD'),
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => clean,
                (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => clean.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩"),
                _ => clean.Append(rune),
            };
        }
        return clean.ToString();
    }

    /// <summary>Marks runs of Hangul as Korean in HTML text, so that they are read aloud and drawn as such.</summary>
    public static string MarkKorean(string html) => Hangul().Replace(html, "<span lang=\"ko\">$0</span>");

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069\uD800-\uDFFF\uE000\uE001\uFFFE\uFFFF]")]
    private static partial Regex Unclean();

    [GeneratedRegex(@"[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3]+(?:[ ·,]+[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7A3]+)*")]
    private static partial Regex Hangul();
}
