using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>What stands in a plotly figure, as texts that a person reads.</summary>
internal static partial class FigureValues
{
    private const int LongestText = 1000;

    /// <summary>The node under a path of names; null if there is none.</summary>
    public static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject json) return null;
            node = json[name];
        }
        return node;
    }

    /// <summary>The number that a node is; null if it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number
        && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A text without the few tags that plotly knows; null if nothing is left.</summary>
    public static string? PlainText(JsonNode? node)
    {
        var text = CellOutput.TextOf(node);
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length > LongestText) text = text[..LongestText];
        var plain = Tag().Replace(LineBreak().Replace(text, " "), "");
        return PageText.Clean(System.Net.WebUtility.HtmlDecode(plain)).Trim() is { Length: > 0 } words ? words : null;
    }

    /// <summary>A list of values, or plotly.py's typed array in Base64; what is missing is null.</summary>
    public static IReadOnlyList<string?> List(JsonNode? node) => node is JsonArray list ? [.. list.Select(Text)] : Typed(node);

    /// <summary>The rows of a table of values; null if it is none.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>>? Grid(JsonNode? node)
    {
        if (node is JsonArray { Count: > 0 } rows) return rows.All(row => row is JsonArray or JsonObject) ? [.. rows.Select(List)] : null;
        var shape = (CellOutput.TextOf(At(node, "shape")) ?? "").Split(',');
        return shape.Length == 2 && int.TryParse(shape[1], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var width) && width > 0 && Typed(node) is { Count: > 0 } values
            ? [.. values.Chunk(width)]
            : null;
    }

    private static string? Text(JsonNode? value) => value is null ? null
        : Number(value) is { } number ? Short(number)
        : PlainText(value) ?? PageText.Clean(value.ToJsonString());

    private static IReadOnlyList<string?> Typed(JsonNode? node)
    {
        if (CellOutput.TextOf(At(node, "bdata")) is not { } base64) return [];
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length)) return [];
        Func<ReadOnlySpan<byte>, double>? read;
        (var size, read) = CellOutput.TextOf(At(node, "dtype")) switch
        {
            "f8" => (8, BinaryPrimitives.ReadDoubleLittleEndian),
            "f4" => (4, bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            "i1" => (1, bytes => (sbyte)bytes[0]),
            "u1" => (1, bytes => bytes[0]),
            "i2" => (2, bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            "u2" => (2, bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
            "i4" => (4, bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            "u4" => (4, bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
            _ => (1, (Func<ReadOnlySpan<byte>, double>?)null),
        };
        return read is null ? [] : [.. Enumerable.Range(0, length / size).Select(i => Short(read(buffer.AsSpan(i * size, size))))];
    }

    /// <summary>Five digits that count, whole numbers whole, and a minus that is read aloud as one.</summary>
    private static string? Short(double number) => !double.IsFinite(number) ? null : (Math.Abs(number) switch
    {
        0 => "0",
        >= 1e15 or < 1e-4 => number.ToString("0.####E-0", CultureInfo.InvariantCulture),
        >= 1e4 => number.ToString("0.#", CultureInfo.InvariantCulture),
        _ => number.ToString("G5", CultureInfo.InvariantCulture),
    }).Replace('-', '−');

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex("</?[a-z][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
