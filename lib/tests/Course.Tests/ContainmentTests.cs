using Notebooks.Documents;

namespace Course.Tests;

/// <summary>What a cell does to its process happens to no other notebook, and what was done before is kept.</summary>
public sealed class ContainmentTests(ContainmentTests.HostileCells hostile) : IClassFixture<ContainmentTests.HostileCells>, IDisposable
{
    private const string Before = "Console.WriteLine(\"before\");\nConsole.WriteLine(\"and then\");\n";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Hostile => new()
    {
        { Before + "throw new InvalidOperationException(\"boom\");", "cell 2 (c-2), line 3: InvalidOperationException: boom" },
        { Before + "Environment.Exit(0);", "cell 2 (c-2), line 3: ProcessExit: the cell ended its process (exit code 0), as Environment.Exit does; nothing after it can run" },
        { Before + "Environment.FailFast(\"no way on\");", "cell 2 (c-2), line 3: FailFast: the process was ended at once: no way on" },
        { Before + "System.Diagnostics.Process.GetCurrentProcess().Kill();", "cell 2 (c-2), line 3: ProcessKilled: the process of the cell was killed (signal 9): by the cell, by somebody else, or by the system for want of memory" },
        { Before + "var t = new System.Threading.Thread(() =>\n throw new InvalidOperationException(\"elsewhere\"));\nt.Start(); t.Join();", "cell 2 (c-2), line 4: InvalidOperationException: elsewhere" },
        { Before + "while (true) { }", "cell 2 (c-2), line 3: Timeout: the cell took longer than 5 s and was stopped" },
        { Before + "System.Threading.Thread.Sleep(-1);", "cell 2 (c-2), line 3: Timeout: the cell took longer than 5 s and was stopped" },
        { Before + "await Task.Delay(-1);", "cell 2 (c-2): Timeout: the cell took longer than 5 s and was stopped" },
        // A library call that never looks up: the process has to go.
        { Before + "System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + \"b\", \"^(a+)+$\")", "cell 2 (c-2): Timeout: the cell took longer than 5 s and was stopped" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_cell_is_named_and_everything_else_is_done(string cell, string expected)
    {
        var (name, folder, result) = await hostile.RunAsync(cell);

        Assert.Equal(expected, Assert.Single(result.ErrorLines, line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..]);
        var bad = folder.Load($"out/{name}").Cells;
        Assert.Single(bad[1].Outputs.OfType<ErrorOutput>());
        Assert.Equal([1, 2, null], bad.Select(c => c.ExecutionCount));
        Assert.Equal(["first\n", "before\nand then\n", ""], folder.Printed($"out/{name}"));
        // One line for each that failed, and no other.
        Assert.Equal(Directory.EnumerateFiles(folder.Path, "bad-*.ipynb").Count(), result.ErrorLines.Length);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["good\n"], folder.Printed("out/good.ipynb"));
    }

    [Fact]
    public async Task A_stack_that_overflows_is_named()
    {
        _folder.Write("deep.ipynb", Before + "int Deep(int n) => Deep(n + 1) + 1;\nDeep(0)");
        // What the library calls back is not guarded: this one takes the process along.
        _folder.Write("deeper.ipynb", Before + "class Deep : IComparable<Deep> { public int CompareTo(Deep? o) => Comparer<Deep>.Default.Compare(this, o) + 1; }\nComparer<Deep>.Default.Compare(new(), new())");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "deep.ipynb", "deeper.ipynb", "--output", "out");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.ErrorLines.Length);
        Assert.StartsWith("deep.ipynb: cell 1 (c-1), line 3: ", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("deeper.ipynb: cell 1 (c-1), line 3: ", result.ErrorLines[1], StringComparison.Ordinal);
        Assert.Equal(["before\nand then\n"], _folder.Printed("out/deep.ipynb"));
        Assert.Equal(["before\nand then\n"], _folder.Printed("out/deeper.ipynb"));
    }

