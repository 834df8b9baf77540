using Notebooks.Documents;

namespace Course.Tests;

public sealed class RunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_shows_a_table_of_cells_and_keeps_the_executed_notebook()
    {
        _folder.Write("a.ipynb", "# Text", "// id: sum\nvar x = 1 + 1;\nx", "Console.WriteLine(x);", "throw new Exception(\"no\");", "3");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "a.ipynb", "--output", "out");

        Assert.Equal(1, result.ExitCode);
        var rows = result.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row is [[>= '0' and <= '9'], ..]).ToArray();
        Assert.Equal(["2 sum ✓", "3 c-3 ✓", "4 c-4 ✗", "5 c-5 not"], rows.Select(row => string.Join(' ', row.Take(3))));
        Assert.EndsWith("line 1: Exception: no", string.Join(' ', rows[2]), StringComparison.Ordinal);
        var cells = _folder.Load("out/a.ipynb").Cells;
        Assert.Equal([null, 1, 2, 3, null], cells.Select(cell => cell.ExecutionCount));
        var value = Assert.IsType<ResultOutput>(Assert.Single(cells[1].Outputs));
        Assert.Equal(1, value.ExecutionCount);
        Assert.Contains("2", string.Concat(value.Data.Keys.Select(value.Data.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain("outputs", File.ReadAllText(_folder["a.ipynb"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_that_the_shell_left_alone_are_filled_in()
    {
        foreach (var name in new[] { "02-b", "02-a", "03-c" }) _folder.Write($"notebooks/{name}.ipynb", "1");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "notebooks/02*.ipynb", "notebooks/02-a.ipynb");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["notebooks/02-a.ipynb", "notebooks/02-b.ipynb"], result.Output.Split('\n').Where(line => line.StartsWith("notebooks/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cells_run_in_the_notebooks_own_folder_whatever_the_current_one_is()
    {
        _folder.Write("deep/er/x.ipynb", "Console.WriteLine(System.IO.File.ReadAllText(\"beside.txt\"));");
        _folder.WriteText("deep/er/beside.txt", "found");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "deep/er/x.ipynb", "--output", "out");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Equal(["found\n"], _folder.Printed("out/x.ipynb"));
    }

    [Fact]
    public async Task Outputs_of_an_earlier_run_do_not_stay()
    {
        _folder.Write("x.ipynb", "throw new Exception(\"no\");", "2");
        var notebook = _folder.Load("x.ipynb");
        foreach (var cell in notebook.Cells) cell.Add(new StreamOutput("stdout", "old"));
        notebook.Save(_folder["x.ipynb"]);

        await CommandProcess.RunAsync(_folder.Path, "run", "x.ipynb", "--output", "out");

        Assert.Equal(["", ""], _folder.Printed("out/x.ipynb"));
        Assert.Empty(_folder.Load("out/x.ipynb").Cells[1].Outputs);
    }

    [Fact]
    public async Task Plain_output_has_no_escape_sequences_and_no_spaces_at_the_ends_of_lines()
    {
        _folder.Write("x.ipynb", "1");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "x.ipynb");

        Assert.DoesNotContain('\u001b', result.Output);
        Assert.All(result.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        Assert.Contains("x.ipynb: 1 of 1 cells run, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notebooks_run_side_by_side()
    {
        // Each waits for the other to have begun: one after the other they would never end.
        foreach (var (mine, other) in new[] { ("a", "b"), ("b", "a") })
            _folder.Write($"{mine}.ipynb", $$"""
                System.IO.File.WriteAllText("{{mine}}.begun", "");
                while (!System.IO.File.Exists("{{other}}.begun")) System.Threading.Thread.Sleep(10);
                """);
        Assert.SkipWhen(Environment.ProcessorCount == 1, "needs two cores");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "a.ipynb", "b.ipynb", "--timeout", "60");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
    }
}
