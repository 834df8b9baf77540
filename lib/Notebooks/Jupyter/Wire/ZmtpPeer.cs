using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace Notebooks.Jupyter.Wire;

/// <summary>One connection to a socket: the handshake, the messages that come, the queue of those that go.</summary>
/// <remarks>ZMTP 3.0 with the NULL mechanism: https://rfc.zeromq.org/spec/23/. What newer peers may add (subscriptions and
/// heartbeats as commands) is understood.</remarks>
internal sealed class ZmtpPeer : IDisposable
{
    /// <summary>The name of the mechanism as a greeting has it.</summary>
    public static ReadOnlySpan<byte> Mechanism => "NULL\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8;

    // A stall is measured by pieces of this size.
    private const int Slice = 64 * 1024;

    private readonly Stream _stream;
    private readonly ZmtpLimits _limits;
    private readonly ReceiveBudget _budget;
    private readonly ZmtpReader _reader;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private long _queued;
    private long _lastSent = Stopwatch.GetTimestamp();

    /// <param name="stream">What the peer sends and is sent; closed with the connection.</param>
    /// <param name="limits">What the peer may cost.</param>
    /// <param name="budget">What all peers of the socket hold together.</param>
    public ZmtpPeer(Stream stream, ZmtpLimits limits, ReceiveBudget budget)
    {
        (_stream, _limits, _budget) = (stream, limits, budget);
        _reader = new ZmtpReader(stream, limits, budget);
    }

    /// <summary>The routing id that the peer gave itself, or one made for it.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>When the peer connected, as <see cref="Stopwatch"/> counts.</summary>
    public long Connected { get; } = Stopwatch.GetTimestamp();

    /// <summary>Whether the handshake is over.</summary>
    public bool IsGreeted { get; private set; }

    /// <summary>Whether the connection has been ended from this side.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Bytes that wait to be taken by the peer.</summary>
    public long Queued => Interlocked.Read(ref _queued);

