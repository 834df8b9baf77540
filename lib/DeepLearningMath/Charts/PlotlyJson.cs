using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace DeepLearningMath;

/// <summary>Writes numbers and paths the way Plotly reads them.</summary>
internal static class PlotlyJson
{
    // Everything but what could end a script element is written as itself: θ stays θ.
    private static readonly JsonSerializerOptions _compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(JsonNode node) => node.ToJsonString(_compact);

    /// <summary>A number of eight digits, which no picture needs more of; null (a gap) for NaN and infinities, which JSON does not have.</summary>
    public static JsonNode? Number(double value)
    {
        if (!double.IsFinite(value)) return null;
        var rounded = double.Parse(value.ToString("G8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        // Rounding up the largest of all numbers gives infinity.
        return JsonValue.Create(double.IsFinite(rounded) ? rounded : value);
    }

    public static JsonArray Numbers(params IEnumerable<double> values) => new([.. values.Select(Number)]);

    public static JsonArray Texts(params IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);

    /// <summary>Sets "a.b.c", making the objects on the way.</summary>
    public static void Set(JsonObject target, string path, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (target[name] is not JsonObject inner) target[name] = inner = [];
            target = inner;
        }
        target[names[^1]] = value?.DeepClone();
    }
}
