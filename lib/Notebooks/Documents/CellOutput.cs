using System.Text.Json.Nodes;

namespace Notebooks.Documents;

/// <summary>Something that a code cell gave: nbformat's outputs, and the two messages that change earlier ones.</summary>
public abstract record CellOutput
{
    private protected CellOutput() { }

    /// <summary>The output as nbformat 4 stores it. What nbformat has no place for (a display's id, an update, a
    /// clearing) stands there as Jupyter's messages have it, so that it can be sent; a <see cref="Cell"/> does not store it.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Reads what <see cref="ToJson"/> gives, or an output of a file. What is not understood is an <see cref="UnknownOutput"/>.</summary>
    public static CellOutput FromJson(JsonObject json)
    {
        var metadata = json["metadata"] as JsonObject is { Count: > 0 } some ? some : null;
        var id = TextOf((json["transient"] as JsonObject)?["display_id"]);
        return TextOf(json["output_type"]) switch
        {
            "stream" when TextOf(json["name"]) is { } name && MultilineText.FromJson(json["text"]) is { } text
                => new StreamOutput(name, text),
            "display_data" when MimeBundle.FromJson(json["data"]) is { } data => new DisplayOutput(data, metadata, id),
            "execute_result" when MimeBundle.FromJson(json["data"]) is { } data
                => new ResultOutput(data, NumberOf(json["execution_count"]), metadata),
            "error" when TextOf(json["ename"]) is { } name && TextOf(json["evalue"]) is { } message
                => new ErrorOutput(name, message, [.. (json["traceback"] as JsonArray ?? []).Select(TextOf).OfType<string>()]),
            "update_display_data" when MimeBundle.FromJson(json["data"]) is { } data && id is not null
                => new DisplayUpdate(id, data, metadata),
            "clear_output" => new ClearOutput(json["wait"] is JsonValue wait && wait.TryGetValue<bool>(out var waits) && waits),
            _ => new UnknownOutput(json),
        };
    }

    internal static int? NumberOf(JsonNode? json) => json is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    internal static string? TextOf(JsonNode? json) => json is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private protected static JsonObject DataJson(string type, MimeBundle data, JsonObject? metadata, string? displayId = null)
    {
        var json = new JsonObject { ["output_type"] = type, ["data"] = data.ToJson(), ["metadata"] = metadata?.DeepClone() ?? new JsonObject() };
        if (displayId is not null) json["transient"] = new JsonObject { ["display_id"] = displayId };
        return json;
    }
}

/// <summary>Text that the cell printed.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text; consecutive outputs of one name become one in a cell.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson()
        => new() { ["name"] = Name, ["output_type"] = "stream", ["text"] = MultilineText.ToLines(Text) };
}

/// <summary>A value that the cell displayed.</summary>
/// <param name="Data">The value in its forms.</param>
/// <param name="Metadata">Remarks on the forms, by MIME type.</param>
/// <param name="DisplayId">The id by which a <see cref="DisplayUpdate"/> finds it; not stored in files.</param>
public sealed record DisplayOutput(MimeBundle Data, JsonObject? Metadata = null, string? DisplayId = null) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => DataJson("display_data", Data, Metadata, DisplayId);
}

/// <summary>The value of the cell's last expression.</summary>
/// <param name="Data">The value in its forms.</param>
/// <param name="ExecutionCount">The count of the cell that gave it.</param>
/// <param name="Metadata">Remarks on the forms, by MIME type.</param>
public sealed record ResultOutput(MimeBundle Data, int? ExecutionCount = null, JsonObject? Metadata = null) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = DataJson("execute_result", Data, Metadata);
        json.Insert(1, "execution_count", ExecutionCount);
        return json;
    }
}

/// <summary>The error that ended the cell.</summary>
/// <param name="Name">The error's type (<c>ename</c>).</param>
/// <param name="Message">Its message (<c>evalue</c>).</param>
/// <param name="Traceback">The lines that a client shows; they may hold ANSI colours.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["output_type"] = "error",
        ["ename"] = Name,
        ["evalue"] = Message,
        ["traceback"] = new JsonArray([.. Traceback.Select(line => JsonValue.Create(line))]),
    };
}

/// <summary>New content for every display of one id, in whatever cell it stands. Never stored itself.</summary>
/// <param name="DisplayId">The id of the displays.</param>
/// <param name="Data">Their new value.</param>
/// <param name="Metadata">Remarks on the forms, by MIME type.</param>
public sealed record DisplayUpdate(string DisplayId, MimeBundle Data, JsonObject? Metadata = null) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => DataJson("update_display_data", Data, Metadata, DisplayId);
}

/// <summary>Takes away what the cell gave so far. Never stored itself.</summary>
/// <param name="Wait">Only when the next output comes, so that nothing flickers.</param>
public sealed record ClearOutput(bool Wait) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["output_type"] = "clear_output", ["wait"] = Wait };
}

/// <summary>An output of a kind that this program does not know; kept as it is.</summary>
/// <param name="Json">The whole output.</param>
public sealed record UnknownOutput(JsonObject Json) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => (JsonObject)Json.DeepClone();
}
