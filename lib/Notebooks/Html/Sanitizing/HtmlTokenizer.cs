using System.Net;

namespace Notebooks.Html.Sanitizing;

/// <summary>Cuts HTML into tags and text the way a browser does, as far as that decides what is a tag.</summary>
/// <remarks>Where it reads a text otherwise than a browser would, nothing dangerous follows: what comes out of
/// <see cref="HtmlSanitizer"/> is written anew, every &lt; in a text as a character reference.</remarks>
internal static class HtmlTokenizer
{
    private const int LongestName = 64;

    // Their content is no markup to a browser, or nothing that a page may hold.
    private static readonly HashSet<string> Opaque =
        ["script", "style", "iframe", "object", "embed", "applet", "template", "noembed", "noframes", "xmp", "plaintext", "textarea", "title", "select", "audio", "video", "canvas", "frameset", "portal"];

    public static IEnumerable<HtmlToken> Read(string html, Func<bool> isInSvg)
    {
        var position = 0;
        while (position < html.Length)
        {
            var tag = NextTag(html, position);
            if (tag > position) yield return new HtmlText(html[position..tag]);
            if (tag == html.Length) yield break;
            if (html[tag + 1] is '!' or '?')
            {
                position = AfterComment(html, tag);
                continue;
            }
            if (html[tag + 1] == '/')
            {
                var end = html.IndexOf('>', tag);
                position = end < 0 ? html.Length : end + 1;
                yield return new HtmlEndTag(ReadName(html, tag + 2));
                continue;
            }
            var start = ReadStartTag(html, tag, out position);
            // A picture's title is its name, a page's title is nothing that an output has a say in.
            if (!Opaque.Contains(start.Name) || (start.Name == "title" && isInSvg()))
            {
                yield return start;
                continue;
            }
            if (start.Name == "embed" || (start.IsSelfClosing && isInSvg())) continue;
            var content = position;
            position = AfterElement(html, position, start.Name);
            yield return new HtmlDropped(start.Name, html[content..position]);
        }
    }

    /// <summary>Where the next tag or comment begins; a &lt; that begins neither is text.</summary>
    private static int NextTag(string html, int from)
    {
        for (var i = html.IndexOf('<', from); i >= 0 && i + 1 < html.Length; i = html.IndexOf('<', i + 1))
        {
            if (char.IsAsciiLetter(html[i + 1]) || html[i + 1] is '!' or '?') return i;
            if (html[i + 1] == '/' && i + 2 < html.Length && char.IsAsciiLetter(html[i + 2])) return i;
        }
        return html.Length;
    }

    private static int AfterComment(string html, int from)
    {
        var isComment = html.AsSpan(from).StartsWith("<!--");
        var end = html.IndexOf(isComment ? "-->" : ">", from + 2, StringComparison.Ordinal);
        return end < 0 ? html.Length : end + (isComment ? 3 : 1);
    }

    private static int AfterElement(string html, int from, string name)
    {
        for (var i = from; i < html.Length; i += 2)
        {
            i = html.IndexOf("</" + name, i, StringComparison.OrdinalIgnoreCase);
            if (i < 0) break;
            var after = i + 2 + name.Length;
            if (after < html.Length && (html[after] is '>' or '/' || char.IsWhiteSpace(html[after])))
                return html.IndexOf('>', after) is var end and >= 0 ? end + 1 : html.Length;
        }
        return html.Length;
    }

    private static HtmlStartTag ReadStartTag(string html, int from, out int position)
    {
        var name = ReadName(html, from + 1);
        position = NameEnd(html, from + 1);
        var attributes = new List<KeyValuePair<string, string>>();
        var selfClosing = false;
        while (position < html.Length && html[position] != '>')
        {
            if (char.IsWhiteSpace(html[position]) || html[position] == '/')
            {
                selfClosing = html[position] == '/';
                position++;
                continue;
            }
            selfClosing = false;
            var start = position++;
            while (position < html.Length && html[position] is not ('=' or '>' or '/') && !char.IsWhiteSpace(html[position])) position++;
            var attribute = html[start..position].ToLowerInvariant();
            var equals = SkipSpace(html, position);
            var value = "";
            if (equals < html.Length && html[equals] == '=') value = ReadValue(html, SkipSpace(html, equals + 1), out position);
            // Of an attribute that comes twice a browser takes the first.
            if (attributes.Count < 200 && !attributes.Exists(a => a.Key == attribute)) attributes.Add(new(attribute, value));
        }
        if (position < html.Length) position++;
        return new HtmlStartTag(name, attributes, selfClosing);
    }

    private static string ReadValue(string html, int from, out int position)
    {
        position = from;
        if (from >= html.Length) return "";
        if (html[from] is '"' or '\'')
        {
            var end = html.IndexOf(html[from], from + 1);
            if (end < 0) end = html.Length;
            position = Math.Min(end + 1, html.Length);
            return WebUtility.HtmlDecode(html[(from + 1)..end]);
        }
        while (position < html.Length && html[position] != '>' && !char.IsWhiteSpace(html[position])) position++;
        return WebUtility.HtmlDecode(html[from..position]);
    }

    private static int SkipSpace(string html, int position)
    {
        while (position < html.Length && char.IsWhiteSpace(html[position])) position++;
        return position;
    }

    private static int NameEnd(string html, int position)
    {
        while (position < html.Length && html[position] is not ('>' or '/') && !char.IsWhiteSpace(html[position])) position++;
        return position;
    }

    private static string ReadName(string html, int from)
    {
        var end = NameEnd(html, from);
        return end - from > LongestName ? "" : html[from..end].ToLowerInvariant();
    }
}
