using System.Globalization;
using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Course.Commands;

/// <summary><c>course progress [FOLDER]</c></summary>
internal sealed class ProgressCommand(Terminal terminal)
{
    private const string CheckType = "application/vnd.course.check+json";

    // A reader's loop may have no end.
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    public async Task<int> RunAsync(string? folder, TimeSpan? timeout, CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        folder ??= course.Notebooks;
        if (!Directory.Exists(folder)) throw new UsageException($"{folder}: there is no such folder; expected one with your copies of the lessons.");
        var files = CourseFolder.LessonsIn(folder);
        if (files.Count == 0) throw new UsageException($"{folder}: no lessons there; expected files such as 01-nodes.ipynb.");

        using var batch = new Batch(course, terminal, files.Count, timeout ?? UsualTimeout, continueAfterFailure: true);
        var (notebooks, loaded) = NotebookFiles.Load(files, terminal);
        var (outcomes, ran) = await batch.RunAsync(notebooks, _ => Task.CompletedTask, cancellation);

        var exercises = outcomes.SelectMany(Exercises).ToArray();
        terminal.Line();
        terminal.Table(["lesson", "exercise", "", "hint"], exercises.Select(e => (IReadOnlyList<string>)
            [e.Lesson, e.Name, e.Passed ? "✓ done" : "✗ open", e.Passed ? "" : e.Hint]));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{exercises.Count(e => e.Passed)} of {exercises.Length} exercises are done."));
        return Math.Max(loaded, ran);
    }

    // The last word of each check; a check cell (check-N) that said nothing is an open exercise all the same.
    private static IEnumerable<Exercise> Exercises(NotebookOutcome outcome)
    {
        var lesson = Path.GetFileNameWithoutExtension(outcome.Notebook.Name);
        var found = new Dictionary<string, Exercise>();
        foreach (var cell in outcome.Cells)
        {
            var checks = cell.Cell.Outputs.Select(DataOf).OfType<MimeBundle>()
                .Select(data => data.TryGetValue(CheckType, out var check) ? ExerciseOf(check) : null)
                .OfType<Exercise>()
                .ToArray();
            if (checks.Length == 0 && cell.Cell.Id.Split('-') is ["check", var number])
                checks = [new Exercise(lesson, $"{lesson[..2]}.{number}", false, cell.WasRun ? Failure.Short(cell) : "not reached")];
            foreach (var check in checks) found[check.Name] = check;
        }
        return found.Values;

        Exercise? ExerciseOf(JsonNode check)
            => check is JsonObject fields && fields["exercise"] is { } name && fields["passed"] is { } passed
                ? new Exercise(lesson, (string)name!, (bool)passed, (string?)fields["hint"] ?? "")
                : null;
    }

    private static MimeBundle? DataOf(CellOutput output) => output switch
    {
        DisplayOutput display => display.Data,
        ResultOutput result => result.Data,
        _ => null,
    };

    private sealed record Exercise(string Lesson, string Name, bool Passed, string Hint);
}
