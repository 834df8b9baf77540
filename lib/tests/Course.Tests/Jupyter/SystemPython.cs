namespace Course.Tests.Jupyter;

/// <summary>Debian's own Python, to which its Jupyter packages belong; another may stand before it on the PATH.</summary>
internal static class SystemPython
{
    public const string Path = "/usr/bin/python3";

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
        using var python = ChildProcess.Start(folder, environment, input, Path, arguments);
        var result = await python.EndAsync();
        return (result.ExitCode, result.Output + result.Errors);
    }
}
