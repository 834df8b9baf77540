using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Jupyter;

/// <summary>Outputs of cells as Jupyter's messages have them.</summary>
internal static class OutputMessage
{
    /// <summary>The message's type and content; null for an output that there is no message for.</summary>
    public static (string Type, JsonObject Content)? Of(CellOutput output, int count) => output switch
    {
        StreamOutput stream => ("stream", new() { ["name"] = stream.Name, ["text"] = stream.Text }),
        DisplayOutput display => ("display_data", Data(display.Data, display.Metadata, display.DisplayId)),
        DisplayUpdate update => ("update_display_data", Data(update.Data, update.Metadata, update.DisplayId)),
        ResultOutput result => ("execute_result", Result(result, count)),
        ErrorOutput error => ("error", Error(error)),
        ClearOutput clear => ("clear_output", new() { ["wait"] = clear.Wait }),
        _ => null,
    };

    /// <summary>What an <c>error</c> message and the reply to the request both say.</summary>
    public static JsonObject Error(ErrorOutput error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
    };

    /// <summary>A bundle as messages have it: texts whole, JSON as it is.</summary>
    public static JsonObject Bundle(MimeBundle data) => new(data.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value.DeepClone())));

    private static JsonObject Data(MimeBundle data, JsonObject? metadata, string? displayId) => new()
    {
        ["data"] = Bundle(data),
        ["metadata"] = metadata?.DeepClone() ?? new JsonObject(),
        ["transient"] = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId },
    };

    private static JsonObject Result(ResultOutput result, int count) => new()
    {
        ["execution_count"] = count,
        ["data"] = Bundle(result.Data),
        ["metadata"] = result.Metadata?.DeepClone() ?? new JsonObject(),
    };
}
