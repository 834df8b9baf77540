using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Notebooks.Html.Sanitizing;

/// <summary>What a cell's HTML may hold. Everything else is left out.</summary>
internal static partial class HtmlRules
{
    /// <summary>Elements of HTML, and what each becomes: a cell makes no landmarks, a page has its own.</summary>
    public static readonly FrozenDictionary<string, string> Elements = Map(
        "a abbr b bdi bdo big blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins " +
        "kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr " +
        "address=div article=div aside=div center=div dialog=div dir=ul fieldset=div footer=div form=div header=div hgroup=div main=div menu=ul nav=div search=div section=div legend=div");

    public static readonly FrozenSet<string> Void = Words("br col hr img wbr");

    /// <summary>Elements that are dropped with all that is in them.</summary>
    public static readonly FrozenSet<string> Opaque = Words(
        "script style template title iframe object embed applet audio video canvas frameset noembed noframes select datalist annotation annotation-xml");

    /// <summary>Those of <see cref="Opaque"/> that would have shown something.</summary>
    public static readonly FrozenSet<string> Frames = Words("iframe object embed applet audio video canvas");

    /// <summary>Elements of SVG by their name in lower case.</summary>
    public static readonly FrozenDictionary<string, string> Svg = Map(
        "svg g path rect circle ellipse line polyline polygon text tspan textpath=textPath title desc defs lineargradient=linearGradient radialgradient=radialGradient stop clippath=clipPath mask pattern marker symbol use image switch");

    private static readonly FrozenSet<string> Attributes = Words("title lang dir class style id role aria-label aria-labelledby aria-describedby aria-hidden");

    private static readonly FrozenDictionary<string, FrozenSet<string>> ElementAttributes = new Dictionary<string, string>
    {
        ["a"] = "href name",
        ["img"] = "src alt width height",
        ["td"] = "colspan rowspan align valign",
        ["th"] = "colspan rowspan align valign scope",
        ["tr"] = "align valign",
        ["col"] = "span",
        ["colgroup"] = "span",
        ["ol"] = "start type reversed",
        ["li"] = "value",
        ["details"] = "open",
        ["time"] = "datetime",
        ["blockquote"] = "cite",
    }.ToFrozenDictionary(e => e.Key, e => Words(e.Value));

    private static readonly FrozenDictionary<string, string> SvgAttributes = Map(
        "x y x1 y1 x2 y2 dx dy cx cy r rx ry d width height points viewbox=viewBox preserveaspectratio=preserveAspectRatio transform rotate " +
        "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit " +
        "opacity color display visibility overflow clip-path clip-rule mask marker-start marker-mid marker-end paint-order shape-rendering vector-effect " +
        "font-family font-size font-weight font-style font-variant letter-spacing word-spacing text-anchor text-decoration text-rendering dominant-baseline alignment-baseline baseline-shift " +
        "textlength=textLength lengthadjust=lengthAdjust startoffset=startOffset offset stop-color stop-opacity gradientunits=gradientUnits gradienttransform=gradientTransform " +
        "fx fy spreadmethod=spreadMethod clippathunits=clipPathUnits maskunits=maskUnits maskcontentunits=maskContentUnits patternunits=patternUnits patterncontentunits=patternContentUnits " +
        "patterntransform=patternTransform markerwidth=markerWidth markerheight=markerHeight markerunits=markerUnits refx=refX refy=refY orient href xlink:href=href focusable");

    private static readonly FrozenSet<string> Roles = Words("img presentation none note group list listitem math");

    private static readonly FrozenSet<string> Properties = Words(
        "color background background-color border border-top border-right border-bottom border-left border-color border-style border-width border-radius border-collapse border-spacing " +
        "padding padding-top padding-right padding-bottom padding-left margin margin-top margin-right margin-bottom margin-left width height min-width min-height max-width max-height box-sizing " +
        "display vertical-align text-align text-decoration text-transform text-indent text-overflow white-space word-break overflow-wrap line-height letter-spacing word-spacing " +
        "font font-family font-size font-style font-weight font-variant font-variant-numeric overflow overflow-x overflow-y opacity visibility float clear list-style list-style-type aspect-ratio object-fit " +
        "flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap gap row-gap column-gap align-items align-self align-content justify-content justify-items justify-self " +
        "grid-template-columns grid-template-rows grid-column grid-row grid-auto-flow table-layout caption-side empty-cells tab-size " +
        "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stop-color stop-opacity " +
        "text-anchor dominant-baseline paint-order marker-start marker-mid marker-end clip-path mask image-rendering");

