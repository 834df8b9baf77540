using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(Lessons.Tests.LessonRuns))]

namespace Lessons.Tests;

/// <summary>Runs each lesson once for all tests: as it stands, with common mistakes tried on the way, and with the solutions in place.</summary>
public sealed class LessonRuns : IDisposable
{
    private readonly ConcurrentDictionary<(Lesson, string), Lazy<Task<LessonRun>>> _runs = new();

    // A session takes the process's console for its cells.
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal Task<LessonRun> AsItStands(Lesson lesson)
        => Once(lesson, "as it stands", () => LessonRun.Of(lesson, exercise => exercise.Stub.Source));

    internal Task<LessonRun> WithMistakes(Lesson lesson)
        => Once(lesson, "with mistakes", () => LessonRun.Of(lesson, exercise => exercise.Stub.Source, exercise => exercise.Mistakes));

    internal Task<LessonRun> Solved(Lesson lesson)
        => Once(lesson, "solved", () => LessonRun.Of(lesson, exercise => exercise.Solution));

    public void Dispose() => _turn.Dispose();

    private Task<LessonRun> Once(Lesson lesson, string kind, Func<Task<LessonRun>> run)
        => _runs.GetOrAdd((lesson, kind), _ => new Lazy<Task<LessonRun>>(async () =>
        {
            await _turn.WaitAsync();
            try
            {
                return await run();
            }
            finally
            {
                _turn.Release();
            }
        })).Value;
}
