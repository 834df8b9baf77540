using System.Text.Json.Nodes;
using Notebooks.Jupyter.Wire;

namespace Notebooks.Jupyter;

/// <summary>Asks the user of a client for a line, on behalf of the cell that runs.</summary>
internal sealed class InputRequests(MessageFormat format)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<string?>? _question;

    /// <summary>The socket that questions go through.</summary>
    public required RouterSocket Socket { get; init; }

    /// <summary>The request whose cell runs, if its client can be asked.</summary>
    public JupyterMessage? Asker { get; set; }

    /// <summary>Asks, and waits for the answer on the cell's own thread, which an interrupt wakes.</summary>
    /// <returns>The line; null if nobody can be asked.</returns>
    public string? ReadLine()
    {
        if (Asker is not { } asker) return null;
        var question = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _question = question;
        try
        {
            var content = new JsonObject { ["prompt"] = "", ["password"] = false };
            Socket.Send(asker.Identities[0], format.Encode([], "input_request", asker.RawHeader, content));
            return question.Task.GetAwaiter().GetResult();
        }
        finally
        {
            lock (_gate) _question = null;
        }
    }

    /// <summary>Takes a message from the stdin channel. An answer to no question is nothing.</summary>
    public void Answer(JupyterMessage message)
    {
        if (message.Type != "input_reply") return;
        lock (_gate) _question?.TrySetResult(message.Content.Text("value"));
    }
}
