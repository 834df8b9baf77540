using System.Diagnostics;
using System.Text;

namespace Course.Tests;

/// <summary>A program that a test starts, and that does not outlive it.</summary>
internal sealed class ChildProcess : IDisposable
{
    // Longer than anything takes on a slow machine: what has not ended by then never will, and the test says so.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly Process _process;
    private readonly string _command;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, string command)
    {
        (_process, _command) = (process, command);
        _output = ReadAsync(process.StandardOutput);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What the program printed and how it ended.</summary>
    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public int Id => _process.Id;

    /// <summary>Starts a program.</summary>
    /// <param name="folder">The folder that it works in.</param>
    /// <param name="environment">What differs from the test's own environment; null takes a variable away.</param>
    /// <param name="input">What is typed into it.</param>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ChildProcess Start(string folder, IReadOnlyDictionary<string, string?> environment, string input, string program, params string[] arguments)
    {
        // A test run in the background, or one that outlives its terminal, has signals switched off for everything that it starts.
        string[] command = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT,HUP,QUIT,TERM", program, .. arguments] : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new ChildProcess(process, string.Join(' ', [program, .. arguments]));
    }

    /// <summary>Waits for its end.</summary>
    public async Task<Result> EndAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"{_command} had not ended after {s_patience.TotalMinutes} minutes. It printed:\n{await _output}{await _errors}");
        }
        return new Result(_process.ExitCode, await _output, await _errors);
    }

    /// <summary>Waits until it has printed a line, or has ended without one.</summary>
    public Task<string> FirstLineAsync() => _firstLine.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task<string> ReadAsync(StreamReader output)
    {
        var text = new StringBuilder();
        var buffer = new char[1024];
        while (await output.ReadAsync(buffer) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (!_firstLine.Task.IsCompleted && text.ToString().Split('\n') is [var first, _, ..]) _firstLine.SetResult(first.TrimEnd('\r'));
        }
        _firstLine.TrySetResult("");
        return text.ToString();
    }
}
