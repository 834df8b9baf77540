using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DeepLearningMath;

namespace Lessons.Tests;

/// <summary>
/// Lesson 13 says what the other lessons say: their words with the lesson in which each first appears, their formulas as they
/// stand there, and every node of the library. What is added or changed elsewhere and not here is noticed.
/// </summary>
public sealed partial class GlossaryTests(LessonRuns runs)
{
    private static readonly Lesson _glossary = Lesson.All.Single(lesson => lesson.Number == "13");

    private static readonly Lesson[] _lessons = [.. Lesson.All.Where(lesson => lesson != _glossary)];

    private static readonly MarkdownTable[] _tables =
        [.. _glossary.MarkdownCells.Where(cell => cell.Id != "summary").SelectMany(cell => MarkdownTable.In(cell.Source))];

    [Fact]
    public void Every_word_has_its_Korean_one_and_the_lesson_in_which_it_first_appears()
    {
        var rows = _tables.Where(table => table.Header is ["English", "Korean", "what it is", "lesson"]).SelectMany(table => table.Rows).ToArray();
        var expected = Terms.Korean.Select(term => (term.Key, Korean(term.Value), Link(FirstLesson(term.Key))));
        // In order of the alphabet, as one looks for a word; and each has an explanation.
        Assert.Equal(expected.OrderBy(row => row.Key, StringComparer.OrdinalIgnoreCase), rows.Select(row => (row[0], row[1], row[3])));
        Assert.All(rows, row => Assert.NotEqual("", row[2]));
    }

    [Fact]
    public void The_words_that_no_other_lesson_has_are_introduced_here()
    {
        var introduced = MarkdownTable.In(_glossary.Cell("summary").Source).Single().Rows;
        var unused = Terms.Korean.Keys.Where(term => FirstLesson(term) == _glossary).Order(StringComparer.OrdinalIgnoreCase);
        Assert.Equal(unused, introduced.Select(row => row[0]));
    }

    [Fact]
    public void A_link_leads_to_the_lesson_whose_number_it_shows()
    {
        var links = _glossary.MarkdownCells.SelectMany(cell => NumberedLink().Matches(cell.Source)).ToList();
        Assert.True(links.Count > Terms.Korean.Count);
        Assert.All(links, link => Assert.Equal(link.Groups["shown"].Value, link.Groups["leads"].Value));
        Assert.All(links, link => Assert.Contains(Lesson.All, lesson => $"{lesson.Name}.ipynb" == link.Groups["file"].Value));
    }

