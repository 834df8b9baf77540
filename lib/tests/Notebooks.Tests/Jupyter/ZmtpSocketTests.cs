using System.Net;
using System.Text;
using Notebooks.Jupyter;
using Notebooks.Jupyter.Wire;

namespace Notebooks.Tests.Jupyter;

public sealed class ZmtpSocketTests : IAsyncDisposable
{
    private static readonly IPEndPoint s_anyPort = new(IPAddress.Loopback, 0);

    private readonly StringWriter _lines = new();
    private readonly KernelLog _log;
    private readonly List<ZmtpSocket> _sockets = [];
    private RouterSocket? _echo;

    public ZmtpSocketTests() => _log = new KernelLog(_lines);

    private string[] Log
    {
        get
        {
            lock (_lines) return _lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) await socket.DisposeAsync();
        await _lines.DisposeAsync();
    }

    private T Started<T>(T socket) where T : ZmtpSocket
    {
        _sockets.Add(socket);
        socket.Start();
        return socket;
    }

    /// <summary>A router that answers every message with its own frames.</summary>
    private RouterSocket Echo(ZmtpLimits? limits = null)
        => _echo = Started(new RouterSocket(s_anyPort, limits ?? new(), _log, (identity, frames) => _echo!.Send(identity, frames)));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task AnswersAsync(RouterSocket router)
    {
        using var client = await ZmtpClient.ConnectAsync(router.Port, "DEALER");
        await client.SendAsync(Bytes("still"), Bytes("here"));
        Assert.Equal(["still", "here"], (await client.ReceiveAsync()).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task A_router_answers_the_client_that_asked()
    {
        var router = Echo();
        using var one = await ZmtpClient.ConnectAsync(router.Port, "DEALER", "one");
        using var two = await ZmtpClient.ConnectAsync(router.Port, "REQ", "two");
        await one.SendAsync(Bytes("from one"));
        await two.SendAsync(Bytes(""), Bytes("from two"));
        Assert.Equal(["", "from two"], (await two.ReceiveAsync()).Select(Encoding.UTF8.GetString));
        Assert.Equal(["from one"], (await one.ReceiveAsync()).Select(Encoding.UTF8.GetString));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public async Task A_frame_of_any_length_arrives_whole(int length)
    {
        using var client = await ZmtpClient.ConnectAsync(Echo().Port, "DEALER");
        var body = new byte[length];
        new Random(length).NextBytes(body);
        await client.SendAsync(body, body);
        Assert.All(await client.ReceiveAsync(), part => Assert.Equal(body, part));
    }

    [Fact]
    public async Task A_message_may_come_byte_by_byte()
    {
        using var client = await ZmtpClient.ConnectAsync(Echo().Port);
        byte[] bytes = [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), .. ZmtpClient.Message(Bytes("slow"), new byte[300])];
        foreach (var one in bytes) await client.Stream.WriteAsync(new[] { one }, TestContext.Current.CancellationToken);
        await client.ReadAsync(64);
        await client.ReadFrameAsync();
        Assert.Equal([4, 300], (await client.ReceiveAsync()).Select(part => part.Length));
    }

    [Fact]
    public async Task A_client_that_comes_back_under_its_routing_id_takes_over()
    {
        var router = Echo();
        using var before = await ZmtpClient.ConnectAsync(router.Port, "DEALER", "same");
        await before.SendAsync(Bytes("1"));
        await before.ReceiveAsync();
        using var after = await ZmtpClient.ConnectAsync(router.Port, "DEALER", "same");
        await after.SendAsync(Bytes("2"));
        Assert.Equal("2", Encoding.UTF8.GetString((await after.ReceiveAsync())[0]));
        await before.ClosedAsync();
    }

    [Fact]
    public async Task A_heartbeat_comes_back_as_it_was()
    {
        var heartbeat = Started(new ReplySocket(s_anyPort, new(), _log));
        using var client = await ZmtpClient.ConnectAsync(heartbeat.Port, "REQ");
        await client.SendAsync([], Bytes("ping"));
        Assert.Equal(["", "ping"], (await client.ReceiveAsync()).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task A_ping_is_answered_with_what_it_carries()
    {
        using var client = await ZmtpClient.ConnectAsync(Echo().Port, "DEALER");
        await client.Stream.WriteAsync(ZmtpClient.Frame(4, [4, .. "PING"u8, 0, 10, .. "abc"u8]), TestContext.Current.CancellationToken);
        Assert.Equal((4, "\u0004PONGabc"), await client.ReadFrameAsync() is var (flags, body) ? (flags, Encoding.ASCII.GetString(body)) : default);
    }

    [Fact]
    public async Task A_subscriber_gets_what_it_subscribed_to_and_nothing_else()
    {
        var publisher = Started(new PublisherSocket(s_anyPort, new(), _log));
        using var silent = await ZmtpClient.ConnectAsync(publisher.Port, "SUB");
        using var all = await ZmtpClient.SubscribeAsync(publisher.Port);
        using var some = await ZmtpClient.SubscribeAsync(publisher.Port, "b");
        using var newer = await ZmtpClient.ConnectAsync(publisher.Port, "SUB");
        await newer.Stream.WriteAsync(ZmtpClient.Frame(4, [9, .. "SUBSCRIBE"u8, (byte)'c']), TestContext.Current.CancellationToken);
        await SubscribedAsync(publisher, all, some, newer);
        foreach (var topic in (string[])["a", "b1", "c"]) publisher.Publish([Bytes(topic), Bytes("body")]);
        await some.SendAsync([0, (byte)'b']);
        foreach (var expected in (string[])["a", "b1", "c"]) Assert.Equal(expected, Encoding.UTF8.GetString((await all.ReceiveAsync())[0]));
        Assert.Equal("b1", Encoding.UTF8.GetString((await some.ReceiveAsync())[0]));
        Assert.Equal("c", Encoding.UTF8.GetString((await newer.ReceiveAsync())[0]));
        await publisher.CloseAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await silent.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Equal(0, await some.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until subscriptions have arrived: a PING is answered after what came before it.</summary>
    private static async Task SubscribedAsync(PublisherSocket publisher, params ZmtpClient[] clients)
    {
        Assert.NotEqual(0, publisher.Port);
        foreach (var client in clients)
        {
            await client.Stream.WriteAsync(ZmtpClient.Frame(4, [4, .. "PING"u8, 0, 0]), TestContext.Current.CancellationToken);
            Assert.Equal(4, (await client.ReadFrameAsync()).Flags);
        }
    }

    [Fact]
    public async Task A_publisher_waits_for_a_slow_subscriber_and_loses_nothing()
    {
        var publisher = Started(new PublisherSocket(s_anyPort, new() { QueuedBytes = 1 << 20 }, _log));
        using var slow = await ZmtpClient.SubscribeAsync(publisher.Port);
        await SubscribedAsync(publisher, slow);
        const int Messages = 400;
        var sent = 0;
        var publishing = Task.Run(() =>
        {
            for (; sent < Messages; sent++)
            {
                publisher.WaitForRoom(TestContext.Current.CancellationToken);
                publisher.Publish([BitConverter.GetBytes(sent), new byte[100_000]]);
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32((await slow.ReceiveAsync())[0]));
            // What the system's own buffers take is beyond us.
            if (i == 0) Assert.True(Volatile.Read(ref sent) < Messages / 2, "the publisher did not wait");
        }
        await publishing;
    }

    [Fact]
    public async Task A_subscriber_that_stops_reading_is_let_go_and_the_others_get_everything()
    {
        var publisher = Started(new PublisherSocket(s_anyPort, new() { QueuedBytes = 1 << 20, Stall = TimeSpan.FromSeconds(2) }, _log));
        using var stopped = await ZmtpClient.SubscribeAsync(publisher.Port);
        using var reading = await ZmtpClient.SubscribeAsync(publisher.Port);
        await SubscribedAsync(publisher, stopped, reading);
        const int Messages = 400;
        var publishing = Task.Run(() =>
        {
            for (var i = 0; i < Messages; i++)
            {
                publisher.WaitForRoom(TestContext.Current.CancellationToken);
                publisher.Publish([BitConverter.GetBytes(i), new byte[100_000]]);
            }
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < Messages; i++) Assert.Equal(i, BitConverter.ToInt32((await reading.ReceiveAsync())[0]));
        await publishing;
        await stopped.ClosedAsync();
    }

    public static TheoryData<string, byte[], string> Rubbish => new()
    {
        { "another protocol", "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), "does not speak ZMTP" },
        { "an old version", ZmtpClient.Greeting(version: 1), "version 3 is needed" },
        { "another mechanism", ZmtpClient.Greeting(mechanism: "CURVE"), "security mechanism" },
        { "a wrong socket type", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("PUB")], "does not go with ROUTER" },
        { "no type", [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, [5, .. "READY"u8])], "does not go with ROUTER" },
        { "no handshake", [.. ZmtpClient.Greeting(), .. ZmtpClient.Message(Bytes("x"))], "does not finish the handshake" },
        { "a cut property", [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, [5, .. "READY"u8, 11, .. "Sock"u8])], "cut off" },
        { "a property longer than the command", [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, [5, .. "READY"u8, 1, (byte)'a', 255, 255, 255, 255])], "cut off" },
        { "an empty command", [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, [])], "no name" },
        { "a command that is too long", [.. ZmtpClient.Greeting(), .. ZmtpClient.Frame(4, new byte[10_000])], "larger than" },
        { "reserved bits", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), 0x80, 0], "0x80" },
        { "a command with more", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), 5, 0], "0x05" },
        { "a huge frame", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), 2, 0x7F, 255, 255, 255, 255, 255, 255, 255], "larger than" },
        { "a negative size", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), 2, 255, 255, 255, 255, 255, 255, 255, 255], "larger than" },
        { "frames without end", [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER"), .. Enumerable.Repeat<byte[]>([1, 0], 1000).SelectMany(x => x)], "more than 256 frames" },
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public async Task Rubbish_costs_a_peer_its_connection_and_is_told_of_once(string what, byte[] bytes, string told)
    {
        var router = Echo();
        for (var i = 0; i < 3; i++)
        {
            using var peer = await ZmtpClient.ConnectAsync(router.Port);
            await peer.Stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            await peer.ClosedAsync();
        }
        await AnswersAsync(router);
        var line = Assert.Single(Log);
        Assert.True(line.Contains(told, StringComparison.Ordinal), $"{what}: {line}");
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_let_go_after_a_while()
    {
        var router = Echo(new() { Handshake = TimeSpan.FromMilliseconds(100) });
        using var mute = await ZmtpClient.ConnectAsync(router.Port);
        using var half = await ZmtpClient.ConnectAsync(router.Port);
        await half.Stream.WriteAsync(ZmtpClient.Greeting(), TestContext.Current.CancellationToken);
        await mute.ClosedAsync();
        await half.ClosedAsync();
        Assert.Empty(Log);
    }

    [Fact]
    public async Task Claims_of_size_take_no_memory_and_unfinished_messages_are_bounded_together()
    {
        var router = Echo(new() { MessageBytes = 32 << 20, UnfinishedBytes = 4 << 20 });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        List<ZmtpClient> peers = [];
        for (var i = 0; i < 20; i++)
        {
            var peer = await ZmtpClient.ConnectAsync(router.Port, "DEALER");
            peers.Add(peer);
            await peer.Stream.WriteAsync(new byte[] { 2, 0, 0, 0, 0, 1, 0, 0, 0 }, TestContext.Current.CancellationToken);
        }
        await AnswersAsync(router);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(taken < 100 << 20, $"20 claims of 16 MB took {taken} bytes");
        try
        {
            for (var i = 0; i < 12 << 20; i += 65536) await peers[0].Stream.WriteAsync(new byte[65536], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Let go in the middle of it.
        }
        await peers[0].ClosedAsync();
        await AnswersAsync(router);
        Assert.Contains("all unfinished messages together", Assert.Single(Log), StringComparison.Ordinal);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        var router = Echo(new() { Connections = 3 });
        List<ZmtpClient> peers = [];
        for (var i = 0; i < 3; i++) peers.Add(await ZmtpClient.ConnectAsync(router.Port, "DEALER"));
        using (var extra = await ZmtpClient.ConnectAsync(router.Port)) await extra.ClosedAsync();
        peers[0].Dispose();
        await GoneAsync(router, 2);
        await AnswersAsync(router);
        peers.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Peers_that_say_nothing_keep_nobody_out()
    {
        var router = Echo(new() { Connections = 10 });
        using var client = await ZmtpClient.ConnectAsync(router.Port, "DEALER");
        List<ZmtpClient> mute = [];
        for (var i = 0; i < 30; i++) mute.Add(await ZmtpClient.ConnectAsync(router.Port));
        await AnswersAsync(router);
        await client.SendAsync(Bytes("me too"));
        Assert.Equal("me too", Encoding.UTF8.GetString((await client.ReceiveAsync())[0]));
        await mute[0].ClosedAsync();
        mute.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Thousands_of_probes_that_connect_and_close_leave_nothing_behind()
    {
        var router = Echo();
        for (var i = 0; i < 10_000; i++) (await ZmtpClient.ConnectAsync(router.Port)).Dispose();
        await AnswersAsync(router);
        await GoneAsync(router, 0);
    }

    /// <summary>Connections end on their own; this only waits for it.</summary>
    private static async Task GoneAsync(ZmtpSocket socket, int expected)
    {
        while (socket.Connections > expected) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_port_can_be_had_again_at_once()
    {
        var router = Echo();
        using var client = await ZmtpClient.ConnectAsync(router.Port, "DEALER");
        await client.SendAsync(Bytes("x"));
        await client.ReceiveAsync();
        var port = router.Port;
        await router.CloseAsync(TimeSpan.FromSeconds(1));
        var again = Started(new RouterSocket(new(IPAddress.Loopback, port), new(), _log, (_, _) => { }));
        (await ZmtpClient.ConnectAsync(port, "DEALER")).Dispose();
        Assert.Equal(port, again.Port);
    }
}
