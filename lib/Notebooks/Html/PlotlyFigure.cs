using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>A chart as an output holds it (<c>application/vnd.plotly.v1+json</c>), made ready for the page's script, with
/// what a reader without it needs: a name, a description, the numbers.</summary>
internal sealed partial class PlotlyFigure
{
    public const string MimeType = "application/vnd.plotly.v1+json";

    private const int Rows = 20, Columns = 12, Traces = 12, LongestName = 1000;

    // Everything is written as itself but what could end a script element.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly JsonObject _json;

    private PlotlyFigure(JsonObject json) => _json = json;

    /// <summary>The chart's name; null if it has none.</summary>
    public string? Title => PlainText(CellOutput.TextOf(At(_json["layout"], "title", "text")));

    /// <summary>The sentence that the chart's maker put into <c>layout.meta.description</c>; null if there is none.</summary>
    public string? Description => CellOutput.TextOf(At(_json["layout"], "meta", "description"));

    /// <summary>The height that the chart asks for, in pixels.</summary>
    public int Height => Number(At(_json["layout"], "height")) is { } height ? (int)Math.Clamp(height, 80, 2000) : 420;

    /// <summary>Whether there is anything to move.</summary>
    public bool Moves => _json["frames"] is JsonArray { Count: > 0 };

    /// <summary>The figure in an output's value; null if it is none.</summary>
    public static PlotlyFigure? From(JsonNode value)
    {
        // .NET Interactive sends the JSON as a text.
        if (CellOutput.TextOf(value) is { } text)
        {
            try
            {
                value = JsonNode.Parse(text) ?? value;
            }
            catch (JsonException)
            {
                return null;
            }
        }
        if (value is not JsonObject figure || figure["data"] is not JsonArray data) return null;
        var json = new JsonObject
        {
            ["data"] = new JsonArray([.. data.OfType<JsonObject>().Select(trace => trace.DeepClone())]),
            ["layout"] = (figure["layout"] as JsonObject)?.DeepClone() ?? new JsonObject(),
        };
        if (figure["frames"] is JsonArray { Count: > 0 } frames) json["frames"] = frames.DeepClone();
        // WebGL's two-dimensional traces compile code as they run, which the page forbids.
        foreach (var trace in json["data"]!.AsArray().OfType<JsonObject>())
        {
            if (CellOutput.TextOf(trace["type"]) is { } type && type.EndsWith("gl", StringComparison.Ordinal)) trace["type"] = type[..^2];
        }
        NameTitles((JsonObject)json["layout"]!, depth: 0);
        return new PlotlyFigure(json);
    }

    /// <summary>The figure for the page's script; safe inside a script element.</summary>
    public string ToJson() => _json.ToJsonString(Compact);

    /// <summary>The numbers as tables, as many as a person would read.</summary>
    public string Tables()
    {
        var html = new StringBuilder();
        var traces = _json["data"]!.AsArray().OfType<JsonObject>().ToArray();
        foreach (var (index, trace) in traces.Take(Traces).Index()) Table(html, trace, index);
        if (traces.Length > Traces) html.Append(CultureInfo.InvariantCulture, $"<p>… and {traces.Length - Traces} more series.</p>");
        return html.ToString();
    }

    /// <summary>Titles that are mere texts, as plotly took them before version 3, in the form that it takes now.</summary>
    private static void NameTitles(JsonObject part, int depth)
    {
        if (CellOutput.TextOf(part["title"]) is { } title) part["title"] = new JsonObject { ["text"] = title };
        foreach (var inner in part.Select(entry => entry.Value).OfType<JsonObject>().ToArray())
        {
            if (depth < 2) NameTitles(inner, depth + 1);
        }
    }

    private void Table(StringBuilder html, JsonObject trace, int index)
    {
        var name = PlainText(CellOutput.TextOf(trace["name"])) ?? string.Create(CultureInfo.InvariantCulture, $"Series {index + 1}");
        if (trace["z"] is JsonArray { Count: > 0 } rows && rows.All(row => row is JsonArray))
        {
            Grid(html, name, trace, [.. rows.Select(row => Values(row))]);
            return;
        }
        string[] keys = trace.ContainsKey("labels") ? ["labels", "values"] : ["x", "y", "z", "u", "v"];
        var columns = keys.Select(key => (Name: Heading(trace, key), Values: Values(trace[key]))).Where(column => column.Values.Count > 0).ToArray();
        if (columns.Length == 0) return;
        var count = columns.Max(column => column.Values.Count);
        Start(html, name, columns.Select(column => column.Name));
        for (var i = 0; i < Math.Min(count, Rows); i++)
            Row(html, columns.Select(column => column.Values.ElementAtOrDefault(i)));
        End(html, count - Rows, "rows");
    }

