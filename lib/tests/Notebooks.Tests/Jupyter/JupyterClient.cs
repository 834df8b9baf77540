using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks.Jupyter;

namespace Notebooks.Tests.Jupyter;

/// <summary>A Jupyter client on all channels, with its own idea of a signed message.</summary>
internal sealed class JupyterClient : IDisposable
{
    private readonly byte[] _key;
    private int _count;

    private JupyterClient(string key) => _key = Encoding.UTF8.GetBytes(key);

    public required ZmtpClient Shell { get; init; }

    public required ZmtpClient Control { get; init; }

    public required ZmtpClient Stdin { get; init; }

    public required ZmtpClient Iopub { get; init; }

    public static async Task<JupyterClient> ConnectAsync(ConnectionInfo connection, string identity = "client-1")
    {
        var client = new JupyterClient(connection.Key)
        {
            Shell = await ZmtpClient.ConnectAsync(connection.Shell, "DEALER", identity),
            Control = await ZmtpClient.ConnectAsync(connection.Control, "DEALER", identity),
            Stdin = await ZmtpClient.ConnectAsync(connection.Stdin, "DEALER", identity),
            Iopub = await ZmtpClient.SubscribeAsync(connection.Iopub),
        };
        // Answered once the subscription, which came before it, has been taken.
        await client.Iopub.Stream.WriteAsync(ZmtpClient.Frame(4, [4, .. "PING"u8, 0, 0]), TestContext.Current.CancellationToken);
        while ((await client.Iopub.ReadFrameAsync()).Flags != 4) { }
        return client;
    }

    /// <summary>The frames of a message, signed.</summary>
    public List<byte[]> Frames(string type, JsonObject? content = null, JsonObject? header = null)
    {
        header ??= [];
        header["msg_id"] ??= $"m{Interlocked.Increment(ref _count)}";
        header["msg_type"] ??= type;
        header["session"] ??= "test";
        header["version"] ??= "5.4";
        return Sign([Json(header), "{}"u8.ToArray(), "{}"u8.ToArray(), Json(content ?? [])]);
    }

    public List<byte[]> Sign(byte[][] parts) => ["<IDS|MSG>"u8.ToArray(), Signature(parts), .. parts];

    public async Task<string> SendAsync(ZmtpClient socket, string type, JsonObject? content = null)
    {
        var header = new JsonObject();
        var frames = Frames(type, content, header);
        await socket.SendAsync(frames);
        return (string)header["msg_id"]!;
    }

    public Task<string> ExecuteAsync(string code, bool silent = false, bool storeHistory = true, bool stopOnError = true, bool allowStdin = false)
        => SendAsync(Shell, "execute_request", new()
        {
            ["code"] = code,
            ["silent"] = silent,
            ["store_history"] = storeHistory,
            ["stop_on_error"] = stopOnError,
            ["allow_stdin"] = allowStdin,
            ["user_expressions"] = new JsonObject(),
        });

    /// <summary>The next message of a channel, whose signature must be right.</summary>
    public async Task<Received> ReceiveAsync(ZmtpClient socket)
    {
        var frames = await socket.ReceiveAsync();
        var start = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        Assert.Equal(frames.Count, start + 6);
        Assert.Equal(Signature([.. frames.Skip(start + 2)]), frames[start + 1]);
        return new Received(Parse(frames[start + 2]), Parse(frames[start + 3]), Parse(frames[start + 5]));
    }

    /// <summary>A request's answer, and what was published for it, from busy to idle.</summary>
    public async Task<(Received Reply, List<Received> Published)> AnswerAsync(ZmtpClient socket, string id)
    {
        var reply = await ReceiveAsync(socket);
        Assert.Equal(id, reply.Parent);
        return (reply, await PublishedAsync(id));
    }

    /// <summary>What is published for a request, from busy to idle.</summary>
    public async Task<List<Received>> PublishedAsync(string id)
    {
        List<Received> messages = [];
        while (true)
        {
            var message = await ReceiveAsync(Iopub);
            if (message.Parent != id) continue;
            messages.Add(message);
            Assert.Equal(messages.Count == 1, message.IsState("busy"));
            if (message.IsState("idle")) return messages;
        }
    }

    /// <summary>What is still published for a request, up to idle.</summary>
    public async Task<List<Received>> RestAsync(string id)
    {
        List<Received> messages = [];
        while (messages is not [.., var last] || !last.IsState("idle"))
        {
            if (await ReceiveAsync(Iopub) is var message && message.Parent == id) messages.Add(message);
        }
        return messages;
    }

    public async Task<(Received Reply, List<Received> Published)> RunAsync(string code, bool silent = false, bool storeHistory = true)
        => await AnswerAsync(Shell, await ExecuteAsync(code, silent, storeHistory));

    public async Task<(Received Reply, List<Received> Published)> AskAsync(string type, JsonObject? content = null)
        => await AnswerAsync(Shell, await SendAsync(Shell, type, content));

    public void Dispose()
    {
        foreach (var socket in (ZmtpClient[])[Shell, Control, Stdin, Iopub]) socket.Dispose();
    }

    private static byte[] Json(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    private static JsonObject Parse(byte[] json) => (JsonObject)JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;

    private byte[] Signature(byte[][] parts) => _key.Length == 0 ? [] : Encoding.ASCII.GetBytes(
        Convert.ToHexString(HMACSHA256.HashData(_key, parts.SelectMany(part => part).ToArray())).ToLowerInvariant());
}

internal sealed record Received(JsonObject Header, JsonObject ParentHeader, JsonObject Content)
{
    public string Type => (string)Header["msg_type"]!;

    public string? Parent => (string?)ParentHeader["msg_id"];

    public string? this[string name] => (string?)Content[name];

    public bool IsState(string state) => Type == "status" && this["execution_state"] == state;
}
