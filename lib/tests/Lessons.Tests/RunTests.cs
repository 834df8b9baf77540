using System.Text.Json.Nodes;

namespace Lessons.Tests;

public sealed class RunTests(LessonRuns runs)
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

    private static string WithoutTimes(string cell, string outputs)
        => Unstable.IsTimed(cell) ? Unstable.Kinds((JsonArray)JsonNode.Parse(outputs)!) : Unstable.WithoutTimes(outputs);
}
