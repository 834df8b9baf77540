using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Course.Tests;

/// <summary>What a lesson's cells gave, in a form that two runs can be compared in.</summary>
internal static class LessonOutputs
{
    /// <summary>A cell's outputs without what differs from run to run: ids, counts, times. Of a cell that is there to measure
    /// times, or whose numbers hang on the last digit of a sum, only the kinds of its outputs.</summary>
    public static string Comparable(Cell cell)
    {
        var outputs = new JsonArray([.. cell.Outputs.Select(output => output.ToJson())]);
        if (Unstable.IsTimed(cell.Id) || Unstable.IsChaotic(cell.Id)) return Unstable.Kinds(outputs);
        foreach (var output in outputs.Cast<JsonObject>())
        {
            output.Remove("execution_count");
            output.Remove("transient");
            if (output["text"] is JsonArray lines) output["text"] = Unstable.WithoutOverwritten(string.Concat(lines.Select(line => (string)line!)));
        }
        return Unstable.WithoutTimes(Unstable.WithoutIds(Sorted(outputs)!.ToJsonString()));
    }

    // Jupyter's tools write names in the order of the alphabet, and numbers in Python's way, which knows no -0 of whole numbers.
    private static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject some => new JsonObject(some.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray some => new JsonArray([.. some.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>() + 0.0),
        _ => json?.DeepClone(),
    };
}