    [Fact]
    public void Every_node_of_the_library_has_its_row_with_forward_backward_and_the_lesson_that_uses_it()
    {
        var rows = _tables.Where(table => table.Header is ["node", "forward", ..]).SelectMany(table => table.Rows).ToArray();
        Assert.Equal(Nodes().Order(StringComparer.Ordinal), rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(rows, row =>
        {
            Assert.All(row, cell => Assert.NotEqual("", cell));
            var users = _lessons.Where(lesson => Uses(lesson, row[0])).ToList();
            if (users.Count == 0) Assert.Equal(Link(_glossary), row[^1]);
            else Assert.Contains(row[^1], users.Select(Link));
            // A node whose name is a word of the course stands in the lesson that introduces the word.
            if (_lessons.Any(lesson => Introduced(lesson).Contains(row[0].ToLowerInvariant()))) Assert.Equal(Link(FirstLesson(row[0].ToLowerInvariant())), row[^1]);
        });
    }

    [Fact]
    public void Every_formula_stands_in_the_lesson_that_it_names()
    {
        var rows = Formulas();
        Assert.True(rows.Length > 40);
        Assert.All(rows, row =>
        {
            var lesson = Assert.Single(Lesson.All, lesson => Link(lesson) == row[^1]);
            var there = lesson.MarkdownCells.SelectMany(cell => Tex(cell.Source)).ToList();
            var formulas = Tex(row[1]).ToList();
            Assert.NotEmpty(formulas);
            Assert.All(formulas, formula => Assert.True(there.Exists(tex => Says(tex, formula)),
                $"{row[0]}: the formula\n{formula}\nstands nowhere in {lesson}."));
        });
    }

    [Fact]
    public async Task Every_formula_and_every_node_is_tested_when_the_lesson_runs()
    {
        var run = await runs.AsItStands(_glossary);
        Assert.True(run.Failure is null, run.Failure);
        var marks = run.Outputs.Where(cell => cell.Key == "nodes-check" || cell.Key.StartsWith("formulas-", StringComparison.Ordinal))
            .SelectMany(cell => Mark().Matches(Printed(cell.Value))).Select(match => (Row: match.Groups["row"].Value, Mark: match.Groups["mark"].Value)).ToList();
        Assert.All(marks, mark => Assert.True(mark.Mark == "✓", $"{mark.Row} is {mark.Mark}"));
        Assert.Equal(
            Formulas().Select(row => row[0]).Concat(Nodes()).Order(StringComparer.Ordinal),
            marks.Select(mark => mark.Row).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(@"C \;=\; \dfrac{1}{n} \displaystyle\sum_{i} L_i", @"C = \frac{1}{n}\sum_i L_i")]
    [InlineData(@"\left\lceil n / B \right\rceil", @"\lceil n/B \rceil")]
    [InlineData(@"r\,|\nabla C| \cos\varphi", @"r \lvert\nabla C\rvert\cos\varphi")]
    [InlineData(@"\underbrace{s^2}_{\text{turn}} + m", @"s^2 + m")]
    public void Formulas_that_look_alike_are_alike(string one, string other) => Assert.Equal(Normalised(one), Normalised(other));

    [Theory]
    [InlineData(@"$\hat{y} = \sigma(z) = z, \qquad c = 1 - x^2 \\ d &= 2$", @"$\sigma(z) = z$", true)]
    [InlineData(@"$\hat{y} = \sigma(z) = z, \qquad c = 1 - x^2 \\ d &= 2$", @"$c = 1 - x^2$", true)]
    [InlineData(@"$\hat{y} = \sigma(z) = z, \qquad c = 1 - x^2 \\ d &= 2$", @"$d = 2$", true)]
    [InlineData(@"$c = 1 - x^2$", @"$c = 1 - x$", false)]
    [InlineData(@"$c = 1 - x^2$", @"$c = 1$", false)]
    [InlineData(@"$c = -2x$", @"$2x$", false)]
    public void A_formula_is_said_as_a_whole_and_not_as_a_part_of_another(string lesson, string formula, bool said)
        => Assert.Equal(said, Says(Tex(lesson).Single(), Tex(formula).Single()));

    [Theory]
    [InlineData(@"\theta + 2\alpha x", @"\theta - 2\alpha x")]
    [InlineData("dz^1", "dz^2")]
    [InlineData(@"\frac{1}{n}", @"\frac{1}{B}")]
    [InlineData("h^\\top dz", "dz^\\top h")]
    public void Formulas_that_look_different_are_different(string one, string other) => Assert.NotEqual(Normalised(one), Normalised(other));

    private static string[][] Formulas()
        => [.. _tables.Where(table => table.Header is ["", "formula", .., "lesson"]).SelectMany(table => table.Rows)];

    /// <summary>The lesson whose summary introduces a word first; if none does, the first that uses it; else the glossary.</summary>
    private static Lesson FirstLesson(string term)
        => _lessons.FirstOrDefault(lesson => Introduced(lesson).Contains(term))
        ?? _lessons.FirstOrDefault(lesson => lesson.MarkdownCells.Where(cell => cell.Id is not ("needs" or "next" or "questions"))
            .Any(cell => Regex.IsMatch(cell.Source, $@"(?<![\w-]){Regex.Escape(term)}e?s?(?![\w-])", RegexOptions.IgnoreCase)))
        ?? _glossary;

    private static HashSet<string> Introduced(Lesson lesson)
        => [.. MarkdownTable.In(lesson.Cell("summary").Source).Where(table => table.Header is ["English", "Korean", ..]).SelectMany(table => table.Rows).Select(row => row[0])];

    private static IEnumerable<string> Nodes()
        => typeof(Node).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Node)) && !type.IsAbstract).Select(type => type.Name);

    /// <summary>Whether a lesson makes the node, applies it to a variable or names it. (LINQ has a Sum and a Mean too, so these are asked for by name.)</summary>
    private static bool Uses(Lesson lesson, string node)
        => lesson.Notebook.Cells.Any(cell => Regex.IsMatch(cell.Source, $@"new {node}\(|`{node}`" + (node is "Sum" or "Mean" ? "" : $@"|(?<!Math)\.{node}\(")));

    private static string Printed(string outputs)
        => string.Concat(JsonNode.Parse(outputs)!.AsArray().Select(output => output!["text"]).OfType<JsonNode>()
            .SelectMany(text => text is JsonArray lines ? lines.Select(line => (string)line!) : [(string)text!]));

    private static string Link(Lesson lesson) => $"[{lesson.Number}]({lesson.Name}.ipynb)";

    private static string Korean(string word) => $"<span lang=\"ko\">{word}</span>";

    /// <summary>The formulas of a text, each written in one way.</summary>
    private static IEnumerable<string> Tex(string markdown)
        => Formula().Matches(markdown).Select(match => Normalised(match.Groups["tex"].Value));

    /// <summary>Whether a formula of a lesson holds another one as a whole: between its ends, commas, wide gaps, line ends and signs of equality.</summary>
    private static bool Says(string lesson, string formula)
        => Regex.IsMatch(lesson, $@"(^|[=,;]|\\\\){Regex.Escape(formula)}($|[=,;.]|\\\\)");

    /// <summary>Without what only sets distances, sizes and comments, so that one formula is one text however it was typeset.</summary>
    private static string Normalised(string tex)
    {
        tex = Brace().Replace(tex, "${under}");
        tex = Gap().Replace(tex, ";");
        tex = Typesetting().Replace(tex.Replace(@"\dfrac", @"\frac", StringComparison.Ordinal).Replace(@"\tfrac", @"\frac", StringComparison.Ordinal), "");
        tex = Bar().Replace(tex, "|");
        return SingleLetter().Replace(string.Concat(tex.Where(letter => !char.IsWhiteSpace(letter))), "$1");
    }

    [GeneratedRegex(@"\[([Ll]esson )?(?<shown>\d\d)\]\((?<file>(?<leads>\d\d)-[a-z0-9-]+\.ipynb)\)")]
    private static partial Regex NumberedLink();

    [GeneratedRegex(@"\$\$(?<tex>[^$]+)\$\$|\$(?<tex>[^$\n]+)\$")]
    private static partial Regex Formula();

    [GeneratedRegex(@"^(?<row>[A-Z]\w*) +(?<mark>[✓✗]) ", RegexOptions.Multiline)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\\underbrace\{(?<under>[^{}]*(\{[^{}]*\}[^{}]*)*)\}_\{\\text\{[^{}]*\}\}")]
    private static partial Regex Brace();

    [GeneratedRegex(@"\\[,;!:]|\\displaystyle|\\left(?![a-z])|\\right(?![a-z])|\\bigl|\\bigr|&|\\(begin|end)\{aligned\}")]
    private static partial Regex Typesetting();

    [GeneratedRegex(@"(\\q?quad)+")]
    private static partial Regex Gap();

    [GeneratedRegex(@"\\[lr]vert(?![a-z])")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?<=[_^])\{(\w)\}")]
    private static partial Regex SingleLetter();
}
