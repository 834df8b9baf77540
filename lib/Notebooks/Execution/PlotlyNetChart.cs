using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Shows a chart of the Plotly.NET package as the chart that it is. The package is not referenced: a cell may bring any
/// version, and each has its module of functions beside the type.</summary>
internal static class PlotlyNetChart
{
    private const string Space = "Plotly.NET.GenericChart";
    private const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The chart in its forms; null if the value is none.</summary>
    /// <exception cref="CellProblemException">Its own functions threw, or gave what is no chart.</exception>
    public static MimeBundle? Format(object value)
    {
        if (Chart(value.GetType()) is not { } chart) return null;
        // Newer versions: a type and GenericChartModule; older ones: the module GenericChart with the type in it.
        var module = chart.DeclaringType ?? chart.Assembly.GetType(Space + "Module");
        var entries = new List<(string, JsonNode)>();
        if ((Call("toFigureJson") ?? Call("toJson")) is { } json) entries.Add((Plotly, Figure(json)));
        if ((Call("toChartHTML") ?? Call("toEmbeddedHTML")) is { } html) entries.Add(("text/html", JsonValue.Create(html)));
        if (entries.Count == 0) return null;
        entries.Add(("text/plain", JsonValue.Create("A chart of Plotly.NET")));
        return new MimeBundle(entries);

        string? Call(string function)
        {
            var method = module?.GetMethod(function, BindingFlags.Public | BindingFlags.Static, [chart]);
            try
            {
                return method?.Invoke(null, [value]) as string;
            }
            catch (TargetInvocationException error)
            {
                throw Problem($"{function} threw {error.InnerException!.GetType().Name}: {error.InnerException.Message}");
            }
        }
    }

    private static Type? Chart(Type? type)
    {
        // The cases of a union are types of their own.
        while (type is not null && type.FullName is not (Space or Space + "+GenericChart")) type = type.BaseType;
        return type;
    }

    private static JsonObject Figure(string json)
    {
        try
        {
            return JsonNode.Parse(json) switch
            {
                JsonObject figure => figure,
                JsonArray traces => new() { ["data"] = traces.DeepClone(), ["layout"] = new JsonObject() },
                _ => throw Problem("its JSON is no figure"),
            };
        }
        catch (JsonException error)
        {
            throw Problem($"its JSON cannot be read: {error.Message}");
        }
    }

    private static CellProblemException Problem(string what) => new([new($"A Plotly.NET chart cannot be shown: {what}", null, null)], "FormatterError");
}
