namespace Course.Tests;

/// <summary>A file that is no notebook: one clear line, exit 2, nothing written for it, the others still done.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_notebook_is_one_line_and_the_others_are_run()
    {
        (string Text, string Message)[] bad =
        [
            ("hello", ":1:1: not valid JSON: 'h' is an invalid start of a value"),
            ("{\"cells\": [], \"nbformat\": 3}", ":1:15: nbformat is 3; expected 4: open the notebook in Jupyter and save it there as version 4"),
            ("{\"cells\": [\n", ":2:1: the file ends in the middle of its JSON: it seems to be cut off"),
            ("", ": the file is empty; expected a notebook (JSON, nbformat 4)"),
            ("{\"cells\": [5], \"nbformat\": 4}", ":1:12: cell 1 is no object; expected { \"cell_type\": …, \"source\": … }"),
        ];
        foreach (var (i, (text, _)) in bad.Index()) _folder.WriteText($"bad-{i}.ipynb", text);
        _folder.Write("good.ipynb", "Console.WriteLine(\"good\");");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "bad-*.ipynb", "good.ipynb", "--output", "out");

        Assert.Equal(bad.Select((file, i) => $"bad-{i}.ipynb{file.Message}"), result.ErrorLines);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["good.ipynb"], Directory.GetFileSystemEntries(_folder["out"]).Select(Path.GetFileName));
        Assert.Equal(["good\n"], _folder.Printed("out/good.ipynb"));
    }

    [Fact]
    public async Task A_missing_file_a_folder_and_one_that_cannot_be_read_are_one_line_each()
    {
        Directory.CreateDirectory(_folder["folder.ipynb"]);
        File.CreateSymbolicLink(_folder["loop.ipynb"], _folder["loop.ipynb"]);

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "none.ipynb", "folder.ipynb", "loop.ipynb");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["none.ipynb: there is no such file", "folder.ipynb: this is a folder; expected a notebook (.ipynb)"], result.ErrorLines.Take(2));
        Assert.StartsWith("loop.ipynb: the file cannot be read: ", Assert.Single(result.ErrorLines.Skip(2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_name_or_a_message_speaks_to_the_terminal()
    {
        _folder.Write("x.ipynb", "throw new Exception(\"\\u001b[2Jgone\\u0007\");");
        var result = await CommandProcess.RunAsync(_folder.Path, "run", "a\u001b[31mb.ipynb", "@list", "x.ipynb");
        Assert.DoesNotContain(result.Output + result.Errors, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Contains(result.ErrorLines, line => line.StartsWith("a\uFFFD[31mb.ipynb: there is no such file", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, line => line.StartsWith("@list: there is no such file", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, line => line.EndsWith("Exception: \uFFFD[2Jgone\uFFFD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cells_of_unknown_kinds_are_kept_and_not_run()
    {
        _folder.WriteText("odd.ipynb", """
            {"cells": [{"cell_type": "poem", "source": "roses", "x": [1.0]}, {"cell_type": "code", "source": "Console.WriteLine(1);", "metadata": {}}],
             "metadata": {}, "nbformat": 4, "nbformat_minor": 2}
            """);

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "odd.ipynb", "--output", "out");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        var cells = _folder.Json("out/odd.ipynb")["cells"]!;
        Assert.Equal("""{"cell_type":"poem","source":"roses","x":[1.0]}""", cells[0]!.ToJsonString());
        Assert.Equal(["", "1\n"], _folder.Printed("out/odd.ipynb"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("export", "--no-run")]
    public async Task An_output_folder_that_cannot_be_written_is_said_before_anything_runs(params string[] command)
    {
        _folder.Write("x.ipynb", "System.IO.File.WriteAllText(\"ran.txt\", \"\");");
        _folder.WriteText("file", "");

        var result = await CommandProcess.RunAsync(_folder.Path, [.. command, "x.ipynb", "--output", Path.Combine("file", "out")]);

        Assert.StartsWith(Path.Combine("file", "out") + " cannot be written: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.False(File.Exists(_folder["ran.txt"]));
    }

    [Theory]
    [InlineData("rnu")]
    [InlineData("run")]
    [InlineData("run", "x.ipynb", "--timeout", "soon")]
    [InlineData("run", "x.ipynb", "--timeout", "-1")]
    [InlineData("run", "x.ipynb", "--timeout")]
    [InlineData("run", "x.ipynb", "--outptu", "d")]
    [InlineData("progress", "a", "b")]
    [InlineData("progress", "no-such-folder")]
    [InlineData("progress", ".")]
    [InlineData("serve", "--port", "http")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("worker")]
    public async Task A_command_line_that_is_wrong_is_one_line_and_exit_2(params string[] arguments)
    {
        _folder.Write("x.ipynb", "System.IO.File.WriteAllText(\"ran.txt\", \"\");");

        var result = await CommandProcess.RunAsync(_folder.Path, arguments);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Single(result.ErrorLines);
        Assert.False(File.Exists(_folder["ran.txt"]));
    }

    [Fact]
    public async Task Two_notebooks_of_one_name_do_not_overwrite_each_other()
    {
        _folder.Write("a/x.ipynb", "1");
        _folder.Write("b/x.ipynb", "2");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "a/x.ipynb", "b/x.ipynb", "--output", "out");

        Assert.Equal("a/x.ipynb and b/x.ipynb would be written to one file in out: give them one after the other, with another folder each.", Assert.Single(result.ErrorLines));
        Assert.Equal(2, result.ExitCode);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
