using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Fuzz.Targets;

/// <summary>What must hold of HTML that came out of a notebook, read as a browser reads it.</summary>
internal static class Markup
{
    private static readonly HtmlParser s_parser = new();

    private static readonly HashSet<string> s_acting = new(
        ["script", "style", "base", "iframe", "object", "embed", "link", "meta", "form", "input", "button", "template", "foreignobject", "animate", "set", "textarea", "select", "noscript", "frame", "frameset", "applet", "audio", "video", "title", "body", "head", "html"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing in it acts, loads anything, or reaches out of its place.</summary>
    public static void RequireHarmless(string html)
    {
        var page = s_parser.ParseDocument($"<body><main>{html}</main><hr id=\"nb-end\">");
        var top = page.Body!.Children;
        BrokenException.Unless(top is [{ LocalName: "main" }, { LocalName: "hr", Id: "nb-end" }] && page.Body.ChildNodes.Length == 2, "Markup stays in its place", html);
        BrokenException.Unless(page.Head!.ChildNodes.Length == 0, "Markup stays in its place", html);
        foreach (var element in top[0].Descendants<IElement>())
        {
            if (element.LocalName == "svg" || element.NamespaceUri == "http://www.w3.org/2000/svg")
                BrokenException.Unless(element.LocalName == "title" || !s_acting.Contains(element.LocalName), "No element acts", element.LocalName);
            else if (element is { LocalName: "script", ParentElement.ClassName: "nb-plot" } && element.GetAttribute("type") == "application/json")
                System.Text.Json.JsonDocument.Parse(element.TextContent).Dispose();
            else if (element is { LocalName: "noscript", ParentElement.LocalName: "figure" }) continue;
            else BrokenException.Unless(!s_acting.Contains(element.LocalName), "No element acts", element.LocalName);

            foreach (var attribute in element.Attributes)
            {
                var (name, value) = (attribute.LocalName.ToLowerInvariant(), attribute.Value.Trim());
                BrokenException.Unless(!name.StartsWith("on", StringComparison.Ordinal) && name is not ("srcdoc" or "formaction" or "action" or "http-equiv" or "srcset" or "ping" or "background"), "No attribute acts", name);
                if (name is "href" or "src" or "cite" or "data" or "poster") RequireHarmlessAddress(element, name, value);
                if (name == "style")
                    BrokenException.Unless(!Remote(value) && !value.Contains("position", StringComparison.OrdinalIgnoreCase) && !value.Contains("expression", StringComparison.OrdinalIgnoreCase), "No style reaches out", value);
                else if (name is "fill" or "stroke" or "clip-path" or "mask" or "filter") BrokenException.Unless(!Remote(value), "No style reaches out", value);
                if (name == "id") BrokenException.Unless(!value.StartsWith("nb-", StringComparison.Ordinal), "A page's own names are its own", value);
            }
        }
    }

    private static bool Remote(string style)
    {
        var rest = style.Replace("url(#", "", StringComparison.OrdinalIgnoreCase);
        return rest.Contains("url(", StringComparison.OrdinalIgnoreCase) || rest.Contains("image-set", StringComparison.OrdinalIgnoreCase);
    }

    private static void RequireHarmlessAddress(IElement element, string name, string value)
    {
        if (name == "src" || element.LocalName is "image" or "use")
        {
            BrokenException.Unless(value.Length == 0 || value[0] == '#' || value.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase), "A picture is loaded from nowhere else", value);
            return;
        }
        var scheme = value.IndexOf(':') is var colon and > 0 && value.AsSpan(0, colon).IndexOfAny("/?#") < 0 ? value[..colon].Trim().ToLowerInvariant() : "";
        BrokenException.Unless(scheme is "" or "http" or "https" or "mailto" && !value.StartsWith("//", StringComparison.Ordinal), "A link leads to the web or to a page", value);
    }
}
