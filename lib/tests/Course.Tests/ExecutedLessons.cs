using Notebooks.Documents;

[assembly: AssemblyFixture(typeof(Course.Tests.ExecutedLessons))]

namespace Course.Tests;

/// <summary>The real lessons, run by the command: once for all tests that compare another run with it, and only if one does.</summary>
public sealed class ExecutedLessons : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly Lazy<Task> _run;

    public ExecutedLessons()
        : this(new Dictionary<string, string?>())
    {
    }

    internal ExecutedLessons(IReadOnlyDictionary<string, string?> environment) => _run = new(async () =>
    {
        var result = await CommandProcess.RunAsync(_folder.Path, environment, ["run", .. Names.Select(lesson => Path.Combine(Repository.Notebooks, lesson)), "--output", _folder.Path]);
        Assert.True(result.ExitCode == 0, result.Errors);
    });

    /// <summary>The lessons' file names, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>A lesson with its outputs.</summary>
    public async Task<Notebook> OfAsync(string lesson)
    {
        await _run.Value;
        return _folder.Load(lesson);
    }

    public void Dispose() => _folder.Dispose();
}
