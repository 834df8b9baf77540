using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Notebooks.Html;

/// <summary>Makes a page carry all that it needs: nothing stands beside it, and its policy lets nothing in.</summary>
/// <param name="assets">What pages need.</param>
internal sealed partial class SinglePage(PageAssets assets)
{
    private readonly List<string> _styles = [];
    private readonly List<string> _scripts = [];

    /// <summary>The page with its style sheets, fonts and scripts inside it.</summary>
    /// <param name="html">A page that <see cref="PageFrame.Write"/> wrote.</param>
    /// <param name="path">Where it looks for its assets.</param>
    /// <param name="hasCharts">Whether plotly.js is needed.</param>
    /// <param name="hasFormulas">Whether KaTeX's style and fonts are needed.</param>
    public string Of(string html, string path, bool hasCharts, bool hasFormulas)
    {
        // What the notebook holds begins after the head; nothing there is taken for the page's own.
        var end = html.IndexOf("</head>", StringComparison.Ordinal);
        var last = html.LastIndexOf("</body>", StringComparison.Ordinal);
        var (head, body) = (html[..end], html[end..last]);
        var used = hasFormulas ? Classes().Matches(body).SelectMany(match => match.Groups[1].Value.Split(' ')).ToHashSet() : [];
        head = Style().Replace(head, match => Name(match) is var name && name == PageAssets.FormulaStyle
            ? hasFormulas ? Written("style", Formulas(used), _styles) : ""
            : Written("style", assets.Text(name), _styles));
        // Scripts of the page's own that wait for its end stand there; plotly.js is there before they look for it.
        var scripts = new StringBuilder();
        if (hasCharts) scripts.Append(Written("script", $"/*\n{assets.Text("plotly.LICENSE")}\n*/\n{assets.Text(PageAssets.ChartScript)}", _scripts));
        head = Script().Replace(head, match =>
        {
            var script = Written("script", assets.Text(Name(match)), _scripts);
            if (!match.Groups[1].Success) return script;
            scripts.Append(script);
            return "";
        });
        return string.Concat(head.Replace(PageFrame.Policy, Policy(), StringComparison.Ordinal), body, scripts.ToString(), html.AsSpan(last));

        string Name(Match match) => match.Groups[2].Value[path.Length..];
    }

    private static string Written(string element, string text, List<string> hashes)
    {
        // As the browser reads it: that is what the hash is of.
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace($"</{element}", $"<\\/{element}", StringComparison.OrdinalIgnoreCase);
        hashes.Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
        return $"<{element}>{text}</{element}>\n";
    }

    // The page's own policy, with what stands in the page for what stands beside it.
    private string Policy() => string.Join("; ", PageFrame.Policy.Split("; ").Select(directive => directive.Replace("'self'", directive.Split(' ')[0] switch
    {
        "script-src" => string.Join(' ', _scripts),
        "style-src" => string.Join(' ', _styles),
        "font-src" => "data:",
        _ => "",
    }, StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal)));

    /// <summary>KaTeX's style sheet with those of its fonts that the page's formulas use.</summary>
    private string Formulas(HashSet<string> classes)
    {
        var css = assets.Text(PageAssets.FormulaStyle);
        var families = FontUse().Matches(css)
            .Where(rule => rule.Groups[1].Value.Split(',').Any(selector => Class().Matches(selector).All(name => classes.Contains(name.Groups[1].Value))))
            .Select(rule => rule.Groups[2].Value)
            .ToHashSet();
        css = Font().Replace(css, face => !families.Contains(face.Groups[1].Value) ? ""
            : face.Value.Replace(face.Groups[2].Value, string.Create(CultureInfo.InvariantCulture, $"data:font/woff2;base64,{Convert.ToBase64String(assets.Bytes("katex/" + face.Groups[2].Value))}"), StringComparison.Ordinal));
        return $"/*\n{assets.Text("katex/LICENSE")}\n*/\n{css}";
    }

    [GeneratedRegex("()<link rel=\"stylesheet\" href=\"([^\"]+)\">\n?")]
    private static partial Regex Style();

    [GeneratedRegex("<script( defer)? src=\"([^\"]+)\"></script>\n?")]
    private static partial Regex Script();

    [GeneratedRegex("class=\"([^\"]*)\"")]
    private static partial Regex Classes();

    [GeneratedRegex(@"\.([\w-]+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"(?<=\})([^{}@]+)\{[^{}]*?(KaTeX_\w+)[^{}]*\}")]
    private static partial Regex FontUse();

    [GeneratedRegex(@"@font-face\{[^{}]*?(KaTeX_\w+)[^{}]*?url\(([^)]+)\)[^{}]*\}")]
    private static partial Regex Font();
}
