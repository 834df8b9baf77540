using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Lessons.Tests;

/// <summary>What a check said of an answer.</summary>
/// <param name="Answer">The text that stood in the exercise's cell.</param>
/// <param name="Exercise">The exercise that the check names.</param>
/// <param name="Passed">Whether the answer is right.</param>
/// <param name="Hint">What the reader sees.</param>
/// <param name="IsGeneral">Whether the hint is the one for any wrong answer; asked for tries only.</param>
internal sealed record Verdict(string Answer, string Exercise, bool Passed, string Hint, bool IsGeneral = false);

/// <summary>A lesson, run from its first cell to its last in one fresh session.</summary>
internal sealed class LessonRun
{
    private const string CheckMimeType = "application/vnd.course.check+json";

    private readonly CSharpSession _session;

    private LessonRun(CSharpSession session) => _session = session;

    /// <summary>Where and why the run stopped; null if every cell ran.</summary>
    public string? Failure { get; private set; }

    /// <summary>What a reader sees below each code cell, as JSON, by the cell's id.</summary>
    public Dictionary<string, string> Outputs { get; private set; } = [];

    /// <summary>What the lesson's own check cells said, by the exercise's id.</summary>
    public Dictionary<string, Verdict> Verdicts { get; } = [];

    /// <summary>What the checks said of the answers tried before the cell's own, by the exercise's id.</summary>
    public Dictionary<string, List<Verdict>> Tried { get; } = [];

    /// <summary>Runs a lesson; stops at the first cell that fails.</summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="answer">What stands in an exercise's cell.</param>
    /// <param name="tries">Answers that a reader tries before, in the same place, each followed by the check.</param>
    public static async Task<LessonRun> Of(
        Lesson lesson, Func<Exercise, string> answer, Func<Exercise, IEnumerable<string>>? tries = null)
    {
        using var session = new CSharpSession(new SessionOptions { WorkingDirectory = Repository.Notebooks });
        var run = new LessonRun(session);
        var executed = Notebook.Parse(lesson.Notebook.ToText(), lesson.Name);
        var answered = lesson.Exercises.ToDictionary(exercise => exercise.Stub.Id);
        var checkedBy = lesson.Exercises.ToDictionary(exercise => exercise.Check.Id);
        foreach (var cell in executed.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var source = cell.Source;
            if (answered.TryGetValue(cell.Id, out var exercise))
            {
                foreach (var attempt in tries?.Invoke(exercise) ?? [])
                    if (!await run.TryAsync(exercise, attempt)) return run;
                source = answer(exercise);
            }

            if (await run.RunAsync(cell.Id, source) is not { } outputs) return run;
            foreach (var output in outputs) cell.Add(output);
            if (checkedBy.TryGetValue(cell.Id, out exercise))
            {
                if (run.VerdictOn(exercise, answer(exercise), outputs) is not { } verdict) return run;
                run.Verdicts[exercise.Id] = verdict;
            }
        }

        run.Outputs = executed.Cells.Where(cell => cell.Kind == CellKind.Code).ToDictionary(cell => cell.Id, OutputsOf);
        return run;
    }

    private static string OutputsOf(Cell cell)
    {
        var outputs = (JsonArray)cell.Json["outputs"]!;
        foreach (var output in outputs.OfType<JsonObject>()) output.Remove("execution_count");
        return outputs.ToJsonString();
    }

    private async Task<bool> TryAsync(Exercise exercise, string attempt)
    {
        // IsGeneral is not for readers, so it is in no output of the check; one cell instead of two, because there are many tries.
        var question = $"{{ var check = {exercise.Check.Source}; display(check); Console.Write(check.IsGeneral); }}";
        if (await RunAsync($"{exercise.Stub.Id} with the answer\n{attempt}\n", attempt) is null
            || await RunAsync(exercise.Check.Id, question) is not { } outputs
            || VerdictOn(exercise, attempt, outputs) is not { } verdict) return false;
        if (!Tried.TryGetValue(exercise.Id, out var verdicts)) Tried[exercise.Id] = verdicts = [];
        verdicts.Add(verdict with { IsGeneral = bool.Parse(outputs.OfType<StreamOutput>().Single().Text) });
        return true;
    }

    private Verdict? VerdictOn(Exercise exercise, string answer, IEnumerable<CellOutput> outputs)
    {
        var checks = outputs.Select(output => output switch
        {
            ResultOutput result => result.Data.GetValueOrDefault(CheckMimeType),
            DisplayOutput display => display.Data.GetValueOrDefault(CheckMimeType),
            _ => null,
        }).OfType<JsonObject>().ToList();
        if (checks is [var check])
            return new Verdict(answer, (string)check["exercise"]!, (bool)check["passed"]!, (string)check["hint"]!);
        Failure = $"{exercise.Check.Id} shows {checks.Count} outputs of type {CheckMimeType}; expected 1.";
        return null;
    }

    private async Task<List<CellOutput>?> RunAsync(string place, string source)
    {
        var outputs = new List<CellOutput>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var result = await _session.RunAsync(source, outputs.Add, limit.Token);
        if (result.Status == CellStatus.Succeeded) return outputs;
        Failure = $"{place}, line {result.Error?.Line}: {result.Status}: {result.Error?.Name}: {result.Error?.Message}\n{string.Join('\n', result.Error?.Traceback ?? [])}";
        return null;
    }
}
