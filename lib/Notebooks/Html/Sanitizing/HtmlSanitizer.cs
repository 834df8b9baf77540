using System.Text;

namespace Notebooks.Html.Sanitizing;

/// <summary>Writes a cell's HTML anew so that it can neither act nor get out of its box: only known elements and
/// attributes, everything closed and nested as a browser would nest it, so that no end tag reaches the page's own.</summary>
internal sealed class HtmlSanitizer
{
    private const int Deepest = 200;

    private readonly List<Element> _open = [];
    private readonly StringBuilder _html = new();
    private bool _hadScript, _hadFrame, _showsSomething;

    /// <summary>What an id, and every reference to it, becomes: two cells may use the same one.</summary>
    public Func<string, string> MapId { get; init; } = id => id;

    /// <summary>Whether the text is a part of the page's own: its headings stay headings.</summary>
    public bool IsText { get; init; }

    /// <summary>Where a link leads; null leaves the link out and keeps its text.</summary>
    public Func<string, string?> MapLink { get; init; } = link => link;

    /// <summary>Where a picture comes from; null leaves it out and puts its description in its place.</summary>
    public Func<string, string?> MapImage { get; init; } = source => HtmlRules.IsImageData(source) ? source : null;

    /// <summary>Characters of HTML after which the rest is left out.</summary>
    public int Longest { get; init; } = int.MaxValue;

    private sealed record Element(string Name, bool IsSvg, bool IsScroller = false);

    private Element? Top => _open.Count > 0 ? _open[^1] : null;

    /// <summary>Sanitises one text. An object is good for one.</summary>
    public SanitizedHtml Run(string html)
    {
        var wasCut = false;
        foreach (var token in HtmlTokenizer.Read(PageTextOf(html), () => Top is { IsSvg: true }))
        {
            if (_html.Length > Longest)
            {
                wasCut = true;
                break;
            }
            switch (token)
            {
                case HtmlText text:
                    Text(text.Raw);
                    break;
                case HtmlStartTag start:
                    StartTag(start);
                    break;
                case HtmlEndTag end:
                    EndTag(end.Name);
                    break;
                case HtmlDropped { Name: "script" }:
                    _hadScript = true;
                    break;
                case HtmlDropped { Name: "textarea" or "xmp" or "plaintext" } dropped:
                    Text(dropped.Content.Replace("<", "&lt;", StringComparison.Ordinal));
                    break;
                case HtmlDropped { Name: "iframe" or "object" or "embed" or "audio" or "video" or "canvas" or "applet" }:
                    _hadFrame = true;
                    break;
            }
        }
        CloseTo(0);
        return new SanitizedHtml(_html.ToString(), _hadScript, _hadFrame, _showsSomething, wasCut);
    }

    // Marks of fragments are the page's own in its text, and nobody's in an output.
    private string PageTextOf(string html) => IsText ? html : PageText.Clean(html);

    private void Text(string raw)
    {
        var isBlank = string.IsNullOrWhiteSpace(raw);
        if (isBlank && IsTablePart(Top)) return;
        if (!isBlank)
        {
            // Between the shapes of a picture there is no text.
            if (Top is { IsSvg: true, Name: not ("text" or "tspan" or "textPath" or "title" or "desc") }) return;
            _showsSomething = true;
            EnterCell();
        }
        if (Longest < int.MaxValue && raw.Length > Longest - _html.Length) raw = raw[..Math.Max(0, Longest - _html.Length + 1)];
        var text = raw.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        _html.Append(IsText && Top is not { Name: "code" or "pre" } ? PageText.MarkKorean(text) : text);
    }

    private void StartTag(HtmlStartTag tag)
    {
        if (_open.Count >= Deepest) return;
        if (Top is { IsSvg: true } || tag.Name == "svg") SvgStartTag(tag);
        else if (HtmlRules.Elements.TryGetValue(tag.Name, out var name) && MakeRoomFor(name)) Open(name, tag);
    }