    /// <summary>How long the peer has taken nothing.</summary>
    public TimeSpan Stalled => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastSent));

    /// <summary>Called whenever the peer has taken something.</summary>
    public Action? Sent { get; init; }

    /// <summary>Greets the peer and agrees on the sockets' types.</summary>
    /// <param name="type">This socket's type, such as <c>ROUTER</c>.</param>
    /// <param name="partners">The types that it may be connected with.</param>
    /// <exception cref="ZmtpException">The peer is none for this socket.</exception>
    public async Task ShakeHandsAsync(string type, IReadOnlyCollection<string> partners)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        patience.CancelAfter(_limits.Handshake);
        await _stream.WriteAsync(Greeting(), patience.Token);
        await _reader.ReadGreetingAsync(patience.Token);
        await _stream.WriteAsync(ZmtpFrame.EncodeCommand("READY", Property("Socket-Type", Encoding.ASCII.GetBytes(type))), patience.Token);

        var frame = await _reader.ReadFrameAsync(0, patience.Token);
        _budget.Return(frame.Body.Length);
        if (!frame.IsCommand || NameOf(frame.Body) != "READY") throw new ZmtpException("it does not finish the handshake");
        var properties = PropertiesOf(frame.Body.AsSpan(6));
        var theirs = Encoding.ASCII.GetString(properties.GetValueOrDefault("socket-type") ?? []);
        if (!partners.Contains(theirs))
        {
            await _stream.WriteAsync(ZmtpFrame.EncodeCommand("ERROR", Reason("Invalid socket type")), patience.Token);
            throw new ZmtpException($"its socket is of the type '{Printable(theirs)}', which does not go with {type}");
        }
        var identity = properties.GetValueOrDefault("identity") ?? [];
        if (identity.Length > 255) throw new ZmtpException("its routing id is longer than 255 bytes");
        // An id that begins with 0 cannot be a client's own (ROUTER, 28/REQREP).
        Identity = identity.Length > 0 ? identity : [0, .. Guid.NewGuid().ToByteArray()];
        IsGreeted = true;
    }

    /// <summary>Hands over every message, and every command to do with subscriptions, until the peer goes.</summary>
    public async Task ReceiveAsync(Action<IReadOnlyList<byte[]>> message, Action<string, ReadOnlyMemory<byte>> command)
    {
        while (true)
        {
            List<byte[]> parts = [];
            var taken = 0;
            try
            {
                for (var more = true; more;)
                {
                    var frame = await _reader.ReadFrameAsync(taken, _closing.Token);
                    if (frame.IsCommand)
                    {
                        _budget.Return(frame.Body.Length);
                        Obey(frame.Body, command);
                        continue;
                    }
                    taken += frame.Body.Length;
                    parts.Add(frame.Body);
                    if (parts.Count > _limits.Frames) throw new ZmtpException($"a message has more than {_limits.Frames} frames");
                    more = frame.More;
                }
            }
            finally
            {
                _budget.Return(taken);
            }
            message(parts);
        }
    }

    /// <summary>Sends what is queued, until the connection ends.</summary>
    public async Task SendAsync()
    {
        await foreach (var bytes in _outgoing.Reader.ReadAllAsync(_closing.Token))
        {
            for (var start = 0; start < bytes.Length; start += Slice)
            {
                var length = Math.Min(Slice, bytes.Length - start);
                await _stream.WriteAsync(bytes.AsMemory(start, length), _closing.Token);
                Interlocked.Add(ref _queued, -length);
                Interlocked.Exchange(ref _lastSent, Stopwatch.GetTimestamp());
                Sent?.Invoke();
            }
        }
    }

    /// <summary>Queues bytes for the peer. A peer that lets too much pile up is let go.</summary>
    public void Enqueue(byte[] bytes)
    {
        if (Queued > _limits.MostQueuedBytes)
        {
            Close();
            return;
        }
        // From an empty queue on, the peer is measured anew.
        if (Interlocked.Add(ref _queued, bytes.Length) == bytes.Length) Interlocked.Exchange(ref _lastSent, Stopwatch.GetTimestamp());
        _outgoing.Writer.TryWrite(bytes);
    }

    /// <summary>Sends what is queued, and no more; then <see cref="SendAsync"/> ends.</summary>
    public void Finish() => _outgoing.Writer.TryComplete();

    /// <summary>Ends the connection.</summary>
    public void Close()
    {
        IsClosed = true;
        _outgoing.Writer.TryComplete();
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It had ended by itself meanwhile.
        }
        _stream.Close();
    }

    public void Dispose()
    {
        Close();
        _reader.Dispose();
        _stream.Dispose();
        _closing.Dispose();
    }

    private static byte[] Greeting()
    {
        var greeting = new byte[ZmtpReader.GreetingLength];
        (greeting[0], greeting[9], greeting[10]) = (0xFF, 0x7F, 3);
        Mechanism.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    private void Obey(byte[] body, Action<string, ReadOnlyMemory<byte>> command)
    {
        var name = NameOf(body);
        switch (name)
        {
            // Two bytes of a time to live, then what the answer has to repeat.
            case "PING" when body.Length >= 7:
                Enqueue(ZmtpFrame.EncodeCommand("PONG", body.AsSpan(7)));
                break;
            case "SUBSCRIBE" or "CANCEL":
                command(name, body.AsMemory(name.Length + 1));
                break;
            case "ERROR":
                throw new ZmtpException("it reported an error");
        }
    }

    private static string NameOf(byte[] body) => body.Length > 0 && body.Length > body[0]
        ? Encoding.ASCII.GetString(body, 1, body[0])
        : throw new ZmtpException("a command has no name");

    private static Dictionary<string, byte[]> PropertiesOf(ReadOnlySpan<byte> data)
    {
        Dictionary<string, byte[]> properties = new(StringComparer.OrdinalIgnoreCase);
        while (data.Length > 0)
        {
            if (data.Length < data[0] + 5) throw new ZmtpException("a property of its handshake is cut off");
            var name = Encoding.ASCII.GetString(data.Slice(1, data[0]));
            data = data[(data[0] + 1)..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(data);
            data = data[4..];
            if (length > data.Length) throw new ZmtpException("a property of its handshake is cut off");
            properties[name] = data[..(int)length].ToArray();
            data = data[(int)length..];
        }
        return properties;
    }

    private static byte[] Property(string name, byte[] value)
    {
        var property = new byte[1 + name.Length + 4 + value.Length];
        property[0] = (byte)name.Length;
        Encoding.ASCII.GetBytes(name, property.AsSpan(1));
        BinaryPrimitives.WriteInt32BigEndian(property.AsSpan(1 + name.Length), value.Length);
        value.CopyTo(property.AsSpan(1 + name.Length + 4));
        return property;
    }

    private static byte[] Reason(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static string Printable(string text) => new([.. text.Take(20).Where(char.IsAsciiLetterOrDigit)]);
}
