using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Jupyter.Wire;

namespace Fuzz.Targets;

/// <summary>Whatever a peer sends: exactly the messages that are whole by the protocol come through, and what it made the kernel hold is given back.</summary>
internal sealed class FrameTarget : Target
{
    private static readonly ZmtpLimits s_limits = new() { MessageBytes = 1 << 16, UnfinishedBytes = 1 << 17, Frames = 16 };

    private static readonly byte[] s_greeting = Greeting();

    public override string Name => "zmtp";

    public override IReadOnlyList<string> Words { get; } = ["\u0004\u0019\u0005READY\u000bSocket-Type\0\0\0\u0006DEALER", "\0\u0001a", "\u0001\u0001a", "\u0002\0\0\0\0\0\0\0\u0001a", "\u0004\u0005\u0004PING", "\u0004\u000b\u0009SUBSCRIBEa", "\u0004\u0007\u0006CANCEL", "\u0008Identity\0\0\0\u0001x", "\u007f\u007f\u007f\u007f", "\0\0\0\0"];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(
            Gen.Choose(0, 300).ArrayOf().Select(numbers => ZmtpFrame.Encode([.. numbers.Take(5).Select(length => new byte[length])])),
            Gen.Elements("PING", "SUBSCRIBE", "CANCEL", "ERROR", "OTHER", "").SelectMany(name => Gen.Choose(0, 20).Select(length => ZmtpFrame.EncodeCommand(name, new byte[length]))))
        .ListOf().Select(parts => (byte[])[.. s_greeting, .. Ready("DEALER"), .. parts.SelectMany(part => part)]);

    public override IEnumerable<byte[]> Seeds() =>
    [
        [.. s_greeting, .. Ready("DEALER"), .. ZmtpFrame.Encode([Bytes("one"), [], Bytes("three")])],
        [.. s_greeting, .. Ready("DEALER"), .. ZmtpFrame.Encode([new byte[40_000]]), .. ZmtpFrame.EncodeCommand("PING", new byte[6])],
        [.. s_greeting, .. Ready("REQ"), .. ZmtpFrame.EncodeCommand("SUBSCRIBE", "a"u8), .. ZmtpFrame.Encode([[], Bytes("x")])],
        [.. s_greeting, .. Ready("PULL")],
        s_greeting,
        .. new[] { "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001", "" }.Select(Bytes),
    ];

    public override string Run(byte[] input)
    {
        var budget = new ReceiveBudget(s_limits.UnfinishedBytes);
        using var peer = new ZmtpPeer(new Wire(input), s_limits, budget);
        var messages = new List<IReadOnlyList<byte[]>>();
        var commands = 0;
        string end;
        try
        {
            peer.ShakeHandsAsync("ROUTER", ["DEALER", "REQ"]).GetAwaiter().GetResult();
            peer.ReceiveAsync(messages.Add, (_, _) => commands++).GetAwaiter().GetResult();
            throw new BrokenException("Reading ends with the stream", "");
        }
        catch (ZmtpException error)
        {
            end = Refusal(error);
        }
        catch (EndOfStreamException)
        {
            end = "end";
        }
        BrokenException.Unless(budget.Taken == 0, "What was held is given back", $"{budget.Taken}");
        var expected = peer.IsGreeted ? MessagesIn(input) : [];
        BrokenException.Unless(messages.Count == expected.Count, "Every whole message comes through, and no other", $"{messages.Count} of {expected.Count}");
        foreach (var (ours, theirs) in messages.Zip(expected))
            BrokenException.Unless(ours.Count == theirs.Count && ours.Zip(theirs).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)), "A message is what was sent");
        return $"{peer.IsGreeted} {Math.Min(messages.Count, 3)} {Math.Min(commands, 2)} {end}";
    }

    // 23/ZMTP again, from an array, without bounds of its own but those that were agreed.
    private static List<List<byte[]>> MessagesIn(byte[] input)
    {
        var messages = new List<List<byte[]>>();
        var parts = new List<byte[]>();
        var rest = input.AsSpan(s_greeting.Length);
        for (var isFirst = true; rest.Length >= 2; isFirst = false)
        {
            var (flags, header) = (rest[0], (rest[0] & 2) == 0 ? 2 : 9);
            if ((flags & ~7) != 0 || (flags & 5) == 5 || rest.Length < header) break;
            var size = header == 2 ? rest[1] : BinaryPrimitives.ReadUInt64BigEndian(rest[1..]);
            if (size > (ulong)(rest.Length - header)) break;
            var body = rest.Slice(header, (int)size).ToArray();
            rest = rest[(header + body.Length)..];
            if ((flags & 4) != 0)
            {
                if (isFirst) continue;
                if (body.Length > 8192 || body.Length == 0 || body.Length <= body[0] || Encoding.ASCII.GetString(body, 1, body[0]) == "ERROR") break;
                continue;
            }
            parts.Add(body);
            if (parts.Count > s_limits.Frames || parts.Sum(part => part.Length) > s_limits.MessageBytes) break;
            if ((flags & 1) != 0) continue;
            messages.Add(parts);
            parts = [];
        }
        return messages;
    }

    private static byte[] Greeting()
    {
        var greeting = new byte[64];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    private static byte[] Ready(string type) => ZmtpFrame.EncodeCommand("READY", [11, .. "Socket-Type"u8, 0, 0, 0, (byte)type.Length, .. Encoding.ASCII.GetBytes(type)]);

    /// <summary>What the peer sends, and a hole for what it is sent.</summary>
    private sealed class Wire(byte[] input) : Stream
    {
        private readonly MemoryStream _input = new(input, writable: false);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => _input.Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => _input.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _input.ReadAsync(buffer, cancellationToken);

        public override void Write(byte[] buffer, int offset, int count) { }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
