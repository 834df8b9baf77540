using Notebooks.Documents;

[assembly: AssemblyFixture(typeof(Course.Tests.ExecutedLessons))]

namespace Course.Tests;

/// <summary>The real lessons, run by the command: once for all tests that compare another run with it, and only if one does.</summary>
public sealed class ExecutedLessons : IDisposable
{
    private readonly LessonsRun _run = new(new Dictionary<string, string?>(), Names);

    /// <summary>The lessons' file names, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>A lesson with its outputs.</summary>
    public Task<Notebook> OfAsync(string lesson) => _run.OfAsync(lesson);

    public void Dispose() => _run.Dispose();
}
