using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Notebooks.Documents;

namespace Lessons.Tests;

/// <summary>What every lesson's file looks like.</summary>
public sealed partial class FormTests
{
    private const string Setup = """
        #r "../lib/out/Lessons.dll"
        using DeepLearningMath;
        using DeepLearningMath.Lessons;
        """;

    private const string Metadata = """
        {
          "kernelspec": { "display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp" },
          "language_info": { "name": "polyglot-notebook" },
          "polyglot_notebook": { "kernelInfo": { "defaultKernelName": "csharp", "items": [ { "name": "csharp", "languageName": "csharp", "aliases": [] } ] } }
        }
        """;

    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    public static TheoryData<string> Lessons => Lesson.Names;

    [Fact]
    public void Lessons_are_numbered_from_00_without_a_gap()
    {
        Assert.All(Lesson.All, lesson => Assert.Matches(@"^\d\d-[a-z0-9]+(-[a-z0-9]+)*$", lesson.Name));
        Assert.Equal(Enumerable.Range(0, Lesson.All.Count).Select(number => $"{number:00}"), Lesson.All.Select(lesson => lesson.Number));
    }

    [Fact]
    public void The_first_lesson_leads_to_all_others_each_with_the_question_that_it_begins_with()
    {
        var links = Lesson.All.Skip(1).Select(lesson =>
        {
            var lines = lesson.Notebook.Cells[0].Source.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return $"- [{lines[0][2..]}]({lesson.Name}.ipynb). {lines[1][2..^2]}";
        });
        Assert.Equal(["Each begins with a question:", "", .. links], Lesson.All[0].Cell("questions").Source.Split('\n'));
    }

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_is_saved_as_Notebook_Save_writes_it(string lesson)
        => Assert.Equal(Lesson.Named(lesson).Notebook.ToText(), File.ReadAllText(Lesson.Named(lesson).Path));

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_is_nbformat_4_5_for_the_CSharp_kernel(string lesson)
    {
        var json = Lesson.Named(lesson).Notebook.Json;
        Assert.Equal((4, 5), ((int)json["nbformat"]!, (int)json["nbformat_minor"]!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Metadata), json["metadata"]), json["metadata"]!.ToJsonString());
    }

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_holds_no_outputs(string lesson)
        => Assert.All(Lesson.Named(lesson).CodeCells, cell =>
        {
            Assert.Empty(cell.Outputs);
            Assert.Null(cell.ExecutionCount);
        });

    [Theory, MemberData(nameof(Lessons))]
    public void A_code_cell_has_at_most_15_lines_of_100_columns(string lesson)
    {
        Assert.All(Lesson.Named(lesson).CodeCells, cell => AssertFits(cell.Id, cell.Source));
        Assert.All(Lesson.Named(lesson).Exercises, exercise => AssertFits($"the solution of {exercise.Id}", exercise.Solution.TrimEnd()));

        static void AssertFits(string place, string code)
        {
            var lines = code.Split('\n');
            Assert.True(lines.Length <= 15, $"{place} has {lines.Length} lines.");
            Assert.All(lines, line => Assert.True(line.Length <= 100, $"{place} has a line of {line.Length} columns: {line}"));
        }
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Cells_have_short_ids_each_once(string lesson)
    {
        var cells = Lesson.Named(lesson).Notebook.Cells;
        Assert.All(cells, cell => Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", (string?)cell.Json["id"]));
        Assert.All(cells, cell => Assert.InRange(cell.Id.Length, 1, 32));
        Assert.Distinct(cells.Select(cell => cell.Id));
    }

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_begins_with_title_needs_and_set_up_and_ends_with_summary_and_next(string lesson)
    {
        var cells = Lesson.Named(lesson).Notebook.Cells;
        (string, CellKind)[] first = [("title", CellKind.Markdown), ("needs", CellKind.Markdown), ("setup", CellKind.Code)];
        (string, CellKind)[] last = [("summary", CellKind.Markdown), ("next", CellKind.Markdown)];
        Assert.Equal(first, cells.Take(3).Select(cell => (cell.Id, cell.Kind)));
        Assert.Equal(last, cells.TakeLast(2).Select(cell => (cell.Id, cell.Kind)));
        Assert.Equal(Setup, Lesson.Named(lesson).Cell("setup").Source);
        Assert.All(cells, cell => Assert.True(cell.Kind is CellKind.Markdown or CellKind.Code, $"{cell.Id} is {cell.Kind}."));
    }

    [Theory, MemberData(nameof(Lessons))]
    public void A_prediction_stands_before_the_code_and_its_folded_answer_after(string lesson)
    {
        var notebook = Lesson.Named(lesson);
        var ids = notebook.Notebook.Cells.Select(cell => cell.Id).Where(id => PredictionId().IsMatch(id)).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(Enumerable.Range(1, ids.Count / 2).SelectMany(n => (string[])[$"predict-{n}", $"answer-{n}"]), ids);
        for (var n = 1; n <= ids.Count / 2; n++)
        {
            var (question, answer) = (notebook.Cell($"predict-{n}"), notebook.Cell($"answer-{n}"));
            Assert.Equal((CellKind.Markdown, CellKind.Markdown), (question.Kind, answer.Kind));
            Assert.Contains("?", question.Source, StringComparison.Ordinal);
            Assert.Equal(CellKind.Code, notebook.Notebook.Cells[question.Index + 1].Kind);
            AssertFolded(answer);
        }
    }

    [Theory, MemberData(nameof(Lessons))]
    public void An_exercise_is_task_stub_check_and_one_folded_solution(string lesson)
    {
        var notebook = Lesson.Named(lesson);
        Assert.InRange(notebook.Exercises.Count, 2, 7);
        Assert.Equal(
            Enumerable.Range(1, notebook.Exercises.Count).SelectMany(n => (string[])[$"exercise-{n}-text", $"exercise-{n}", $"check-{n}", $"solution-{n}"]),
            notebook.Notebook.Cells.Select(cell => cell.Id).Where(id => ExerciseId().IsMatch(id)));
        Assert.All(notebook.Exercises, (exercise, i) =>
        {
            var (text, solution) = (notebook.Cell($"exercise-{i + 1}-text"), notebook.Cell($"solution-{i + 1}"));
            Assert.Equal([text.Index, text.Index + 1, text.Index + 2, text.Index + 3], [text.Index, exercise.Stub.Index, exercise.Check.Index, solution.Index]);
            Assert.Equal((CellKind.Markdown, CellKind.Code, CellKind.Code, CellKind.Markdown), (text.Kind, exercise.Stub.Kind, exercise.Check.Kind, solution.Kind));
            Assert.Matches($@"^Lesson{notebook.Number}\.\w+\([^\n]*\)$", exercise.Check.Source);
            AssertFolded(solution);
            Assert.Single(exercise.Solutions);
        });
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Headings_are_in_order(string lesson)
    {
        var notebook = Lesson.Named(lesson);
        var headings = notebook.MarkdownCells.SelectMany(cell => Markdown.Parse(cell.Source, _pipeline).Descendants<HeadingBlock>()).ToList();
        Assert.Equal(1, headings[0].Level);
        Assert.StartsWith($"# {notebook.Number} · ", notebook.Cell("title").Source, StringComparison.Ordinal);
        Assert.All(headings.Skip(1).Zip(headings), pair =>
        {
            var (heading, before) = pair;
            Assert.True(heading.Level > 1 && heading.Level <= before.Level + 1,
                $"A heading of level {heading.Level} follows one of level {before.Level}: {heading.Inline?.FirstChild}");
        });
    }

    [Theory, MemberData(nameof(Lessons))]
    public void No_link_is_dead(string lesson)
    {
        var links = Lesson.Named(lesson).MarkdownCells.SelectMany(cell =>
            Markdown.Parse(cell.Source, _pipeline).Descendants<LinkInline>().Select(link => link.Url ?? "")
                .Concat(HtmlAddress().Matches(cell.Source).Select(match => match.Groups[1].Value)));
        Assert.All(links, link =>
        {
            if (link.StartsWith("https://", StringComparison.Ordinal)) return;
            var path = Path.GetFullPath(Path.Combine(Repository.Notebooks, Uri.UnescapeDataString(link.Split('#')[0])));
            Assert.True(File.Exists(path) && path.StartsWith(Repository.Root, StringComparison.Ordinal), $"The link {link} leads nowhere.");
        });
    }

    [Theory, MemberData(nameof(Lessons))]
    public void A_cell_keeps_to_what_both_kernels_know(string lesson)
        => Assert.All(Lesson.Named(lesson).CodeCells.Where(cell => cell.Id != "setup"), cell =>
        {
            Assert.DoesNotMatch(OnlyInSetup(), cell.Source);
            Assert.DoesNotMatch(NotCommonGround(), cell.Source);
        });

    private static void AssertFolded(Cell cell)
    {
        Assert.Matches(Folded(), cell.Source);
    }

    [GeneratedRegex(@"^(predict|answer)-\d+$")]
    private static partial Regex PredictionId();

    [GeneratedRegex(@"^(exercise-\d+(-text)?|check-\d+|solution-\d+)$")]
    private static partial Regex ExerciseId();

    [GeneratedRegex(@"\A<details>\s*<summary>[^\n]+</summary>\n\n.+\n\n</details>\z", RegexOptions.Singleline)]
    private static partial Regex Folded();

    [GeneratedRegex(@"(?:href|src)\s*=\s*""([^""]*)""")]
    private static partial Regex HtmlAddress();

    [GeneratedRegex(@"^\s*(using\s+(?!\()|#r\b|#load\b)", RegexOptions.Multiline)]
    private static partial Regex OnlyInSetup();

    [GeneratedRegex(@"^\s*namespace\s|^(ReadOnly)?Span<|\)\.Update\(|^\s*extension\s*\(|stackalloc", RegexOptions.Multiline)]
    private static partial Regex NotCommonGround();
}
