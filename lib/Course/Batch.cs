using Notebooks.Documents;
using Notebooks.Execution;

namespace Course;

/// <summary>Runs several notebooks side by side, shows how far they are, and says in the end which cells failed.</summary>
internal sealed class Batch : IDisposable
{
    private readonly CourseFolder _course;
    private readonly Terminal _terminal;
    private readonly NotebookRunner _runner;

    /// <summary>Starts as many workers as there are cores, or notebooks if these are fewer. They warm up meanwhile.</summary>
    public Batch(CourseFolder course, Terminal terminal, int notebooks, TimeSpan? timeout, bool continueAfterFailure = false)
    {
        (_course, _terminal) = (course, terminal);
        var command = new WorkerCommand(Environment.ProcessPath!, IsHost(Environment.ProcessPath!) ? [typeof(Batch).Assembly.Location, "worker"] : ["worker"]);
        _runner = new NotebookRunner(command, Math.Clamp(notebooks, 1, Environment.ProcessorCount))
        {
            CellTimeout = timeout,
            ContinueAfterFailure = continueAfterFailure,
        };
    }

    /// <summary>Runs the notebooks; each one's result is handed to <paramref name="finish"/> while the others run.</summary>
    /// <returns>The results, in the order of the notebooks, and the exit code.</returns>
    public async Task<(IReadOnlyList<NotebookOutcome> Outcomes, int ExitCode)> RunAsync(
        IReadOnlyList<Notebook> notebooks, Func<NotebookOutcome, Task> finish, CancellationToken cancellation)
    {
        NotebookOutcome[] outcomes = [];
        await _terminal.ShowProgressAsync(notebooks, async progress =>
            outcomes = await Task.WhenAll(notebooks.Select(notebook => RunOneAsync(notebook, progress(notebook), finish, cancellation))));

        var failed = false;
        foreach (var outcome in outcomes)
        {
            foreach (var cell in outcome.Failures)
            {
                _terminal.Error(Failure.Line(outcome, cell));
                failed = true;
            }
        }
        return (outcomes, failed ? ExitCode.CellFailed : ExitCode.Success);
    }

    public void Dispose() => _runner.Dispose();

    // The program may have been started as `dotnet course.dll` or as `course`.
    private static bool IsHost(string program) => Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);

    private async Task<NotebookOutcome> RunOneAsync(
        Notebook notebook, IProgress<CellOutcome> progress, Func<NotebookOutcome, Task> finish, CancellationToken cancellation)
    {
        var outcome = await _runner.RunAsync(notebook, _course.FolderFor(notebook), progress, cancellation);
        await finish(outcome);
        _terminal.Done(outcome);
        return outcome;
    }
}
