namespace Course.Tests;

/// <summary>A course of a test's own: the command, put where it finds the test's lessons instead of the real ones.</summary>
public sealed class CourseCopy : IDisposable
{
    private readonly WorkFolder _folder = new();

    public CourseCopy()
    {
        var command = Directory.CreateDirectory(_folder["lib/Course/bin"]).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory).Where(IsTheCommands))
            File.Copy(file, Path.Combine(command, Path.GetFileName(file)));
    }

    internal WorkFolder Folder => _folder;

    internal Task<ChildProcess.Result> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string?>(), arguments);

    internal ChildProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
        => CommandProcess.Start(_folder.Path, environment, _folder["lib/Course/bin/course.dll"], arguments);

    internal async Task<ChildProcess.Result> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using var command = Start(environment, arguments);
        return await command.EndAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsTheCommands(string file) => Path.GetFileName(file) is var name
        && (name.EndsWith(".dll", StringComparison.Ordinal) || name.StartsWith("course.", StringComparison.Ordinal))
        && !name.Contains("xunit", StringComparison.Ordinal) && !name.Contains("Test", StringComparison.Ordinal) && !name.Contains("Playwright", StringComparison.Ordinal);
}
