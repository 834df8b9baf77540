using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Tests.Pages;

/// <summary>What stands on each page of a PDF as Chromium writes it: the operators that draw. A page without any is blank.</summary>
internal static partial class PdfPages
{
    /// <summary>For each page what it draws: words begin with <c>BT</c>, pictures are called with <c>Do</c>, lines end with <c>S</c> or <c>f</c>.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(byte[] pdf)
    {
        // One character for each byte: positions in the text are positions in the file.
        var text = Encoding.Latin1.GetString(pdf);
        var objects = Objects().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Index);
        return [.. from page in Page().Matches(text)
                   let content = Stream(pdf, text, objects[page.Groups[1].Value])
                   select (IReadOnlyList<string>)[.. Draws().Matches(content).Select(match => match.Value)]];
    }

    private static string Stream(byte[] pdf, string text, int position)
    {
        var length = Length().Match(text, position);
        var start = text.IndexOf("stream", position, StringComparison.Ordinal) + "stream".Length;
        while (text[start] is '\r' or '\n') start++;
        using var packed = new MemoryStream(pdf, start, int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture));
        using var content = new StreamReader(new ZLibStream(packed, CompressionMode.Decompress), Encoding.Latin1);
        return content.ReadToEnd();
    }

    [GeneratedRegex(@"^(\d+) 0 obj\b", RegexOptions.Multiline)]
    private static partial Regex Objects();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s).*?/Contents (\d+) 0 R", RegexOptions.Singleline)]
    private static partial Regex Page();

    [GeneratedRegex(@"/Length (\d+)")]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(?:BT|Do|S|f)\b")]
    private static partial Regex Draws();
}
