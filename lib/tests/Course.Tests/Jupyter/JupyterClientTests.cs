using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Course.Tests.Jupyter;

/// <summary>The installed kernel with Jupyter's own programs.</summary>
public sealed class JupyterClientTests(InstalledKernel kernel) : IDisposable
{
    private static readonly string s_root = FindRoot();

    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Lessons => [.. Files];

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(s_root, "notebooks"), "*.ipynb").Select(file => Path.GetFileName(file)).Order();

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
    public async Task A_lesson_gives_in_Jupyter_what_the_command_gives(string lesson)
    {
        await SystemPython.RequireAsync("nbconvert", "jupyter-nbconvert");
        await kernel.InstallAsync();
        var file = Path.Combine(s_root, "notebooks", lesson);
        var (exitCode, output) = await SystemPython.RunAsync(
            Path.GetDirectoryName(file)!, kernel.Environment, "-m", "nbconvert", "--to", "notebook", "--execute", file, "--output-dir", _folder["jupyter"]);
        Assert.True(exitCode == 0, output);
        var command = await CommandProcess.RunAsync(_folder.Path, "run", file, "--output", _folder["command"]);
        Assert.True(command.ExitCode == 0, command.Errors);

        var (theirs, ours) = (_folder.Load($"jupyter/{lesson}"), _folder.Load($"command/{lesson}"));
        Assert.Equal(ours.Cells.Count, theirs.Cells.Count);
        foreach (var (their, our) in theirs.Cells.Zip(ours.Cells)) Assert.Equal(Comparable(our), Comparable(their));
    }

    [Fact]
    public async Task Every_lesson_becomes_a_page_of_Jupyters()
    {
        await SystemPython.RequireAsync("nbconvert", "jupyter-nbconvert");
        await kernel.InstallAsync();
        var lessons = Files.ToList();
        var (exitCode, output) = await SystemPython.RunAsync(Path.Combine(s_root, "notebooks"), kernel.Environment,
            ["-m", "nbconvert", "--to", "html", "--execute", "--output-dir", _folder["pages"], .. lessons]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(lessons.Count, Directory.EnumerateFiles(_folder["pages"], "*.html").Count());
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
    /// times, only the kinds of its outputs.</summary>
    private static string Comparable(Cell cell)
    {
        if (cell.Id.StartsWith("timed-", StringComparison.Ordinal))
            return string.Join("; ", cell.Outputs.Select(output => output.ToJson()).Select(output =>
                $"{output["output_type"]} {string.Join(", ", output["data"]?.AsObject().Select(entry => entry.Key).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())}"));
        var outputs = new JsonArray();
        foreach (var output in cell.Outputs.Select(output => output.ToJson()))
        {
            output.Remove("execution_count");
            output.Remove("transient");
            // What a carriage return has overwritten, Jupyter's tools do not keep.
            if (output["text"] is JsonArray lines)
                output["text"] = Unstable.Overwritten().Replace(string.Concat(lines.Select(line => (string)line!)), "");
            outputs.Add(Sorted(output));
        }
        var text = Unstable.Ids().Replace(outputs.ToJsonString(), "ID");
        return Unstable.Times().Replace(text, "TIME");
    }

    // Jupyter's tools write names in the order of the alphabet, and numbers in Python's way, which knows no -0 of whole numbers.
    private static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject some => new JsonObject(some.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray some => new JsonArray([.. some.Select(Sorted)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => JsonValue.Create(value.GetValue<double>() + 0.0),
        _ => json?.DeepClone(),
    };

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "notebooks"))) folder = folder.Parent;
        return folder.FullName;
    }
}