    private static readonly string[] Referring = ["url", "image-set", "src(", "expression", "javascript"];

    public static bool Allows(string element, string attribute)
        => Attributes.Contains(attribute) || (ElementAttributes.TryGetValue(element, out var own) && own.Contains(attribute));

    /// <summary>The attribute's name as SVG spells it; null if it is not allowed.</summary>
    public static string? SvgAttribute(string attribute) => Attributes.Contains(attribute) ? attribute : SvgAttributes.GetValueOrDefault(attribute);

    public static bool IsRole(string value) => Roles.Contains(value);

    /// <summary>Whether a style attribute says that the element is not shown.</summary>
    public static bool IsHidden(string style) => Hidden().IsMatch(style);

    /// <summary>The declarations of a style attribute that stay within their box and load nothing.</summary>
    public static string Style(string style, Func<string, string> mapId)
    {
        // An escape could spell anything, a comment could hide anything; neither has a use here.
        if (style.Contains('\\') || style.Contains("/*", StringComparison.Ordinal)) return "";
        var kept = from declaration in style.Split(';')
                   let colon = declaration.IndexOf(':')
                   where colon > 0
                   let name = declaration[..colon].Trim().ToLowerInvariant()
                   let value = LocalUrls(declaration[(colon + 1)..].Trim(), mapId)
                   where Properties.Contains(name) && value is not null && StyleValue().IsMatch(value)
                   // A box that keeps its height for a picture that is not there.
                   where !(name.StartsWith("padding", StringComparison.Ordinal) && value.Contains('%'))
                   // Nothing is pulled out of its place.
                   where !(name.StartsWith("margin", StringComparison.Ordinal) || name is "text-indent" or "letter-spacing" or "word-spacing" or "vertical-align") || !Negative().IsMatch(value)
                   select $"{name}:{value}";
        return string.Join(";", kept);
    }

    /// <summary>A value whose <c>url(#…)</c> point into the same output; null if it refers to anything else.</summary>
    public static string? LocalUrls(string value, Func<string, string> mapId)
    {
        var others = LocalUrl().Replace(value, "");
        return Referring.Any(word => others.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? null
            : LocalUrl().Replace(value, match => $"url(#{mapId(match.Groups[1].Value)})");
    }

    /// <summary>Whether a link leads somewhere that a click may go: the web, mail, this page, a file beside it.</summary>
    public static bool IsLink(string value)
    {
        var colon = value.IndexOf(':');
        var isRelative = colon < 0 || value.AsSpan(0, colon).ContainsAny('/', '?', '#');
        // A browser overlooks control characters and spaces in a scheme.
        return !value.Any(char.IsControl) && !value.StartsWith("//", StringComparison.Ordinal) && !value.Contains('\\')
            && (isRelative || value[..colon].Trim().ToLowerInvariant() is "http" or "https" or "mailto");
    }

    public static bool IsImageData(string value) => ImageData().IsMatch(value);

    private static FrozenSet<string> Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    private static FrozenDictionary<string, string> Map(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split('='))
        .ToFrozenDictionary(parts => parts[0], parts => parts[^1]);

    [GeneratedRegex("""^[\w\s#%.,()+*/'"!:-]*$""")]
    private static partial Regex StyleValue();

    [GeneratedRegex(@"(?:^|;)\s*display\s*:\s*none\b", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"-\s*[\d.(]")]
    private static partial Regex Negative();

    [GeneratedRegex("""url\(\s*["']?#([\w.:-]+)["']?\s*\)""", RegexOptions.IgnoreCase)]
    private static partial Regex LocalUrl();

    [GeneratedRegex(@"^data:image/(?:png|jpeg|jpg|gif|webp|svg\+xml|bmp)[;,][\w\s%+/=;,.:()'!*~-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex ImageData();
}
