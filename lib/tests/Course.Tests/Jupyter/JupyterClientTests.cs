using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Course.Tests.Jupyter;

/// <summary>The installed kernel with Jupyter's own programs.</summary>
public sealed class JupyterClientTests(InstalledKernel kernel, ExecutedLessons executed, JupyterClientTests.Executor jupyter) : IClassFixture<JupyterClientTests.Executor>, IDisposable
{
    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Lessons => [.. ExecutedLessons.Names];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_protocols_own_tests_pass_and_none_is_skipped()
    {
        await SystemPython.RequireAsync("jupyter_kernel_test", "python3-jupyter-kernel-test");
        await kernel.InstallAsync();
        var (exitCode, output) = await SystemPython.RunAsync(
            _folder.Path, kernel.Environment, Path.Combine(AppContext.BaseDirectory, "Jupyter", "kernel_protocol.py"));
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("skipped", output, StringComparison.Ordinal);
        Assert.Contains("Ran 15 tests", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_gives_in_Jupyter_and_on_the_strangest_machine_what_the_command_gives_here(string lesson)
    {
        await SystemPython.RequireAsync("nbconvert", "jupyter-nbconvert");
        await kernel.InstallAsync();
        var theirs = Notebook.Load(await jupyter.ExecuteAsync(lesson, kernel));
        var ours = await executed.OfAsync(lesson);
        Assert.Equal(ours.Cells.Count, theirs.Cells.Count);
        var numbers = ours.Cells.Zip(theirs.Cells, (our, their) => Numbers.RequireSame(our.Id, Comparable(our), Comparable(their))).ToList();
        Assert.InRange(numbers.Sum(cell => cell.Rounded), 0, numbers.Sum(cell => cell.Count) / 500);
    }

    [Fact]
    public async Task Every_lesson_becomes_a_page_of_Jupyters()
    {
        await SystemPython.RequireAsync("nbconvert", "jupyter-nbconvert");
        await kernel.InstallAsync();
        var files = new List<string>();
        foreach (var lesson in ExecutedLessons.Names) files.Add(await jupyter.ExecuteAsync(lesson, kernel));
        var (exitCode, output) = await SystemPython.RunAsync(_folder.Path, kernel.Environment, ["-m", "nbconvert", "--to", "html", "--output-dir", _folder["pages"], .. files]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(files.Count, Directory.EnumerateFiles(_folder["pages"], "*.html").Count());
    }

    [Fact]
    public async Task A_console_keeps_variables_shows_errors_and_asks_for_input()
    {
        await SystemPython.RequireAsync("jupyter_console", "jupyter-console");
        await kernel.InstallAsync();
        var (exitCode, output) = await SystemPython.RunWithInputAsync(_folder.Path, kernel.Environment,
            string.Join('\n', "var a = 20;", "a + 22", "Console.Write(\"printed\")", "throw new Exception(\"oops\");", "Console.ReadLine() + \"!\"", "안녕", "a + 1", ""),
            "-m", "jupyter_console", "--kernel", ".net-csharp", "--simple-prompt");
        Assert.True(exitCode == 0, output);
        foreach (var shown in (string[])["Out[2]: 42", "printed", "line 1, column 1: oops", "Out[5]: 안녕!", "Out[6]: 21"])
            Assert.Contains(shown, output, StringComparison.Ordinal);
    }

    /// <summary>A cell's outputs without what differs from run to run: ids, counts, times. Of a cell that is there to measure
    /// times, or whose numbers hang on the last digit of a sum, only the kinds of its outputs.</summary>
    private static string Comparable(Cell cell)
    {
        var outputs = new JsonArray([.. cell.Outputs.Select(output => output.ToJson())]);
        if (Unstable.IsTimed(cell.Id) || Unstable.IsChaotic(cell.Id)) return Unstable.Kinds(outputs);
        foreach (var output in outputs.Cast<JsonObject>())
        {
            output.Remove("execution_count");
            output.Remove("transient");
            if (output["text"] is JsonArray lines) output["text"] = Unstable.WithoutOverwritten(string.Concat(lines.Select(line => (string)line!)));
        }
        return Unstable.WithoutTimes(Unstable.WithoutIds(Sorted(outputs)!.ToJsonString()));
    }

    // Jupyter's tools write names in the order of the alphabet, and numbers in Python's way, which knows no -0 of whole numbers.
    private static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject some => new JsonObject(some.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray some => new JsonArray([.. some.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>() + 0.0),
        _ => json?.DeepClone(),
    };

    /// <summary>Runs lessons with Jupyter's own program, each once, on the strangest machine: two proofs for one run.</summary>
    public sealed class Executor : IDisposable
    {
        private readonly WorkFolder _folder = new();
        private readonly Dictionary<string, string> _files = [];

        public async Task<string> ExecuteAsync(string lesson, InstalledKernel kernel)
        {
            if (_files.TryGetValue(lesson, out var file)) return file;
            var (exitCode, output) = await SystemPython.RunAsync(
                Repository.Notebooks, kernel.Environment.Concat(SameNumbersTests.Strange).ToDictionary(), "-m", "nbconvert", "--to", "notebook", "--execute", lesson, "--output-dir", _folder.Path);
            Assert.True(exitCode == 0, output);
            return _files[lesson] = _folder[lesson];
        }

        public void Dispose() => _folder.Dispose();
    }
}
