using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lessons.Tests;

public sealed partial class RunTests(LessonRuns runs)
{
    public static TheoryData<string> Lessons => Lesson.Names;

    [Fact]
    public void There_are_lessons() => Assert.NotEmpty(Lesson.All);

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lesson_runs_as_it_stands(string lesson)
        => AssertRan(await runs.AsItStands(Lesson.Named(lesson)));

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lesson_runs_with_the_exercises_solved(string lesson)
        => AssertRan(await runs.Solved(Lesson.Named(lesson)));

    [Theory, MemberData(nameof(Lessons))]
    public async Task A_lesson_shows_the_same_again_though_mistakes_were_tried_on_the_way(string lesson)
    {
        var first = await runs.AsItStands(Lesson.Named(lesson));
        var second = await runs.WithMistakes(Lesson.Named(lesson));
        AssertRan(first);
        AssertRan(second);
        Assert.Equal(first.Outputs.Keys, second.Outputs.Keys);
        Assert.All(first.Outputs, cell => Assert.Equal(WithoutTimes(cell.Key, cell.Value), WithoutTimes(cell.Key, second.Outputs[cell.Key])));
        Assert.Contains(first.Outputs, cell => cell.Value != "[]");
    }

    private static void AssertRan(LessonRun run) => Assert.True(run.Failure is null, run.Failure);

    /// <summary>
    /// Outputs with each time left out. A curve's points have no unit beside them, so of a cell whose id begins with
    /// <c>timed-</c> only the kinds of its outputs are kept.
    /// </summary>
    private static string WithoutTimes(string cell, string outputs) => cell.StartsWith("timed-", StringComparison.Ordinal)
        ? string.Join('\n', JsonNode.Parse(outputs)!.AsArray().Select(output => $"{output!["output_type"]}: {string.Join(", ", output["data"]?.AsObject().Select(data => data.Key) ?? [])}"))
        : Time().Replace(outputs, "a time");

    [GeneratedRegex(@"\d+(\.\d+)? ?(ns|µs|\\u00B5s|ms|s)\b")]
    private static partial Regex Time();
}
