namespace Course.Tests;

/// <summary><c>course progress</c> in notebooks of a reader.</summary>
public sealed class ProgressTests : IDisposable
{
    // A check is whatever offers this MIME type: the command knows no library.
    private const string Checks = """"
        class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute { public Type FormatterSourceType => formatterSourceType; public string[] PreferredMimeTypes { get; set; } }
        public class Formatter { public string MimeType => "application/vnd.course.check+json"; public bool Format(object o, System.IO.TextWriter w) { w.Write(((Answer)o).Json); return true; } }
        public class Source { public IEnumerable<object> CreateTypeFormatters() { yield return new Formatter(); } }
        [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "text/plain" })]
        public class Answer(string json) { public string Json => json; }
        Answer Check(string name, bool passed) => new($$"""{ "exercise": "{{name}}", "passed": {{(passed ? "true" : "false")}}, "hint": "think of {{name}}" }""");
        """";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<(string[] Rows, ChildProcess.Result Result)> ProgressAsync(params string[] options)
    {
        var result = await CommandProcess.RunAsync(_folder.Path, ["progress", ".", .. options]);
        var rows = result.Output.Split('\n').Where(line => line.Contains('✓', StringComparison.Ordinal) || line.Contains('✗', StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return ([.. rows], result);
    }

    [Fact]
    public async Task Every_exercise_of_every_lesson_is_listed_as_open_or_done()
    {
        _folder.Write("01-a.ipynb", Checks, "Check(\"01.1\", true)", "Check(\"01.2\", false)");
        _folder.Write("02-b.ipynb", Checks, "Check(\"02.1\", true).Display();");
        _folder.Write("notes.ipynb", Checks, "Check(\"99.1\", true)");

        var (rows, result) = await ProgressAsync();

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Equal(["01-a 01.1 ✓ done", "01-a 01.2 ✗ open think of 01.2", "02-b 02.1 ✓ done"], rows);
        Assert.EndsWith("2 of 3 exercises are done.", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_fails_hides_no_other_exercise()
    {
        _folder.Write("01-a.ipynb", Checks, "Check(\"01.1\", true)", "// id: exercise-2\nthis does not compile", "// id: check-2\nCheck(\"01.2\", Missing)", "// id: check-3\nCheck(\"01.3\", true)");

        var (rows, result) = await ProgressAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["01-a 01.1 ✓ done", "01-a 01.2 ✗ open line 2: CompilationError:", "01-a 01.3 ✓ done"],
            rows.Select(row => row.Contains("CompilationError", StringComparison.Ordinal) ? row[..(row.IndexOf("Error:", StringComparison.Ordinal) + 6)] : row));
        Assert.Equal(["01-a.ipynb: cell 3 (exercise-2), line 2: CompilationError", "01-a.ipynb: cell 4 (check-2), line 2: CompilationError"],
            result.ErrorLines.Select(line => line[..(line.IndexOf("Error", StringComparison.Ordinal) + 5)]));
    }

    [Fact]
    public async Task What_an_endless_cell_or_the_end_of_the_process_leaves_unreached_is_open()
    {
        _folder.Write("01-a.ipynb", Checks, "// id: check-1\nCheck(\"01.1\", true)", "while (true) { }", "// id: check-2\nCheck(\"01.2\", true)");
        _folder.Write("02-b.ipynb", Checks, "// id: check-1\nCheck(\"02.1\", true)", "Environment.Exit(0);", "// id: check-2\nCheck(\"02.2\", true)");

        var (rows, result) = await ProgressAsync("--timeout", "5");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["01-a 01.1 ✓ done", "01-a 01.2 ✓ done", "02-b 02.1 ✓ done", "02-b 02.2 ✗ open not reached"], rows);
    }

    [Fact]
    public async Task A_check_that_is_run_again_counts_with_its_last_word()
    {
        _folder.Write("01-a.ipynb", Checks, "Check(\"01.1\", false)", "Check(\"01.1\", true)");

        Assert.Equal(["01-a 01.1 ✓ done"], (await ProgressAsync()).Rows);
    }
}
