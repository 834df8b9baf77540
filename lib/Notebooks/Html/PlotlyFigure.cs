using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>A chart as an output holds it (<c>application/vnd.plotly.v1+json</c>), made ready for the page's script, with
/// what a reader without it needs: a name, a description, the numbers.</summary>
internal sealed class PlotlyFigure
{
    public const string MimeType = "application/vnd.plotly.v1+json";

    // Everything is written as itself but what could end a script element.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly JsonObject _json;

    private PlotlyFigure(JsonObject json) => _json = json;

    /// <summary>The chart's name; null if it has none.</summary>
    public string? Title => FigureValues.PlainText(FigureValues.At(_json["layout"], "title", "text"));

    /// <summary>The sentence that the chart's maker put into <c>layout.meta.description</c>; null if there is none.</summary>
    public string? Description => CellOutput.TextOf(FigureValues.At(_json["layout"], "meta", "description"));

    /// <summary>The height that the chart asks for, in pixels.</summary>
    public int Height => FigureValues.Number(FigureValues.At(_json["layout"], "height")) is { } height ? (int)Math.Clamp(height, 80, 2000) : 420;

    /// <summary>The figure in an output's value; null if it is none.</summary>
    public static PlotlyFigure? From(JsonNode value)
    {
        // .NET Interactive sends the JSON as a text.
        if (CellOutput.TextOf(value) is { } text)
        {
            try
            {
                value = JsonText.Parse(Encoding.UTF8.GetBytes(text)) ?? value;
            }
            catch (JsonTextException)
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
        Clean(json);
        NameTitles((JsonObject)json["layout"]!, depth: 0);
        return new PlotlyFigure(json);
    }

    /// <summary>The figure for the page's script; safe inside a script element.</summary>
    public string ToJson() => _json.ToJsonString(Compact);

    /// <summary>The numbers as tables, as many as a person would read.</summary>
    public string Tables() => FigureTables.Write(_json);

    /// <summary>What a text of a page must not hold, no text of a chart holds.</summary>
    private static void Clean(JsonNode? node)
    {
        if (node is JsonObject json)
        {
            foreach (var (key, value) in json.ToArray())
            {
                if (CellOutput.TextOf(value) is not { } text) Clean(value);
                else if (PageText.Clean(text) is var clean && clean != text) json[key] = clean;
            }
        }
        else if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (CellOutput.TextOf(list[i]) is not { } text) Clean(list[i]);
                else if (PageText.Clean(text) is var clean && clean != text) list[i] = clean;
            }
        }
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
}
