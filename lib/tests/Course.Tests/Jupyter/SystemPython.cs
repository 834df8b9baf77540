using System.Diagnostics;
using System.Text;

namespace Course.Tests.Jupyter;

/// <summary>Debian's own Python, to which its Jupyter packages belong; another may stand before it on the PATH.</summary>
internal static class SystemPython
{
    public const string Path = "/usr/bin/python3";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Skips the test, saying what to install, where a module is missing.</summary>
    public static async Task RequireAsync(string module, string package)
    {
        var isThere = File.Exists(Path) && (await RunAsync(".", new Dictionary<string, string?>(), "-c", $"import {module}")).ExitCode == 0;
        if (!isThere) Missing.Skip($"Jupyter is not there: install it (Debian: apt-get install {package}).");
    }

    public static Task<(int ExitCode, string Output)> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
        => RunWithInputAsync(folder, environment, "", arguments);

    /// <summary>Runs a program of Python's with something typed into it.</summary>
    public static async Task<(int ExitCode, string Output)> RunWithInputAsync(
        string folder, IReadOnlyDictionary<string, string?> environment, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
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
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        return (process.ExitCode, await output + await errors);
    }
}
