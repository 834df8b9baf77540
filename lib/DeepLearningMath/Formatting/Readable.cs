using System.Globalization;

namespace DeepLearningMath;

/// <summary>Numbers and text as a reader sees them: five significant digits, a real minus sign, the same in every culture.</summary>
internal static class Readable
{
    public static string Number(double value)
    {
        if (double.IsNaN(value)) return "not a number";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value == 0) return "0";
        var size = Math.Abs(value);
        var text = size is >= 1e-3 and < 1e6
            ? Round(value).ToString("0.#######", CultureInfo.InvariantCulture)
            : value.ToString("0.####e0", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Whole(int number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u202f').Replace('-', '−');

    /// <summary>A whole number above the line: "⁻⁶" as in 10⁻⁶, "¹" as in W¹.</summary>
    public static string Superscript(int number) => string.Concat(
        number.ToString(CultureInfo.InvariantCulture).Select(sign => sign == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign - '0']));

    public static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{Whole(count)} {one}s";

    /// <summary>Joins with commas and a last "and".</summary>
    public static string List(IEnumerable<string> parts)
    {
        var all = parts.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    /// <summary>Text that HTML and XML take as text, also between quotation marks.</summary>
    public static string Html(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    // 13.0625 is shown whole: it is what a reader gets on paper. Numbers of 100 000 and more keep their whole digits: 111 423 is not 111 420.
    private static double Round(double value)
    {
        var exact = Digits(value, "G7");
        return Math.Abs(exact - value) <= 1e-12 * Math.Abs(value) ? exact : Math.Abs(value) >= 1e5 ? Math.Round(value) : Digits(value, "G5");
    }

    private static double Digits(double value, string format) =>
        double.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
