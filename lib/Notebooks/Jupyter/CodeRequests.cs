using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>Helps a person who is typing a cell: completes names and explains them.</summary>
/// <param name="session">The session, once it stands.</param>
internal sealed class CodeRequests(Task<CSharpSession> session)
{
    /// <summary>Answers a <c>complete_request</c>.</summary>
    public async Task<JsonObject> CompleteAsync(JsonObject request)
    {
        var (code, position) = Place(request);
        var completion = (await session).Complete(code, position);
        var (start, end) = (CodePoints.Count(code, completion.Start), CodePoints.Count(code, completion.End));
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completion.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                // Clients draw a symbol for each type; a name that has not left its trial.
                ["_jupyter_types_experimental"] = new JsonArray([.. completion.Items.Select(item => new JsonObject
                {
                    ["start"] = start,
                    ["end"] = end,
                    ["text"] = item.Text,
                    ["type"] = item.Kind,
                })]),
            },
        };
    }

    /// <summary>Answers an <c>inspect_request</c>.</summary>
    public async Task<JsonObject> InspectAsync(JsonObject request)
    {
        var (code, position) = Place(request);
        var inspection = (await session).Inspect(code, position);
        return new()
        {
            ["status"] = "ok",
            ["found"] = inspection is not null,
            ["data"] = inspection is null ? new JsonObject() : OutputMessage.Bundle(Tooltip.Of(inspection)),
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>What a cell of the form <c>?name</c> or <c>name?</c> asks for, which no C# is; null for any other cell.</summary>
    public async Task<MimeBundle?> PageAsync(string code)
    {
        var text = code.Trim();
        var name = text switch
        {
            ['?', .. var after] => after.Trim(),
            [.. var before, '?'] => before.Trim(),
            _ => "",
        };
        if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '<' or '>' or ',' or ' ')) return null;
        return (await session).Inspect(name, name.Length) is { } found ? Tooltip.Of(found) : new MimeBundle(("text/plain", $"{name} is not known here."));
    }

    private static (string Code, int Position) Place(JsonObject request)
    {
        var code = request.Text("code") ?? "";
        return (code, request.Number("cursor_pos") is { } place ? CodePoints.Index(code, place) : code.Length);
    }
}
