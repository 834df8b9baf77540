using System.Globalization;
using Notebooks.Execution;

namespace Course.Commands;

/// <summary><c>course run NOTEBOOK…</c></summary>
internal sealed class RunCommand(Terminal terminal)
{
    public async Task<int> RunAsync(string[] arguments, string? output, TimeSpan? timeout, CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        var files = NotebookFiles.Expand(arguments);
        if (output is not null)
        {
            NotebookFiles.RequireDistinctNames(files, output);
            OutputFolder.Prepare(output);
        }
        var (notebooks, loaded) = NotebookFiles.Load(files, terminal);
        if (notebooks.Count == 0) return loaded;

        using var batch = new Batch(course, terminal, notebooks.Count, timeout);
        var (outcomes, ran) = await batch.RunAsync(notebooks, Keep, cancellation);
        foreach (var outcome in outcomes) Show(outcome);
        if (output is not null) terminal.Line($"The executed notebooks are in {output}");
        return Math.Max(loaded, ran);

        Task Keep(NotebookOutcome outcome)
        {
            if (output is not null) OutputFolder.Write(Path.Combine(output, outcome.Notebook.Name), outcome.Notebook.ToText());
            return Task.CompletedTask;
        }
    }

    private void Show(NotebookOutcome outcome)
    {
        terminal.Line();
        terminal.Line(NotebookFiles.Shown(outcome.Notebook.Path!));
        terminal.Table(["cell", "id", "result", "seconds", "error"], outcome.Cells.Select(cell => (IReadOnlyList<string>)
        [
            Failure.Number(cell),
            cell.Cell.Id,
            cell.Succeeded ? "✓" : cell.WasRun ? "✗ failed" : "not run",
            cell.Result?.Elapsed.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
            Failure.Short(cell),
        ]));
    }
}
