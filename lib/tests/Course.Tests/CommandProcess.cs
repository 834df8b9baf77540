using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Course.Tests;

/// <summary>The command as a person starts it: a process of its own.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private CommandProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the command printed and how it ended.</summary>
    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public int Id => _process.Id;

    public static Task<Result> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string?>(), arguments);

    public static async Task<Result> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var command = Start(folder, environment, Path.Combine(AppContext.BaseDirectory, "course.dll"), arguments);
        return await command.EndAsync();
    }

    public static CommandProcess Start(string folder, params string[] arguments)
        => Start(folder, new Dictionary<string, string?>(), Path.Combine(AppContext.BaseDirectory, "course.dll"), arguments);

    public static CommandProcess Start(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        // A test run in the background has Ctrl-C switched off for everything that it starts.
        string[] withSignals = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT", Dotnet] : [Dotnet];
        var start = new ProcessStartInfo(withSignals[0], [.. withSignals[1..], "exec", program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new CommandProcess(process);
    }

    public async Task<Result> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Result(_process.ExitCode, await _output, await _errors);
    }

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