    private void SvgStartTag(HtmlStartTag tag)
    {
        // Inside a title or a description a browser reads HTML again: there is text only.
        if (Top is { IsSvg: true, Name: "title" or "desc" }) return;
        if (!HtmlRules.Svg.TryGetValue(tag.Name, out var name)) return;
        if (Top is not { IsSvg: true }) EnterCell();
        _showsSomething = true;
        _html.Append('<').Append(name);
        foreach (var (attribute, value) in tag.Attributes)
        {
            if (HtmlRules.SvgAttribute(attribute) is not { } known) continue;
            if (known == "href")
            {
                if (value.StartsWith('#')) Attribute(known, "#" + MapId(value[1..]));
                else if (name == "image" && HtmlRules.IsImageData(value)) Attribute(known, value);
            }
            else if (!CommonAttribute(known, value) && HtmlRules.LocalUrls(value, MapId) is { } harmless)
            {
                Attribute(known, harmless);
            }
        }
        _html.Append('>');
        if (tag.IsSelfClosing) _html.Append("</").Append(name).Append('>');
        else _open.Add(new Element(name, IsSvg: true));
    }

    private void Open(string name, HtmlStartTag tag)
    {
        var isHeading = HtmlRules.Headings.Contains(name);
        var written = isHeading && !IsText ? "div" : name;
        var attributes = tag.Attributes;
        if (name == "img")
        {
            Image(attributes);
            return;
        }
        if (name == "hr") _showsSomething = true;
        var isScroller = name == "table" && !_open.Exists(e => e.Name == "table");
        if (isScroller) _html.Append("<div class=\"nb-scroll\">");
        _html.Append('<').Append(written);
        if (isHeading && !IsText) Attribute("class", "nb-heading");
        foreach (var (attribute, value) in attributes)
        {
            if (!HtmlRules.Allows(name, attribute) || (attribute == "class" && isHeading && !IsText)) continue;
            if (attribute == "href") Link(value);
            else if (!CommonAttribute(attribute, value)) Attribute(attribute, value);
        }
        _html.Append('>');
        if (!HtmlRules.Void.Contains(name)) _open.Add(new Element(written, IsSvg: false, isScroller));
    }

    private void Link(string value)
    {
        var target = HtmlRules.IsLink(value) ? MapLink(value) : null;
        if (target is null) return;
        Attribute("href", target.Length > 1 && target[0] == '#' ? "#" + MapId(target[1..]) : target);
        if (target.Contains("://", StringComparison.Ordinal)) Attribute("rel", "noopener noreferrer");
    }

    private void Image(IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        var values = attributes.ToDictionary();
        var description = values.GetValueOrDefault("alt");
        var source = values.GetValueOrDefault("src", "");
        if (MapImage(source) is not { } image)
        {
            var label = PageText.Encode(Fragments.Strip(string.IsNullOrWhiteSpace(description) ? "a picture" : description));
            var isWeb = source.StartsWith("https://", StringComparison.Ordinal) || source.StartsWith("http://", StringComparison.Ordinal);
            _html.Append(isWeb && HtmlRules.IsLink(source)
                ? $"<a class=\"nb-missing\" href=\"{PageText.Encode(source)}\" rel=\"noopener noreferrer\">[{label}: a picture on the web]</a>"
                : $"<span class=\"nb-missing\">[{label}: this picture is not there]</span>");
            return;
        }
        _showsSomething = true;
        _html.Append("<img");
        Attribute("src", image);
        Attribute("alt", description ?? "");
        foreach (var (attribute, value) in attributes)
        {
            if (attribute is not ("src" or "alt") && HtmlRules.Allows("img", attribute) && !CommonAttribute(attribute, value)) Attribute(attribute, value);
        }
        _html.Append('>');
    }

