using System.Runtime.InteropServices;

namespace Course.Tests;

/// <summary>The command as a person starts it: a process of its own.</summary>
internal static class CommandProcess
{
    private static readonly string s_dotnet = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "course.dll");

    public static Task<ChildProcess.Result> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string?>(), arguments);

    public static async Task<ChildProcess.Result> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var command = Start(folder, environment, s_program, arguments);
        return await command.EndAsync();
    }

    public static ChildProcess Start(string folder, params string[] arguments) => Start(folder, new Dictionary<string, string?>(), s_program, arguments);

    public static ChildProcess Start(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
        => ChildProcess.Start(folder, environment, input: "", s_dotnet, ["exec", program, .. arguments]);
}
