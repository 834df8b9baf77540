using System.Text;
using System.Text.Json;

namespace Fuzz.Targets;

/// <summary>JSON read without any of the code under test.</summary>
internal static class SecondReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    /// <summary>The document; null if it is no JSON.</summary>
    public static JsonDocument? Read(byte[] utf8)
    {
        var start = utf8 is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return JsonDocument.Parse(utf8.AsMemory(start), s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string's content; also one with half of a character in it, which the reader itself does not give.</summary>
    public static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescaped(element.GetRawText()[1..^1]);
        }
    }

    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(property);
            return Unescaped(Encoding.UTF8.GetString(raw));
        }
    }

    /// <summary>An object's property; null if it has none of this name.</summary>
    public static JsonElement? Property(JsonElement map, string name)
    {
        foreach (var property in map.EnumerateObject())
            if (Name(property) == name) return property.Value;
        return null;
    }

    /// <summary>A cell's source, a text or a list of texts; null if it is neither.</summary>
    public static string? Source(JsonElement cell)
    {
        if (Property(cell, "source") is not { } source) return "";
        if (source.ValueKind == JsonValueKind.String) return Text(source);
        return source.ValueKind == JsonValueKind.Array && source.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String)
            ? string.Concat(source.EnumerateArray().Select(Text)) : null;
    }

    private static string Unescaped(string raw)
    {
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\') text.Append(raw[i]);
            else if (raw[++i] == 'u')
            {
                text.Append((char)Convert.ToUInt16(raw.Substring(i + 1, 4), 16));
                i += 4;
            }
            else text.Append("\"\\/\b\f\n\r\t"["\"\\/bfnrt".IndexOf(raw[i])]);
        }
        return text.ToString();
    }
}