    /// <summary>Writes an attribute that any element may have; false if it is none.</summary>
    private bool CommonAttribute(string name, string value)
    {
        switch (name)
        {
            case "style":
                if (HtmlRules.Style(value, MapId) is { Length: > 0 } style) Attribute(name, style);
                return true;
            case "class":
                // The page's own names are its own.
                var classes = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Where(c => !c.StartsWith("nb-", StringComparison.Ordinal) && !c.StartsWith("katex", StringComparison.Ordinal)).Take(20));
                if (classes.Length > 0) Attribute(name, classes);
                return true;
            case "id" or "name":
                if (value.Length is > 0 and <= 200 && !value.Any(char.IsWhiteSpace)) Attribute("id", MapId(value));
                return true;
            case "aria-labelledby" or "aria-describedby":
                Attribute(name, string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(MapId)));
                return true;
            case "role":
                if (HtmlRules.IsRole(value)) Attribute(name, value);
                return true;
            case "dir":
                if (value is "ltr" or "rtl" or "auto") Attribute(name, value);
                return true;
            default:
                return false;
        }
    }

    private void Attribute(string name, string value)
        => _html.Append(' ').Append(name).Append("=\"").Append(PageText.Encode(Fragments.Strip(value))).Append('"');

    /// <summary>Closes and opens what a browser would before this element, so that it reads the result as it is written;
    /// false where the element has no place.</summary>
    private bool MakeRoomFor(string name)
    {
        switch (name)
        {
            case "caption" or "colgroup" or "thead" or "tbody" or "tfoot":
                return CloseInTable("table");
            case "col":
                return CloseInTable("table", "colgroup");
            case "tr":
                return CloseInTable("table", "thead", "tbody", "tfoot");
            case "td" or "th":
                if (!CloseInTable("table", "thead", "tbody", "tfoot", "tr")) return false;
                if (Top is not { Name: "tr" }) OpenBare("tr");
                return true;
        }
        EnterCell();
        if (HtmlRules.EndsParagraph.Contains(name)) CloseOpen("p", stop: IsCell);
        switch (name)
        {
            case "li":
                if (Nearest("li", "ul", "ol") is not { } item) return false;
                if (item.Name == "li") CloseOpen("li", stop: IsCell);
                return true;
            case "dt" or "dd":
                if (Nearest("dt", "dd", "dl") is not { } term) return false;
                if (term.Name != "dl") CloseOpen(term.Name, stop: IsCell);
                return true;
            case "a":
                CloseOpen("a", stop: IsCell);
                return true;
            default:
                return !(HtmlRules.Headings.Contains(name) && _open.Exists(e => HtmlRules.Headings.Contains(e.Name)));
        }
    }

    private void EndTag(string tag)
    {
        var isSvg = Top is { IsSvg: true };
        if (!(isSvg ? HtmlRules.Svg : HtmlRules.Elements).TryGetValue(tag, out var name)) return;
        if (!isSvg && !IsText && HtmlRules.Headings.Contains(name)) name = "div";
        var isTablePart = name is "table" or "thead" or "tbody" or "tfoot" or "tr" or "td" or "th" or "caption" or "colgroup";
        if (isTablePart) CloseInTable(name, closeItself: true);
        else CloseOpen(name, stop: e => IsCell(e) || (isSvg && !e.IsSvg) || (!isSvg && e.IsSvg) || (name == "li" && e.Name is "ul" or "ol"));
    }

    /// <summary>Text and elements that stand in a table outside its cells get a cell, where a browser would move them out of the table.</summary>
    private void EnterCell()
    {
        if (!IsTablePart(Top)) return;
        if (Top is { Name: "colgroup" }) CloseTo(_open.Count - 1);
        if (Top is not { Name: "tr" }) OpenBare("tr");
        OpenBare("td");
    }

    private void OpenBare(string name)
    {
        _html.Append('<').Append(name).Append('>');
        _open.Add(new Element(name, IsSvg: false));
    }

    private static bool IsTablePart(Element? element) => element is { Name: "table" or "thead" or "tbody" or "tfoot" or "tr" or "colgroup" };

    private static bool IsCell(Element element) => element.Name is "td" or "th" or "caption" or "table";

    private Element? Nearest(params ReadOnlySpan<string> names)
    {
        for (var i = _open.Count - 1; i >= 0 && !IsCell(_open[i]); i--)
        {
            if (names.Contains(_open[i].Name)) return _open[i];
        }
        return null;
    }

    /// <summary>Closes what stands open in the innermost table up to one of these; false if there is no such.</summary>
    private bool CloseInTable(string name, bool closeItself) => CloseInTableTo([name], closeItself);

    private bool CloseInTable(params ReadOnlySpan<string> names) => CloseInTableTo(names, closeItself: false);

    private bool CloseInTableTo(ReadOnlySpan<string> names, bool closeItself)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (names.Contains(_open[i].Name))
            {
                CloseTo(closeItself ? i : i + 1);
                return true;
            }
            if (_open[i].Name == "table") return false;
        }
        return false;
    }

    private void CloseOpen(string name, Func<Element, bool> stop)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Name == name)
            {
                CloseTo(i);
                return;
            }
            if (stop(_open[i])) return;
        }
    }

    private void CloseTo(int count)
    {
        while (_open.Count > count)
        {
            var element = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            _html.Append("</").Append(element.Name).Append('>');
            if (element.IsScroller) _html.Append("</div>");
        }
    }
}
