using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>Runs the cells that clients send, and publishes what they give while they run.</summary>
/// <param name="session">The session, once it stands.</param>
/// <param name="iopub">Where outputs go.</param>
/// <param name="input">Where a cell's questions go.</param>
/// <param name="help">Answers a cell that is a question about a name.</param>
/// <param name="closing">Cancelled when the kernel ends.</param>
internal sealed class CellRequests(Task<CSharpSession> session, Iopub iopub, InputRequests input, CodeRequests help, CancellationToken closing)
{
    private volatile byte[]? _parent;
    private volatile bool _silent;
    private long _abortsBefore = long.MinValue;

    /// <summary>The number of the last cell that counted.</summary>
    public int Count { get; private set; }

    /// <summary>What has been run.</summary>
    public History History { get; } = new();

    /// <summary>Answers an <c>execute_request</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="arrived">When it came, as <see cref="Stopwatch"/> counts.</param>
    public async Task<JsonObject?> ExecuteAsync(JupyterMessage request, long arrived)
    {
        // A cell before it failed, and its client wants those behind it not to run.
        if (arrived < _abortsBefore) return new() { ["status"] = "aborted" };
        if (request.Content.Text("code") is not { } code) return Failed(new ErrorOutput("BadRequest", "The request holds no code.", []));

        _silent = request.Content.Flag("silent", false);
        _parent = request.RawHeader;
        var counts = !_silent && request.Content.Flag("store_history", true);
        if (counts) Count++;
        if (!_silent) iopub.Publish("execute_input", request.RawHeader, new() { ["code"] = code, ["execution_count"] = Count });
        if (await help.PageAsync(code) is { } page)
            return Succeeded([new JsonObject { ["source"] = "page", ["data"] = OutputMessage.Bundle(page), ["start"] = 0 }], []);

        input.Asker = request.Content.Flag("allow_stdin", false) ? request : null;
        var publisher = new CellPublisher(output => Show(output, request.RawHeader));
        var result = await (await session).RunAsync(code, publisher.Take, closing);
        publisher.Finish();
        if (counts) History.Add(Count, code, publisher.Value);
        if (result.Status == CellStatus.Succeeded) return Succeeded([], await EvaluateAsync(request.Content["user_expressions"] as JsonObject));

        if (request.Content.Flag("stop_on_error", true)) _abortsBefore = Stopwatch.GetTimestamp();
        var error = result.Error ?? new CellError("Error", "The cell failed.", null, null, []);
        return Failed(new ErrorOutput(error.Name, error.Message, error.Traceback));
    }

    /// <summary>Publishes what threads of earlier cells give while no cell runs, as part of the last cell.</summary>
    public void ShowLate(CellOutput output) => Show(output, _parent);

    private void Show(CellOutput output, byte[]? parent)
    {
        if (!_silent) iopub.Publish(output, parent, Count, closing);
    }

    private JsonObject Succeeded(JsonArray payload, JsonObject expressions) => new()
    {
        ["status"] = "ok",
        ["execution_count"] = Count,
        ["payload"] = payload,
        ["user_expressions"] = expressions,
    };

    private JsonObject Failed(ErrorOutput error)
    {
        var content = OutputMessage.Error(error);
        content["status"] = "error";
        content["execution_count"] = Count;
        content["payload"] = new JsonArray();
        content["user_expressions"] = new JsonObject();
        return content;
    }

    private async Task<JsonObject> EvaluateAsync(JsonObject? expressions)
    {
        var values = new JsonObject();
        foreach (var (name, _) in expressions ?? [])
        {
            ResultOutput? value = null;
            var code = expressions!.Text(name) ?? "";
            var result = await (await session).RunAsync(code, output => value = output as ResultOutput ?? value, closing);
            values[name] = result.Error is { } error
                ? Failed(new ErrorOutput(error.Name, error.Message, error.Traceback))
                : new JsonObject
                {
                    ["status"] = "ok",
                    ["data"] = value is null ? new JsonObject() : OutputMessage.Bundle(value.Data),
                    ["metadata"] = new JsonObject(),
                };
        }
        return values;
    }

    /// <summary>Passes on a cell's outputs, and keeps what is wanted of them.</summary>
    private sealed class CellPublisher(Action<CellOutput> publish)
    {
        private StreamOutput? _half;

        /// <summary>The cell's value as text.</summary>
        public string? Value { get; private set; }

        public void Take(CellOutput output)
        {
            if (output is ResultOutput result) Value = result.Data.Text("text/plain");
            if (output is StreamOutput stream)
            {
                // Half a character at the end waits for its other half: on its own it is no text that could be sent.
                if (_half is { } half && half.Name == stream.Name) (stream, _half) = (stream with { Text = half.Text + stream.Text }, null);
                if (stream.Text is [.. var whole, var last] && char.IsHighSurrogate(last))
                {
                    _half = new StreamOutput(stream.Name, last.ToString());
                    if (whole.Length == 0) return;
                    stream = new StreamOutput(stream.Name, whole);
                }
                output = stream;
            }
            publish(output);
        }

        public void Finish()
        {
            if (_half is not null) publish(_half with { Text = Rune.ReplacementChar.ToString() });
        }
    }
}
