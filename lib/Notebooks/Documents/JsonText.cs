using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks.Documents;

/// <summary>JSON as Jupyter's own tools write it, and JSON read so that nothing is lost and errors have a place.</summary>
/// <remarks>System.Text.Json's writer has no encoder that leaves every character as it is (emoji, U+2028 and U+007F come
/// out escaped), its reader refuses half of a surrogate pair, which programs do print: so both ends are here.</remarks>
internal static class JsonText
{
    private static readonly JsonDocumentOptions ReadOptions = new() { MaxDepth = 512 };

    /// <summary>Reads a whole document. Numbers keep their text (<c>1.0</c>, <c>1e5</c>), objects the order of their keys.</summary>
    /// <exception cref="JsonTextException">It is not JSON, or a key stands twice in one object.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Build(JsonDocument.Parse(utf8, ReadOptions).RootElement, []);
        }
        catch (JsonException e)
        {
            throw IsBeginning(utf8.Span)
                ? new JsonTextException("the file ends in the middle of its JSON: it seems to be cut off", [], utf8.Length)
                : new JsonTextException($"not valid JSON: {Sentence(e)}", [], OffsetOf(utf8.Span, e.LineNumber ?? 0, e.BytePositionInLine ?? 0));
        }
    }

    /// <summary>What Python's <c>json.dumps(node, indent=1, ensure_ascii=False)</c> gives; with <paramref name="indented"/>
    /// false, everything on one line.</summary>
    public static string Write(JsonNode? node, bool indented = true)
    {
        var text = new StringBuilder();
        Write(text, node, indented ? 0 : -1);
        return text.ToString();
    }

    /// <summary>A value in a message: on one line whatever it holds, and no longer than one reads.</summary>
    public static string Short(JsonNode? node) => Write(node, indented: false) is var text && text.Length > 40 ? $"{text[..40]}…" : text;

    /// <summary>The line and the column, from 1, at which the key or the item under <paramref name="path"/> begins (of
    /// a key that stands twice: the second).</summary>
    public static (int Line, int Column) Locate(ReadOnlySpan<byte> utf8, IReadOnlyList<object> path)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ReadOptions.MaxDepth });
        reader.Read();
        return Position(utf8, Find(ref reader, path, 0) ?? 0);
    }

    /// <summary>The line and the column, from 1, of a byte.</summary>
    public static (int Line, int Column) Position(ReadOnlySpan<byte> utf8, long offset)
    {
        var before = utf8[..(int)offset];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(line) + 1);
    }

    private static JsonNode? Build(JsonElement element, List<object> path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var made = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    var name = Name(property);
                    path.Add(name);
                    if (made.ContainsKey(name))
                        throw new JsonTextException($"the key {Short(JsonValue.Create(name))} stands twice in one object: remove one of the two", [.. path]);
                    made.Add(name, Build(property.Value, path));
                    path.RemoveAt(path.Count - 1);
                }
                return made;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    path.Add(items.Count);
                    items.Add(Build(item, path));
                    path.RemoveAt(path.Count - 1);
                }
                return items;
            case JsonValueKind.String:
                return JsonValue.Create(Text(element));
            case JsonValueKind.Number:
                return JsonValue.Create(element);
            case JsonValueKind.True:
                return JsonValue.Create(true);
            case JsonValueKind.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property)));
        }
    }

    private static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Unescape(element.GetRawText()[1..^1]);
        }
    }

    // Only for text with half of a surrogate pair in it, which the reader's own unescaping refuses.
    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }
            switch (raw[++i])
            {
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'u':
                    text.Append((char)int.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case var other: text.Append(other); break;
            }
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('{');
                foreach (var (name, value) in map)
                {
                    Break(text, depth, 1);
                    WriteText(text, name);
                    text.Append(": ");
                    Write(text, value, depth < 0 ? depth : depth + 1);
                    text.Append(',');
                }
                text.Length--;
                Break(text, depth, 0);
                text.Append('}');
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('[');
                foreach (var item in list)
                {
                    Break(text, depth, 1);
                    Write(text, item, depth < 0 ? depth : depth + 1);
                    text.Append(',');
                }
                text.Length--;
                Break(text, depth, 0);
                text.Append(']');
                break;
            case JsonObject:
                text.Append("{}");
                break;
            case JsonArray:
                text.Append("[]");
                break;
            case null:
                text.Append("null");
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteText(text, value.TryGetValue<string>(out var content) ? content : value.ToString());
                break;
            default:
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Break(StringBuilder text, int depth, int more)
    {
        if (depth >= 0) text.Append('\n').Append(' ', depth + more);
    }

    private static void WriteText(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]):
                    text.Append(c).Append(value[++i]);
                    break;
                // Half of a pair has no UTF-8: only the escape keeps it.
                case var _ when char.IsSurrogate(c):
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }

    private static long? Find(ref Utf8JsonReader reader, IReadOnlyList<object> path, int step)
    {
        if (step == path.Count) return reader.TokenStartIndex;
        long? found = null;
        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject); index++)
        {
            var key = path[step];
            var matches = key is string name
                ? reader.TokenType == JsonTokenType.PropertyName && Same(ref reader, name)
                : index.Equals(key);
            if (matches && step + 1 == path.Count) found = reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
            if (matches && step + 1 < path.Count)
                return Find(ref reader, path, step + 1);
            reader.Skip();
        }
        return found;
    }

    private static bool Same(ref Utf8JsonReader reader, string name)
        => Unescape(Encoding.UTF8.GetString(reader.ValueSpan)) == name;

    // Whether it would be JSON if only something followed.
    private static bool IsBeginning(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = ReadOptions.MaxDepth }));
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int OffsetOf(ReadOnlySpan<byte> utf8, long line, long column)
    {
        var offset = 0;
        for (; line > 0; line--) offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        return (int)Math.Min(offset + column, utf8.Length);
    }

    // The reader appends the place in its own way of counting.
    private static string Sentence(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.').ReplaceLineEndings(" ");
    }
}

/// <summary>Text that is not JSON; by <paramref name="path"/>, or by <paramref name="offset"/>, one knows where.</summary>
internal sealed class JsonTextException(string problem, IReadOnlyList<object> path, long? offset = null) : Exception(problem)
{
    public (int Line, int Column) Place(ReadOnlySpan<byte> utf8)
        => offset is { } place ? JsonText.Position(utf8, place) : JsonText.Locate(utf8, path);
}
