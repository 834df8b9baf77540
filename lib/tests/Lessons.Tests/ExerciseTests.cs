namespace Lessons.Tests;

/// <summary>Every exercise is proven with the notebook's own text: the stub, the folded solution, and common mistakes.</summary>
public sealed class ExerciseTests(LessonRuns runs)
{
    public static TheoryData<string> Exercises => Lesson.ExerciseIds;

    [Theory, MemberData(nameof(Exercises))]
    public async Task The_stub_runs_and_is_wrong(string exercise)
    {
        var verdict = await Of(exercise, runs.AsItStands);
        Assert.False(verdict.Passed, $"The stub passes: {verdict.Hint}");
        Assert.NotEqual("", verdict.Hint.Trim());
        Assert.DoesNotContain("stopped with an error", verdict.Hint, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Exercises))]
    public async Task The_folded_solution_passes(string exercise)
    {
        var verdict = await Of(exercise, runs.Solved);
        Assert.True(verdict.Passed, $"The solution\n{verdict.Answer}\nfails: {verdict.Hint}");
    }

    [Theory, MemberData(nameof(Exercises))]
    public async Task At_least_three_mistakes_each_get_a_hint_of_their_own(string exercise)
    {
        var (lesson, mistakes) = (Lesson.Exercise(exercise).Lesson, Lesson.Exercise(exercise).Mistakes);
        Assert.True(mistakes.Length >= 3, $"Mistakes.Lesson{lesson.Number} has {mistakes.Length} for {exercise}.");
        Assert.Distinct(mistakes);
        var run = await runs.WithMistakes(lesson);
        Assert.True(run.Tried.TryGetValue(exercise, out var verdicts) && verdicts.Count == mistakes.Length, run.Failure);
        Assert.All(verdicts, verdict =>
        {
            Assert.Equal(exercise, verdict.Exercise);
            Assert.False(verdict.Passed, $"The mistake\n{verdict.Answer}\npasses: {verdict.Hint}");
            Assert.False(verdict.IsGeneral, $"The mistake\n{verdict.Answer}\ngets only the general hint: {verdict.Hint}");
        });
        Assert.Distinct(verdicts.Select(verdict => verdict.Hint));
    }

    [Fact]
    public void No_mistake_is_kept_for_an_exercise_that_no_lesson_has()
        => Assert.Empty(Mistakes.All.Keys.Except(Lesson.All.SelectMany(lesson => lesson.Exercises).Select(exercise => exercise.Id)));

    private static async Task<Verdict> Of(string exercise, Func<Lesson, Task<LessonRun>> run)
    {
        var finished = await run(Lesson.Exercise(exercise).Lesson);
        Assert.True(finished.Verdicts.TryGetValue(exercise, out var verdict), finished.Failure);
        Assert.Equal(exercise, verdict.Exercise);
        return verdict;
    }
}