    private void Grid(StringBuilder html, string name, JsonObject trace, IReadOnlyList<string>[] rows)
    {
        var x = Values(trace["x"]);
        var y = Values(trace["y"]);
        var width = rows.Max(row => row.Count);
        Start(html, name, [$"{Heading(trace, "y")} \\ {Heading(trace, "x")}", .. Enumerable.Range(0, Math.Min(width, Columns)).Select(i => x.ElementAtOrDefault(i) ?? i.ToString(CultureInfo.InvariantCulture)), .. width > Columns ? ["…"] : Array.Empty<string>()]);
        foreach (var (i, row) in rows.Take(Rows).Index())
            Row(html, [y.ElementAtOrDefault(i) ?? i.ToString(CultureInfo.InvariantCulture), .. row.Take(Columns), .. width > Columns ? ["…"] : Array.Empty<string>()]);
        End(html, rows.Length - Rows, "rows");
    }

    private static void Start(StringBuilder html, string name, IEnumerable<string> headings)
    {
        html.Append("<div class=\"nb-scroll\"><table><caption>").Append(PageText.Encode(name)).Append("</caption><thead><tr>");
        foreach (var heading in headings) html.Append("<th scope=\"col\">").Append(PageText.Encode(heading)).Append("</th>");
        html.Append("</tr></thead><tbody>");
    }

    private static void Row(StringBuilder html, IEnumerable<string?> values)
    {
        html.Append("<tr>");
        foreach (var value in values) html.Append("<td>").Append(PageText.Encode(value)).Append("</td>");
        html.Append("</tr>");
    }

    private static void End(StringBuilder html, int more, string what)
    {
        html.Append("</tbody></table></div>");
        if (more > 0) html.Append(CultureInfo.InvariantCulture, $"<p>… and {more} more {what}.</p>");
    }

    /// <summary>What an axis is called, for the trace that stands on it.</summary>
    private string Heading(JsonObject trace, string letter)
    {
        var axis = CellOutput.TextOf(trace[letter + "axis"]) is { Length: > 1 } id ? letter + "axis" + id[1..] : letter + "axis";
        var title = At(_json["layout"], axis, "title") ?? At(_json["layout"], "scene", axis, "title");
        return PlainText(CellOutput.TextOf(At(title, "text"))) ?? letter;
    }

    /// <summary>The values of a trace as texts: a list, or plotly.py's typed array in Base64.</summary>
    private static IReadOnlyList<string> Values(JsonNode? node)
    {
        if (node is JsonArray list) return [.. list.Select(Cell)];
        if (node is not JsonObject typed || CellOutput.TextOf(typed["bdata"]) is not { } base64) return [];
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length)) return [];
        Func<ReadOnlySpan<byte>, double>? read;
        (var size, read) = CellOutput.TextOf(typed["dtype"]) switch
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

    private static string Cell(JsonNode? value) => value switch
    {
        null => "–",
        _ when Number(value) is { } number => Short(number),
        _ => PlainText(CellOutput.TextOf(value)) ?? value.ToJsonString(),
    };

    private static string Short(double number) => double.IsFinite(number) ? number.ToString("G6", CultureInfo.InvariantCulture).Replace("E-0", "E-", StringComparison.Ordinal) : "–";

    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number
        && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static JsonNode? At(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject json) return null;
            node = json[name];
        }
        return node;
    }

    /// <summary>A text without the few tags that plotly knows.</summary>
    private static string? PlainText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length > LongestName) text = text[..LongestName];
        var plain = Tag().Replace(LineBreak().Replace(text, " "), "");
        return PageText.Clean(System.Net.WebUtility.HtmlDecode(plain)).Trim();
    }

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex("</?[a-z][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();
}
