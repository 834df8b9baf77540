using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>
/// Colours that colour-blind readers can tell apart and that stand out (3 : 1 and more) on white and on a dark page:
/// Okabe and Ito's (2008), without those that are too pale for white. A curve also differs in dash, a point in symbol.
/// </summary>
public static class Palette
{
    /// <summary>Blue.</summary>
    public const string Blue = "#0072b2";

    /// <summary>Vermilion.</summary>
    public const string Vermilion = "#d55e00";

    /// <summary>Bluish green.</summary>
    public const string Green = "#009e73";

    /// <summary>Reddish purple.</summary>
    public const string Purple = "#cc79a7";

    /// <summary>Ochre.</summary>
    public const string Ochre = "#a6761d";

    /// <summary>Grey, for what is not the point of the picture.</summary>
    public const string Grey = "#808080";

    /// <summary>The colour of text. Pages turn it light where they are dark.</summary>
    internal const string Ink = "#1f2328";

    // Zero is transparent, so it is the page's colour, light or dark; the ends let enough of the page through for text to stay legible on them.
    private static readonly (double At, string Color)[] _diverging =
        [(0, "rgba(213,94,0,0.8)"), (0.5, "rgba(213,94,0,0)"), (0.5, "rgba(0,114,178,0)"), (1, "rgba(0,114,178,0.8)")];

    private static readonly string[] _series = [Blue, Vermilion, Green, Purple, Ochre, Grey];
    private static readonly string[] _dashes = ["solid", "dash", "dot", "dashdot", "longdash"];
    private static readonly string[] _symbols = ["circle", "square", "diamond", "triangle-up", "x", "star"];

    /// <summary>The colour of the series with this number (from 0); they repeat after six.</summary>
    public static string Color(int series) => _series[series % _series.Length];

    /// <summary>The dash of the series with this number; it differs where a colour comes again.</summary>
    internal static string Dash(int series) => _dashes[series % _dashes.Length];

    /// <summary>Vermilion for what is below 0, nothing at 0, blue for what is above.</summary>
    internal static JsonArray Diverging() => new([.. _diverging.Select(stop => new JsonArray(stop.At, stop.Color))]);

    internal static string Symbol(int series) => _symbols[series % _symbols.Length];
}
