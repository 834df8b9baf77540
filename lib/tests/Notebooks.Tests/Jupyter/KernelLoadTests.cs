using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Notebooks.Jupyter;
using Notebooks.Jupyter.Wire;
using Notebooks.Tests.Execution;

namespace Notebooks.Tests.Jupyter;

/// <summary>Much of everything: a kernel stays alive, correct and small.</summary>
[Collection(SessionTests.Name)]
public sealed class KernelLoadTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("load-");
    private readonly StringWriter _log = new();
    private JupyterKernel _kernel = null!;
    private JupyterClient _client = null!;
    private Task _running = null!;

    public async ValueTask InitializeAsync()
    {
        _kernel = new(
            new ConnectionInfo(IPAddress.Loopback, 0, 0, 0, 0, 0, "hmac-sha256", "secret"),
            new KernelOptions
            {
                Session = new() { WorkingDirectory = _folder.FullName },
                Log = new KernelLog(_log),
                Limits = new ZmtpLimits { Stall = TimeSpan.FromSeconds(2) },
            });
        _running = _kernel.RunAsync(TestContext.Current.CancellationToken);
        _client = await JupyterClient.ConnectAsync(_kernel.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        Assert.False(_running.IsCompleted);
        _client.Dispose();
        await _kernel.DisposeAsync();
        _folder.Delete(recursive: true);
        await _log.DisposeAsync();
    }

    private string[] Log => _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task A_hundred_thousand_mutated_messages_run_nothing_and_leave_the_kernel_as_it_was()
    {
        var random = new Random(3);
        byte[] opening = [.. ZmtpClient.Greeting(), .. ZmtpClient.Ready("DEALER")];
        var valid = ZmtpClient.Message(_client.Frames("execute_request", new() { ["code"] = "System.IO.File.WriteAllText(\"ran\", \"\");" }));
        // A change beside what is signed (a routing id more) leaves it right: it has been used up when the others come.
        await _client.Shell.Stream.WriteAsync(valid, TestContext.Current.CancellationToken);
        await _client.ReceiveAsync(_client.Shell);
        File.Delete(Path.Combine(_folder.FullName, "ran"));
        int[] ports = [_kernel.Connection.Shell, _kernel.Connection.Control, _kernel.Connection.Stdin, _kernel.Connection.Iopub, _kernel.Connection.Heartbeat];
        Socket? socket = null;
        for (var i = 0; i < 100_000; i++)
        {
            if (socket is null)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0), SendTimeout = 5000 };
                await socket.ConnectAsync(IPAddress.Loopback, ports[i % ports.Length], TestContext.Current.CancellationToken);
                var start = random.Next(4) == 0 ? Mutated(opening) : opening;
                if (!TrySend(socket, start)) (socket, _) = (null, Close(socket));
            }
            if (socket is not null && (!TrySend(socket, Mutated(valid)) || random.Next(40) == 0)) (socket, _) = (null, Close(socket));
        }
        Close(socket);

        Assert.Equal(2, (int)(await _client.RunAsync("1")).Reply.Content["execution_count"]!);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "ran")));
        Assert.InRange(Log.Length, 1, 250);
        Assert.DoesNotContain(Log, line => line.Contains("unexpected", StringComparison.Ordinal));

        byte[] Mutated(byte[] bytes)
        {
            var changed = bytes.ToList();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var at = random.Next(changed.Count);
                switch (random.Next(5))
                {
                    case 0: changed.RemoveRange(at, Math.Min(random.Next(1, 40), changed.Count - at)); break;
                    case 1: changed.InsertRange(at, changed.GetRange(at, Math.Min(random.Next(1, 40), changed.Count - at))); break;
                    case 2: changed[at] ^= (byte)(1 << random.Next(8)); break;
                    case 3: changed[at] = (byte)random.Next(256); break;
                    default: changed.Insert(at, (byte)random.Next(256)); break;
                }
                if (changed.Count == 0) changed.Add(0);
            }
            // One that is right after all is not what is tested here.
            return changed.SequenceEqual(bytes) ? Mutated(bytes) : [.. changed];
        }

        static bool TrySend(Socket socket, byte[] bytes)
        {
            try
            {
                return socket.Send(bytes) == bytes.Length;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        static bool Close(Socket? socket)
        {
            socket?.Dispose();
            return true;
        }
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_arrive_whole_and_in_order_in_bounded_memory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var id = await _client.ExecuteAsync("for (var i = 0; i < 1_000_000; i++) Console.WriteLine($\"{i:D7} {new string('x', 91)}\");");
        long characters = 0;
        var next = 0;
        var rest = "";
        var (seen, most) = (0, 0L);
        while (true)
        {
            var message = await _client.ReceiveAsync(_client.Iopub);
            if (message.IsState("idle") && message.Parent == id) break;
            if (message.Type != "stream") continue;
            var text = rest + message["text"];
            characters += message["text"]!.Length;
            var lines = text.Split('\n');
            foreach (var line in lines[..^1]) Assert.StartsWith($"{next++:D7} ", line, StringComparison.Ordinal);
            rest = lines[^1];
            if (next / 50_000 != seen) (seen, most) = (next / 50_000, Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)));
        }
        Assert.Equal((1_000_000, 100_000_000, ""), (next, characters, rest));
        Assert.True(most - before < 100_000_000, $"{most - before} bytes more");
        Assert.Equal("ok", (await _client.ReceiveAsync(_client.Shell))["status"]);
    }

    [Fact]
    public async Task A_client_that_stops_reading_neither_stops_a_flood_nor_grows_the_kernel()
    {
        using var deaf = await ZmtpClient.SubscribeAsync(_kernel.Connection.Iopub);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var id = await _client.ExecuteAsync(
            "for (var i = 0; i < 3_000; i++) if (i % 2 == 0) display(HTML(new string('x', 10_000))); else Console.Write(new string('y', 10_000));");
        var published = await _client.PublishedAsync(id);
        Assert.Equal("ok", (await _client.ReceiveAsync(_client.Shell))["status"]);
        Assert.Equal(1_500, published.Count(message => message.Type == "display_data"));
        Assert.Equal(15_000_000, published.Where(message => message.Type == "stream").Sum(message => message["text"]!.Length));
        published.Clear();
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 100_000_000);
    }

    [Fact]
    public async Task An_endless_flood_is_interrupted_at_once()
    {
        await _client.ExecuteAsync("while (true) Console.WriteLine(new string('x', 1000));");
        while ((await _client.ReceiveAsync(_client.Iopub)).Type != "stream") { }
        await _client.SendAsync(_client.Control, "interrupt_request");
        var watch = Stopwatch.StartNew();
        var reply = _client.ReceiveAsync(_client.Shell);
        while (!reply.IsCompleted) await Task.WhenAny(reply, _client.ReceiveAsync(_client.Iopub));
        Assert.Equal("Interrupted", (await reply)["ename"]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_thousand_cells_in_a_row_keep_their_variables_and_little_memory()
    {
        for (var i = 0; i < 10; i++) await _client.RunAsync($"var warm{i} = {i};");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1000; i++) Assert.Equal("ok", (await _client.RunAsync($"var v{i} = {(i == 0 ? "0" : $"v{i - 1} + 1")};\nConsole.WriteLine(v{i});")).Reply["status"]);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var (_, published) = await _client.RunAsync("v999 + v0");
        Assert.Equal("999", (string)published[2].Content["data"]!["text/plain"]!);
        Assert.True(grown < 1000 * 100_000, $"{grown / 1000} bytes a cell");
    }
}
