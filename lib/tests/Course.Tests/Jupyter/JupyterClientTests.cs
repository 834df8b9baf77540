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
    public async Task A_lesson_gives_in_Jupyter_what_the_command_gives(string lesson)
    {
        var theirs = Notebook.Load(Path.Combine(await jupyter.ExecuteAsync(kernel), lesson));
        var ours = await executed.OfAsync(lesson);
        Assert.Equal(ours.Cells.Select(LessonOutputs.Comparable), theirs.Cells.Select(LessonOutputs.Comparable));
    }

    [Fact]
    public async Task Every_lesson_becomes_a_page_of_Jupyters()
    {
        var folder = await jupyter.ExecuteAsync(kernel);
        var (exitCode, output) = await SystemPython.RunAsync(
            folder, kernel.Environment, ["-m", "nbconvert", "--to", "html", "--output-dir", _folder["pages"], .. ExecutedLessons.Names]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(ExecutedLessons.Names.Count, Directory.EnumerateFiles(_folder["pages"], "*.html").Count());
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

    /// <summary>Runs the lessons with Jupyter's own program, once.</summary>
    public sealed class Executor : IDisposable
    {
        private readonly WorkFolder _folder = new();
        private Task<string>? _run;

        /// <summary>The folder in which the executed lessons lie.</summary>
        public Task<string> ExecuteAsync(InstalledKernel kernel) => _run ??= RunAsync(kernel);

        public void Dispose() => _folder.Dispose();

        private async Task<string> RunAsync(InstalledKernel kernel)
        {
            await SystemPython.RequireAsync("nbconvert", "jupyter-nbconvert");
            await kernel.InstallAsync();
            var (exitCode, output) = await SystemPython.RunAsync(
                Repository.Notebooks, kernel.Environment, ["-m", "nbconvert", "--to", "notebook", "--execute", .. ExecutedLessons.Names, "--output-dir", _folder.Path]);
            Assert.True(exitCode == 0, output);
            return _folder.Path;
        }
    }
}
