using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Notebooks.Html.Sanitizing;

/// <summary>Writes a cell's HTML anew so that it can neither act nor get out of its box: parsed as a browser parses it,
/// known elements and attributes only, everything closed.</summary>
internal sealed class HtmlSanitizer
{
    private const int Deepest = 450;

    /// <summary>How many times longer than <see cref="Longest"/> a text may be to be read at all.</summary>
    private const int LongestSource = 4;

    private static readonly string[] Named = ["aria-label", "aria-labelledby", "aria-hidden"];

    private readonly StringBuilder _html = new();
    private bool _isLast, _hadScript, _hadFrame, _showsSomething, _wasCut;

    /// <summary>Whether the text is a part of the page's own: its headings stay headings, marks of <see cref="Fragments"/> stay.</summary>
    public bool IsText { get; init; }

    /// <summary>What an id, and every reference to it, becomes: two cells may use the same one.</summary>
    public Func<string, string> MapId { get; init; } = id => id;

    /// <summary>Where a link leads; null leaves the link out and keeps its text.</summary>
    public Func<string, string?> MapLink { get; init; } = link => link;

    /// <summary>Where a picture comes from; null puts its description in its place.</summary>
    public Func<string, string?> MapImage { get; init; } = source => HtmlRules.IsImageData(source) ? source : null;

    /// <summary>Characters of HTML after which the rest is left out.</summary>
    public int Longest { get; init; } = int.MaxValue / LongestSource;

    private enum Place { Html, Svg, SvgText }

    /// <summary>Sanitises one text. An object is good for one.</summary>
    public SanitizedHtml Run(string html)
    {
        if (html.Length > LongestSource * Longest)
        {
            html = html[..(LongestSource * Longest)];
            _wasCut = true;
        }
        var nodes = Parse(HtmlDepth.Limit(IsText ? html : PageText.Clean(html)));
        var text = Write(nodes);
        // What was left out may change how the rest is read: an element may close another that held it before. Only what
        // a browser reads as it is written stays in its place, among the page's own elements too.
        for (var round = 0; round < 4; round++)
        {
            nodes = Parse($"<div>{text}</div><hr>");
            if (nodes is [IElement { LocalName: "div" } box, IElement { LocalName: "hr" }] && Write(box.ChildNodes) == text)
            {
                _isLast = true;
                return new SanitizedHtml(Write(box.ChildNodes), _hadScript, _hadFrame, _showsSomething, _wasCut);
            }
            text = Write(Parse(text));
        }
        return new SanitizedHtml($"<pre>{Encode(text)}</pre>", _hadScript, _hadFrame, true, _wasCut);
    }

    private static INodeList Parse(string html)
    {
        var parser = new HtmlParser();
        // The page is no quirk: a table ends a paragraph.
        var page = parser.ParseDocument("<!DOCTYPE html><title></title>");
        return parser.ParseFragment(html, page.Body!);
    }

    private string Write(INodeList nodes)
    {
        _html.Clear();
        Children(nodes, Place.Html, 0);
        return _html.ToString();
    }

    private void Children(INodeList nodes, Place place, int depth)
    {
        foreach (var node in nodes)
        {
            if (_html.Length > Longest)
            {
                _wasCut = true;
                return;
            }
            if (node is IText text) Text(text.Data, place, text.ParentElement?.LocalName);
            else if (node is IElement element && depth < Deepest) Element(element, place, depth + 1);
        }
    }

    private void Text(string data, Place place, string? parent)
    {
        if (place == Place.Svg) return;
        if (data.Length > Longest) data = data[..Longest];
        var text = PageText.Clean(data, keepMarks: IsText);
        _showsSomething |= !string.IsNullOrWhiteSpace(text);
        text = Encode(text);
        _html.Append(_isLast && IsText && place == Place.Html && parent is not ("code" or "pre") ? PageText.MarkKorean(text) : text);
    }

    private void Element(IElement element, Place place, int depth)
    {
        var isSvg = element.NamespaceUri == NamespaceNames.SvgUri;
        var name = element.LocalName.ToLowerInvariant();
        if (HtmlRules.Opaque.Contains(name) && !(isSvg && name == "title"))
        {
            _hadScript |= name == "script";
            _hadFrame |= HtmlRules.Frames.Contains(name);
            return;
        }
        // A tool's button that its script would have shown.
        if (element.HasAttribute("hidden") || HtmlRules.IsHidden(element.GetAttribute("style") ?? "")) return;
        switch (place)
        {
            case Place.Html when isSvg && name == "svg":
            case Place.Svg when isSvg && HtmlRules.Svg.ContainsKey(name):
            case Place.SvgText when isSvg && name is "tspan" or "textpath" && element.ParentElement is { LocalName: not ("title" or "desc") }:
                SvgElement(element, HtmlRules.Svg[name], place, depth);
                break;
            case Place.Html when element.NamespaceUri == NamespaceNames.HtmlUri && HtmlRules.Elements.TryGetValue(name, out var known):
                HtmlElement(element, known, depth);
                break;
            default:
                Children(element.ChildNodes, place, depth);
                break;
        }
    }