    [Fact]
    public async Task A_hundred_megabytes_of_text_are_cut_with_a_line_that_says_so_and_the_next_cell_runs()
    {
        _folder.Write("flood.ipynb",
            "for (var i = 0; i < 1_000_000; i++) Console.WriteLine(new string('x', 99));\nConsole.Error.WriteLine(\"no more\");",
            "Console.Write(new string('y', 100_000_000));", "Console.WriteLine(\"next\");");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "flood.ipynb", "--output", "out");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        foreach (var cell in _folder.Load("out/flood.ipynb").Cells.Take(2))
        {
            var outputs = cell.Outputs.Cast<StreamOutput>().ToArray();
            Assert.Equal(["stdout", "stderr"], outputs.Select(output => output.Name));
            Assert.InRange(outputs[0].Text.Length, 9_900_000, 10_000_000);
            Assert.Equal("\n… more than 10 MB of output from one cell: the rest is left out.\n", outputs[1].Text);
        }
        Assert.Equal("next\n", _folder.Printed("out/flood.ipynb")[2]);
    }

    [Fact]
    public async Task What_a_child_process_prints_belongs_to_the_cell_and_nobody_waits_for_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs echo and cat as programs");
        _folder.Write("child.ipynb",
            "System.Diagnostics.Process.Start(\"echo\", \"from a child\").WaitForExit();",
            "System.Diagnostics.Process.Start(\"cat\").WaitForExit();\nConsole.WriteLine(\"after\");");

        var result = await CommandProcess.RunAsync(_folder.Path, "run", "child.ipynb", "--timeout", "100", "--output", "out");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Equal(["from a child\n", "after\n"], _folder.Printed("out/child.ipynb"));
    }

    [Fact]
    public async Task A_failed_notebook_leaves_nothing_behind_for_the_next_in_its_worker()
    {
        // More notebooks than workers, every other one with a thread that goes on spoiling the console.
        var names = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(i => $"{i:00}.ipynb").ToArray();
        foreach (var (i, name) in names.Index())
            _folder.Write(name, i % 2 == 0
                ? "new System.Threading.Thread(() => { while (true) { Console.WriteLine(\"spoilt\"); System.Threading.Thread.Sleep(1); } }).Start();\nthrow new Exception(\"x\");"
                : "System.Threading.Thread.Sleep(200);\nConsole.WriteLine(\"clean\");");

        var result = await CommandProcess.RunAsync(_folder.Path, ["run", .. names, "--output", "out"]);

        Assert.Equal(names.Length / 2, result.ErrorLines.Length);
        Assert.All(names.Where((_, i) => i % 2 == 1), name => Assert.Equal(["clean\n"], _folder.Printed($"out/{name}")));
    }

    /// <summary>The hostile cells, each in a notebook of its own, and a good notebook after them: those that would never end in one run, the others in another.</summary>
    public sealed class HostileCells : IDisposable
    {
        private readonly Run _ending = new("--timeout=100", isEndless: false);
        private readonly Run _endless = new("--timeout=5", isEndless: true);

        internal async Task<(string Name, WorkFolder Folder, ChildProcess.Result Result)> RunAsync(string cell)
        {
            var run = _ending.Cells.Contains(cell) ? _ending : _endless;
            return ($"bad-{run.Cells.IndexOf(cell)}.ipynb", run.Folder, await run.Result.Value);
        }

        public void Dispose()
        {
            _ending.Folder.Dispose();
            _endless.Folder.Dispose();
        }

        private sealed class Run
        {
            public Run(string timeout, bool isEndless)
            {
                Cells = [.. Hostile.Select(row => row.Data).Where(row => row.Item2.Contains("Timeout", StringComparison.Ordinal) == isEndless).Select(row => row.Item1)];
                foreach (var (i, cell) in Cells.Index()) Folder.Write($"bad-{i}.ipynb", "Console.WriteLine(\"first\");", cell, "Console.WriteLine(\"never\");");
                Folder.Write("good.ipynb", "Console.WriteLine(\"good\");");
                Result = new(() => CommandProcess.RunAsync(Folder.Path, "run", "bad-*.ipynb", "good.ipynb", timeout, "--output", "out"));
            }

            public WorkFolder Folder { get; } = new();

            public List<string> Cells { get; }

            public Lazy<Task<ChildProcess.Result>> Result { get; }
        }
    }
}
