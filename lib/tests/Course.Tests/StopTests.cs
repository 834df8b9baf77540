using System.Diagnostics;

namespace Course.Tests;

/// <summary>Ctrl-C and its like: everything stops at once, and nobody is left.</summary>
[Collection(nameof(Alone))]
public sealed class StopTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public StopTests()
    {
        // The cell says that it runs, and in which process, by a file that appears whole.
        _folder.Write("endless.ipynb", """
            System.IO.File.WriteAllText("pid.tmp", Environment.ProcessId.ToString());
            System.IO.File.Move("pid.tmp", "pid");
            while (true) { }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_stops_everything_within_a_second_and_leaves_no_file(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        using var command = CommandProcess.Start(_folder.Path, "run", "endless.ipynb", "--output", "out");
        var worker = await WorkerAsync();

        var watch = Stopwatch.StartNew();
        command.Signal(signal);
        var result = await command.EndAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
        Assert.Equal(130, result.ExitCode);
        Assert.Equal("Stopped. What was finished before is there, nothing is half-written.", Assert.Single(result.ErrorLines));
        Assert.True(worker.WaitForExit(TimeSpan.FromSeconds(1)), "the worker is still there");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["out"]));
    }

    [Fact]
    public async Task A_worker_ends_when_the_command_is_killed()
    {
        using var command = CommandProcess.Start(_folder.Path, "run", "endless.ipynb");
        using var worker = await WorkerAsync();

        Process.GetProcessById(command.Id).Kill();

        Assert.True(worker.WaitForExit(TimeSpan.FromSeconds(5)), "the worker is still there");
    }

    [Fact]
    public async Task A_worker_that_is_done_does_not_stay()
    {
        _folder.Write("quick.ipynb", "System.IO.File.WriteAllText(\"pid\", Environment.ProcessId.ToString());");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "quick.ipynb");

        Assert.Equal(0, result.ExitCode);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(_folder["pid"]), System.Globalization.CultureInfo.InvariantCulture)));
    }

    private async Task<Process> WorkerAsync()
    {
        var appeared = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(_folder.Path, "pid");
        watcher.Created += (_, _) => appeared.TrySetResult();
        watcher.Renamed += (_, _) => appeared.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(_folder["pid"])) await appeared.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_folder["pid"], TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));
    }
}
