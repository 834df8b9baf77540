using System.Text.Json.Nodes;

namespace Notebooks.Documents;

/// <summary>nbformat's texts: in a file a list of lines that keep their <c>\n</c>, or one string.</summary>
internal static class MultilineText
{
    /// <summary>The text; null if <paramref name="json"/> is neither a string nor a list of strings.</summary>
    public static string? FromJson(JsonNode? json)
    {
        if (json is not JsonArray lines) return OneString(json);
        var texts = lines.Select(OneString).ToArray();
        return texts.Contains(null) ? null : string.Concat(texts);
    }

    /// <summary>The list of lines; an empty text has none.</summary>
    public static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        Append(lines, text);
        return lines;
    }

    /// <summary>Adds text at the end of a list of lines; what continues its last line goes there.</summary>
    public static void Append(JsonArray lines, string text)
    {
        var start = 0;
        if (lines.Count > 0 && (string)lines[^1]! is var last && !last.EndsWith('\n'))
        {
            start = EndOfLine(text, 0);
            lines[^1] = last + text[..start];
        }
        for (int end; start < text.Length; start = end)
        {
            end = EndOfLine(text, start);
            lines.Add(JsonValue.Create(text[start..end]));
        }
    }

    private static int EndOfLine(string text, int start)
        => text.IndexOf('\n', start) is var at && at < 0 ? text.Length : at + 1;

    private static string? OneString(JsonNode? json)
        => json is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
