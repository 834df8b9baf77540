using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Notebooks.Jupyter;

/// <summary>Jupyter messages as frames: https://jupyter-client.readthedocs.io/en/stable/messaging.html, version 5.4.</summary>
internal sealed class MessageFormat(MessageSigner signer)
{
    public const string ProtocolVersion = "5.4";

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };
    private static readonly byte[] s_empty = "{}"u8.ToArray();

    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly ReplayGuard _replays = new();
    private long _count;

    private static ReadOnlySpan<byte> Delimiter => "<IDS|MSG>"u8;

    /// <summary>The frames of a message.</summary>
    /// <param name="identities">Whom it goes to, or its topic.</param>
    /// <param name="type">What it is.</param>
    /// <param name="parent">The header of the request that it belongs to, as that came; null if to none.</param>
    /// <param name="content">What it says.</param>
    public byte[][] Encode(IReadOnlyList<byte[]> identities, string type, byte[]? parent, JsonObject content)
    {
        var header = Bytes(new JsonObject
        {
            ["msg_id"] = $"{_session}_{Interlocked.Increment(ref _count)}",
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        });
        var (parentHeader, body) = (parent ?? s_empty, Bytes(content));
        return [.. identities, Delimiter.ToArray(), signer.Sign(header, parentHeader, s_empty, body), header, parentHeader, s_empty, body];
    }

    /// <summary>Reads a message; null, with what is wrong with it, if it is none or not from the owner of the key.</summary>
    public JupyterMessage? Decode(IReadOnlyList<byte[]> frames, out string? problem)
    {
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(Delimiter)) delimiter++;
        if (frames.Count - delimiter < 6)
        {
            problem = "a message has too few frames";
            return null;
        }

        var (signature, header, parent, metadata, content) = (
            frames[delimiter + 1], frames[delimiter + 2], frames[delimiter + 3], frames[delimiter + 4], frames[delimiter + 5]);
        if (!signer.IsRight(signature, header, parent, metadata, content)) problem = "a message has a wrong signature";
        else if (signer.IsOn && !_replays.IsNew(signature)) problem = "a message came twice";
        else if (Parse(header) is not { } fields || fields.Text("msg_type") is null || fields.Text("msg_id") is null) problem = "a message's header is malformed";
        else if (Parse(metadata) is not { } remarks || Parse(content) is not { } request) problem = "a message's content is malformed";
        else
        {
            problem = null;
            return new([.. frames.Take(delimiter)], fields, header, request, remarks);
        }
        return null;
    }

    private static JsonObject? Parse(byte[] json)
    {
        // The reader looks at texts, names among them, only when it is asked for them.
        if (!Utf8.IsValid(json)) return null;
        try
        {
            return JsonNode.Parse(json, documentOptions: s_reading) as JsonObject;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON; or a name in it holds half of a character, written as an escape.
            return null;
        }
    }

    private static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_json)) json.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
