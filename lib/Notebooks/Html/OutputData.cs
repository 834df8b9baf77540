using System.Text.RegularExpressions;

namespace Notebooks.Html;

/// <summary>Values of outputs by their MIME type.</summary>
internal static partial class OutputData
{
    /// <summary>A picture as a data address; null if the data are not what they should be.</summary>
    /// <param name="mime">The picture's type.</param>
    /// <param name="data">Base64, or for <c>image/svg+xml</c> the text.</param>
    public static string? Image(string mime, string data)
    {
        if (mime == "image/svg+xml" && data.TrimStart().StartsWith('<'))
            return "data:image/svg+xml;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(data));
        var base64 = Space().Replace(data, "");
        return mime is "image/png" or "image/jpeg" or "image/gif" or "image/webp" or "image/bmp" or "image/svg+xml" && Base64().IsMatch(base64)
            ? $"data:{mime};base64,{base64}"
            : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("^[A-Za-z0-9+/]+={0,2}$")]
    private static partial Regex Base64();
}
