using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Notebooks.Jupyter;
using Notebooks.Tests.Jupyter;

namespace Course.Tests.Jupyter;

/// <summary><c>course kernel run</c>: the kernel as a process, with a client of our own.</summary>
[Collection(nameof(Alone))]
public sealed class KernelProcessTests(InstalledKernel kernel) : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ConnectionInfo WriteConnection()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        _folder.WriteText("connection.json", new JsonObject
        {
            ["transport"] = "tcp",
            ["ip"] = "127.0.0.1",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["iopub_port"] = ports[2],
            ["stdin_port"] = ports[3],
            ["hb_port"] = ports[4],
            ["signature_scheme"] = "hmac-sha256",
            ["key"] = "secret",
        }.ToJsonString());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["connection.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new ConnectionInfo(IPAddress.Loopback, ports[0], ports[1], ports[2], ports[3], ports[4], "hmac-sha256", "secret");
    }

    private async Task<(ChildProcess Process, JupyterClient Client)> StartAsync()
    {
        await kernel.InstallAsync();
        var connection = WriteConnection();
        var process = CommandProcess.Start(_folder.Path, new Dictionary<string, string?>(), kernel.Program, "kernel", "run", _folder["connection.json"]);
        while (true)
        {
            try
            {
                return (process, await JupyterClient.ConnectAsync(connection));
            }
            catch (SocketException) when (Process.GetProcessById(process.Id) is { HasExited: false })
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_it_even_while_a_cell_runs_and_keeps_threads_alive(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        var (process, client) = await StartAsync();
        using (process)
        using (client)
        {
            await client.ExecuteAsync("new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start(); Console.Write(\"on\"); while (true) { }");
            await PrintedAsync(client);
            process.Signal(signal);
            var result = await process.EndAsync();
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        }
    }

    [Fact]
    public async Task An_interrupt_signal_stops_the_cell_and_not_the_kernel()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        var (process, client) = await StartAsync();
        using (process)
        using (client)
        {
            await client.ExecuteAsync("Console.Write(\"on\"); while (true) { }");
            await PrintedAsync(client);
            process.Signal("INT");
            Assert.Equal("Interrupted", (await client.ReceiveAsync(client.Shell))["ename"]);
            Assert.Equal("ok", (await client.RunAsync("1")).Reply["status"]);
        }
    }

    [Fact]
    public async Task It_ends_with_the_program_that_started_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell that stands between is Linux's.");
        await kernel.InstallAsync();
        var connection = WriteConnection();
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"dotnet '{kernel.Program}' kernel run connection.json 2>log & echo $!; read line"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var parent = Process.Start(start)!;
        using var child = Process.GetProcessById(int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, null));
        while (true)
        {
            try
            {
                using var probe = await ZmtpClient.ConnectAsync(connection.Shell);
                break;
            }
            catch (SocketException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
        parent.Kill();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("is gone", await File.ReadAllTextAsync(_folder["log"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", 3)]
    [InlineData("int Deeper(int n) => Deeper(n + 1) + 1; Deeper(0)", null)]
    public async Task A_cell_that_ends_the_process_ends_that_and_one_that_recurses_does_not(string code, int? exit)
    {
        var (process, client) = await StartAsync();
        using (process)
        using (client)
        {
            if (exit is null)
            {
                Assert.Equal("error", (await client.RunAsync(code)).Reply["status"]);
                Assert.Equal("ok", (await client.RunAsync("1")).Reply["status"]);
                return;
            }
            await client.ExecuteAsync(code);
            Assert.Equal(exit, (await process.EndAsync()).ExitCode);
        }
    }

    [Fact]
    public async Task A_missing_or_malformed_connection_file_is_one_line_and_exit_code_2()
    {
        foreach (var (name, text) in ((string, string?)[])[("absent.json", null), ("bad.json", "{"), ("world.json", "{}")])
        {
            if (text is not null) _folder.WriteText(name, text);
            if (name == "world.json" && !OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder[name], (UnixFileMode)0b110_110_110);
            var result = await CommandProcess.RunAsync(_folder.Path, "kernel", "run", _folder[name]);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(name, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ports_that_are_taken_are_one_line_and_exit_code_2()
    {
        var connection = WriteConnection();
        using var taken = new TcpListener(IPAddress.Loopback, connection.Stdin);
        taken.Start();
        var result = await CommandProcess.RunAsync(_folder.Path, "kernel", "run", _folder["connection.json"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"stdin port {connection.Stdin}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static async Task PrintedAsync(JupyterClient client)
    {
        while ((await client.ReceiveAsync(client.Iopub)).Type != "stream") { }
    }
}
