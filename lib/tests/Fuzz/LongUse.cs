using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Execution;
using Notebooks.Jupyter;
using Notebooks.Tests.Jupyter;

namespace Fuzz;

/// <summary>What a long day costs: <c>dotnet run --project lib/tests/Fuzz -- long NAME [N]</c>. Prints what time and memory have become; nothing is judged.</summary>
internal static class LongUse
{
    private static readonly Dictionary<string, (int Usual, Func<int, Task> Run)> s_works = new()
    {
        ["cells"] = (10_000, count => CellsAsync(count, i => (i % 4) switch
        {
            0 => $"var x{i} = x1 + {i};",
            1 => i == 1 ? "var x1 = 1.0;" : "x1 * 2",
            2 => "Console.WriteLine(x1);",
            _ => $"double F{i}(double x) => x * x1;",
        })),
        ["statements"] = (10_000, count => CellsAsync(count, i => i == 1 ? "var x1 = 1.0;" : "Console.WriteLine(x1 += 1)")),
        ["classes"] = (1_000, count => CellsAsync(count, i => $"class Model {{ public double Slope {{ get; set; }} = {i}; public double Predict(double x) => Slope * x; }}\nnew Model().Predict(2)")),
        ["functions"] = (1_000, count => CellsAsync(count, i => $"double Predict(double x)\n{{\n    return {i} * x;\n}}\nPredict(2)")),
        ["worked-on"] = (1_000, count => CellsAsync(count, i => i == 1 ? "double Predict(double x) => x; var y = 1.0;" : (i % 3) switch
        {
            0 => $"double Predict(double x) => {i} * x;",
            1 => "var y = Predict(2);",
            _ => "Predict(y)",
        })),
        ["kernels"] = (50, KernelsAsync),
        ["notebook-of-cells"] = (5_000, NotebookOfCells),
        ["notebook-of-megabytes"] = (200, NotebookOfMegabytes),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var works = s_works.Where(work => args is ["all"] || (args is [var name, ..] && work.Key == name)).ToList();
        var count = 0;
        if (works.Count == 0 || (args.Length > 1 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out count)))
        {
            Console.Error.WriteLine($"usage: dotnet run --project lib/tests/Fuzz -- long NAME [N]\nnames: all, {string.Join(", ", s_works.Keys)}");
            return 2;
        }
        foreach (var (name, (usual, run)) in works)
        {
            Say($"== {name}, {(count > 0 ? count : usual)}");
            await run(count > 0 ? count : usual);
        }
        return 0;
    }

    /// <summary>A session's cells one after another: the time of one and the memory of all, along the way.</summary>
    private static async Task CellsAsync(int count, Func<int, string> cell)
    {
        await CSharpSession.WarmUpAsync();
        using var session = new CSharpSession(new() { WorkingDirectory = Scratch.Folder });
        var before = Megabytes();
        var objects = GC.GetTotalMemory(false) / 1e6;
        var times = new List<double>();
        var step = Math.Max(1, count / 10);
        for (var i = 1; i <= count; i++)
        {
            // Processor time, as this machine may have other work.
            var start = Process.GetCurrentProcess().TotalProcessorTime;
            var result = await session.RunAsync(cell(i), _ => { });
            times.Add((Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds);
            if (result.Status != CellStatus.Succeeded) throw new InvalidOperationException($"{cell(i)}: {result.Error?.Message}");
            if (i % step != 0) continue;
            var recent = times.TakeLast(step).Order().ToList();
            var more = Megabytes() - before;
            Say($"after {i,6:N0} cells: {recent[recent.Count / 2],6:N1} ms a cell (a tenth over {recent[recent.Count * 9 / 10]:N1}), {more,7:N1} MB more than at first, {more / i,5:N3} MB a cell, {(GC.GetTotalMemory(false) / 1e6 - objects) / i,5:N3} of it objects");
        }
    }

    /// <summary>Kernels side by side, each a process with a variable of its own.</summary>
    private static async Task KernelsAsync(int count)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "course.dll");
        var kernels = new List<(Process Process, ConnectionInfo Connection)>();
        // All at once, so that none is given twice.
        var free = FreePorts(5 * count);
        var watch = Stopwatch.StartNew();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var file = Path.Combine(Scratch.Folder, $"kernel-{i}.json");
                var ports = free.AsSpan(5 * i, 5);
                File.WriteAllText(file, new JsonObject
                {
                    ["ip"] = "127.0.0.1",
                    ["transport"] = "tcp",
                    ["key"] = $"key {i}",
                    ["signature_scheme"] = "hmac-sha256",
                    ["shell_port"] = ports[0],
                    ["control_port"] = ports[1],
                    ["iopub_port"] = ports[2],
                    ["stdin_port"] = ports[3],
                    ["hb_port"] = ports[4],
                }.ToJsonString());
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                kernels.Add((Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", ["exec", program, "kernel", "run", file]))!, ConnectionInfo.Load(file, new KernelLog(Console.Error))));
            }
            var clients = await Task.WhenAll(kernels.Select((kernel, i) => FirstCellAsync(kernel.Connection, i)));
            Say($"{count} kernels have run a cell after {watch.Elapsed.TotalSeconds:N1} s; they hold {kernels.Sum(kernel => Resident(kernel.Process)):N0} MB together ({kernels.Average(kernel => Resident(kernel.Process)):N0} MB each, what they share counted in each)");
            watch.Restart();
            for (var i = 0; i < count; i++)
            {
                using var client = clients[i];
                var (_, published) = await client.RunAsync("mine");
                if (!published.Exists(message => message.Type == "execute_result" && (string?)message.Content["data"]?["text/plain"] == $"{i}")) throw new InvalidOperationException($"kernel {i} has lost its variable");
            }
            Say($"a cell more in each: {watch.Elapsed.TotalSeconds / count * 1000:N0} ms a cell, one after another");
        }
        finally
        {
            foreach (var (process, _) in kernels)
            {
                if (!process.HasExited) process.Kill();
                process.Dispose();
            }
        }

        static async Task<JupyterClient> FirstCellAsync(ConnectionInfo connection, int number)
        {
            for (var patience = Stopwatch.StartNew(); ; await Task.Delay(200))
            {
                try
                {
                    var client = await JupyterClient.ConnectAsync(connection);
                    await client.RunAsync($"var mine = {number};");
                    return client;
                }
                catch (System.Net.Sockets.SocketException) when (patience.Elapsed < TimeSpan.FromMinutes(5))
                {
                    // It does not listen yet.
                }
            }
        }

        static double Resident(Process process)
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }

        static int[] FreePorts(int number)
        {
            var listeners = Enumerable.Range(0, number).Select(_ => new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0)).ToList();
            listeners.ForEach(listener => listener.Start());
            int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
            listeners.ForEach(listener => listener.Dispose());
            return ports;
        }
    }

    private static Task NotebookOfCells(int count)
    {
        Read(new JsonArray([.. Enumerable.Range(0, count).Select(i => Cell(i, $"var x{i} = {i};\nConsole.WriteLine(x{i});", $"{i}\n"))]));
        return Task.CompletedTask;
    }

    private static Task NotebookOfMegabytes(int megabytes)
    {
        var output = string.Concat(Enumerable.Repeat("0.123456789 0.987654321 기울기\n", 30_000));
        Read(new JsonArray([.. Enumerable.Range(0, megabytes).Select(i => Cell(i, "Console.WriteLine(numbers);", output))]));
        return Task.CompletedTask;
    }

    private static JsonObject Cell(int i, string source, string printed) => new()
    {
        ["cell_type"] = "code",
        ["id"] = $"c-{i}",
        ["metadata"] = new JsonObject(),
        ["execution_count"] = i,
        ["source"] = source,
        ["outputs"] = new JsonArray(new StreamOutput("stdout", printed).ToJson()),
    };

    /// <summary>A notebook through its whole life in a file.</summary>
    private static void Read(JsonArray cells)
    {
        var text = Notebook.Parse(new JsonObject { ["cells"] = cells, ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString(), "n").ToText();
        var file = Path.Combine(Scratch.Folder, "large.ipynb");
        File.WriteAllText(file, text);
        text = "";
        var size = new FileInfo(file).Length / 1e6;
        var before = Megabytes();
        var notebook = Timed("read", () => Notebook.Load(file));
        Say($"{size:N1} MB in the file, {Megabytes() - before:N1} MB in memory");
        Timed("written", () =>
        {
            notebook.Save(file + ".again");
            return 0;
        });
        if (new FileInfo(file + ".again").Length != new FileInfo(file).Length) throw new InvalidOperationException("something is lost");
        Say($"at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB for the process");
    }

    private static T Timed<T>(string what, Func<T> work)
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        var result = work();
        Say($"{what} in {(Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds:N2} s");
        return result;
    }

    /// <summary>What the process holds once everything that it could give back has gone back.</summary>
    private static double Megabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.PrivateMemorySize64 is 0 ? GC.GetTotalMemory(false) / 1e6 : process.WorkingSet64 / 1e6;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
