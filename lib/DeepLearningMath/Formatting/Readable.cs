using System.Globalization;
using System.Net;

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

    public static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count} {one}s";

    /// <summary>Joins with commas and a last "and".</summary>
    public static string List(IEnumerable<string> parts)
    {
        var all = parts.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    public static string Html(string text) => WebUtility.HtmlEncode(text);

    // Numbers of 10 000 and more keep their whole digits: a cost of 11 423 is not 11 420.
    private static double Round(double value) => Math.Abs(value) >= 1e4
        ? Math.Round(value)
        : double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