    private void SvgElement(IElement element, string name, Place place, int depth)
    {
        _showsSomething = true;
        _html.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            var value = attribute.Value;
            if (HtmlRules.SvgAttribute(attribute.LocalName.ToLowerInvariant()) is not { } known) continue;
            if (known == "href")
            {
                if (value.Length > 1 && value[0] == '#') Attribute(known, "#" + Id(value[1..]));
                else if (name == "image" && HtmlRules.IsImageData(value)) Attribute(known, value);
            }
            else if (!CommonAttribute(known, value) && HtmlRules.LocalUrls(value, Id) is { } harmless)
            {
                Attribute(known, harmless);
            }
        }
        if (name == "svg" && place == Place.Html && !Named.Any(element.HasAttribute) && element.Children.All(child => child.LocalName != "title"))
        {
            if (!element.HasAttribute("role")) Attribute("role", "img");
            Attribute("aria-label", IsText ? "A picture" : "A picture that the code above gave");
        }
        _html.Append('>');
        Children(element.ChildNodes, name is "text" or "tspan" or "textPath" or "title" or "desc" ? Place.SvgText : Place.Svg, depth);
        _html.Append("</").Append(name).Append('>');
    }

    private void HtmlElement(IElement element, string name, int depth)
    {
        if (name == "img" && _isLast)
        {
            Image(element);
            return;
        }
        _showsSomething |= name is "hr" or "img";
        // A heading of an output is none of the page's.
        var isForeignHeading = !IsText && name is "h1" or "h2" or "h3" or "h4" or "h5" or "h6";
        if (isForeignHeading) name = "div";
        // A corner without a word heads nothing.
        if (name == "th" && element.ChildElementCount == 0 && string.IsNullOrWhiteSpace(element.TextContent)) name = "td";
        var isScroller = _isLast && name == "table" && element.Ancestors<IElement>().All(ancestor => ancestor.LocalName != "table");
        if (isScroller) _html.Append("<div class=\"nb-scroll\">");
        _html.Append('<').Append(name);
        if (isForeignHeading) Attribute("class", "heading");
        foreach (var attribute in element.Attributes)
        {
            if (!HtmlRules.Allows(name, attribute.LocalName) || (isForeignHeading && attribute.LocalName == "class")) continue;
            if (attribute.LocalName == "href") Link(element, attribute.Value);
            else if (!CommonAttribute(attribute.LocalName, attribute.Value)) Attribute(attribute.LocalName, attribute.Value);
        }
        _html.Append('>');
        if (HtmlRules.Void.Contains(name)) return;
        // A browser drops the first line break there.
        if (name == "pre" && element.TextContent.StartsWith('\n')) _html.Append('\n');
        Children(element.ChildNodes, Place.Html, depth);
        _html.Append("</").Append(name).Append('>');
        if (isScroller) _html.Append("</div>");
    }

    private void Link(IElement link, string value)
    {
        // What nobody sees leads nowhere.
        if (string.IsNullOrWhiteSpace(link.TextContent) && link.QuerySelector("img, svg") is null) return;
        if (!HtmlRules.IsLink(value) || (_isLast ? MapLink(value) : value) is not { } target) return;
        Attribute("href", target.Length > 1 && target[0] == '#' ? "#" + Id(target[1..]) : target);
        if (_isLast && target.Contains("://", StringComparison.Ordinal)) Attribute("rel", "noopener noreferrer");
    }

    private void Image(IElement element)
    {
        var source = element.GetAttribute("src") ?? "";
        var description = element.GetAttribute("alt");
        if (MapImage(source) is not { } image)
        {
            var label = Encode(PageText.Clean(string.IsNullOrWhiteSpace(description) ? "a picture" : description));
            var isOnTheWeb = source.Contains("://", StringComparison.Ordinal) && HtmlRules.IsLink(source);
            _html.Append(isOnTheWeb && element.Closest("a") is not null ? $"<span class=\"nb-missing\">[{label}]</span>"
                : isOnTheWeb
                ? $"<a class=\"nb-missing\" href=\"{PageText.Encode(source)}\" rel=\"noopener noreferrer\">[{label}: a picture on the web]</a>"
                : $"<span class=\"nb-missing\">[{label}: this picture is not there]</span>");
            return;
        }
        _html.Append("<img");
        Attribute("src", image);
        Attribute("alt", description ?? "");
        foreach (var attribute in element.Attributes)
        {
            if (attribute.LocalName is not ("src" or "alt") && HtmlRules.Allows("img", attribute.LocalName) && !CommonAttribute(attribute.LocalName, attribute.Value))
                Attribute(attribute.LocalName, attribute.Value);
        }
        _html.Append('>');
    }

    /// <summary>Writes an attribute that any element may have, if its value is good; false if it is none of these.</summary>
    private bool CommonAttribute(string name, string value)
    {
        switch (name)
        {
            case "style":
                if (HtmlRules.Style(value, Id) is { Length: > 0 } style) Attribute(name, style);
                return true;
            case "class":
                // The page's own names are its own.
                var classes = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Where(c => !c.StartsWith("nb-", StringComparison.Ordinal) && !c.StartsWith("katex", StringComparison.Ordinal)).Take(20));
                if (classes.Length > 0) Attribute(name, classes);
                return true;
            case "id" or "name":
                if (value.Length is > 0 and <= 200 && !value.Any(char.IsWhiteSpace)) Attribute("id", Id(value));
                return true;
            case "aria-labelledby" or "aria-describedby":
                Attribute(name, string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id)));
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

    private string Id(string id) => _isLast ? MapId(id) : id;

    private void Attribute(string name, string value)
        => _html.Append(' ').Append(name).Append("=\"").Append(PageText.Encode(PageText.Clean(Fragments.Strip(value)))).Append('"');

    private static string Encode(string text)
        => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
