using Notebooks.Documents;

namespace Course.Tests;

/// <summary>Some of the real lessons, run by the command when the first of them is asked for.</summary>
internal sealed class LessonsRun : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly Lazy<Task> _run;

    /// <summary>A run to come.</summary>
    /// <param name="environment">What differs from the test's own environment.</param>
    /// <param name="lessons">The lessons' file names.</param>
    public LessonsRun(IReadOnlyDictionary<string, string?> environment, IEnumerable<string> lessons) => _run = new(async () =>
    {
        var result = await CommandProcess.RunAsync(
            _folder.Path, environment, ["run", .. lessons.Select(lesson => Path.Combine(Repository.Notebooks, lesson)), "--output", _folder.Path]);
        Assert.True(result.ExitCode == 0, result.Errors);
    });

    /// <summary>A lesson with its outputs.</summary>
    public async Task<Notebook> OfAsync(string lesson)
    {
        await _run.Value;
        return _folder.Load(lesson);
    }

    public void Dispose() => _folder.Dispose();
}
