using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Notebooks.Tests.Jupyter;

/// <summary>The other side of the wire, written from the specification and not from the code under test.</summary>
internal sealed class ZmtpClient : IDisposable
{
    private readonly TcpClient _tcp;

    private ZmtpClient(TcpClient tcp) => (_tcp, Stream) = (tcp, tcp.GetStream());

    public Stream Stream { get; }

    // A test that waits for what never comes fails, rather than hangs.
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private CancellationToken Patience
    {
        get
        {
            _patience.CancelAfter(TimeSpan.FromMinutes(1));
            return _patience.Token;
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A connection on which nothing has been said.</summary>
    public static async Task<ZmtpClient> ConnectAsync(int port)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        return new ZmtpClient(tcp);
    }

    /// <summary>A connection that has shaken hands.</summary>
    public static async Task<ZmtpClient> ConnectAsync(int port, string type, string identity = "")
    {
        var client = await ConnectAsync(port);
        await client.Stream.WriteAsync(Greeting(), Cancellation);
        Assert.Equal(Greeting(), await client.ReadAsync(64));
        await client.Stream.WriteAsync(Ready(type, identity), Cancellation);
        var (flags, ready) = await client.ReadFrameAsync();
        Assert.Equal(4, flags);
        Assert.StartsWith("\u0005READY\u000bSocket-Type", Encoding.Latin1.GetString(ready), StringComparison.Ordinal);
        return client;
    }

    public static async Task<ZmtpClient> SubscribeAsync(int port, string topic = "")
    {
        var client = await ConnectAsync(port, "SUB");
        await client.SendAsync([1, .. Encoding.ASCII.GetBytes(topic)]);
        return client;
    }

    public static byte[] Greeting(byte version = 3, string mechanism = "NULL")
    {
        var greeting = new byte[64];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = version;
        Encoding.ASCII.GetBytes(mechanism, greeting.AsSpan(12));
        return greeting;
    }

    public static byte[] Ready(string type, string identity = "")
    {
        byte[] body = [5, .. "READY"u8, .. Property("Socket-Type", type), .. Property("Identity", identity)];
        return [4, (byte)body.Length, .. body];
    }

    /// <summary>A frame with that first byte.</summary>
    public static byte[] Frame(int flags, ReadOnlySpan<byte> body)
    {
        if (body.Length < 256) return [(byte)flags, (byte)body.Length, .. body];
        var size = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(size, body.Length);
        return [(byte)(flags | 2), .. size, .. body];
    }

    public static byte[] Message(params IReadOnlyList<byte[]> parts) => [.. parts.SelectMany((part, i) => Frame(i < parts.Count - 1 ? 1 : 0, part))];

    public async Task SendAsync(params IReadOnlyList<byte[]> parts) => await Stream.WriteAsync(Message(parts), Cancellation);

    public async Task<List<byte[]>> ReceiveAsync()
    {
        List<byte[]> parts = [];
        while (true)
        {
            var (flags, body) = await ReadFrameAsync();
            Assert.True(flags is 0 or 1, $"a frame begins with {flags}");
            parts.Add(body);
            if (flags == 0) return parts;
        }
    }

    /// <summary>The next frame; its first byte without the bit for a long one.</summary>
    public async Task<(int Flags, byte[] Body)> ReadFrameAsync()
    {
        var flags = (await ReadAsync(1))[0];
        var size = (flags & 2) == 0 ? (await ReadAsync(1))[0] : BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8));
        return (flags & ~2, await ReadAsync((int)size));
    }

    public async Task<byte[]> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes, Patience);
        return bytes;
    }

    /// <summary>Waits until the other side closes.</summary>
    public async Task ClosedAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(buffer, Patience) > 0) { }
        }
        catch (IOException)
        {
            // Closed with something unread.
        }
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _patience.Dispose();
    }

    private static byte[] Property(string name, string value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. length, .. Encoding.Latin1.GetBytes(value)];
    }
}
