using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class ConsoleTests
{
    [Fact]
    public async Task Text_comes_while_the_cell_runs()
    {
        using var session = new TestSession();
        var came = new TaskCompletionSource();
        await session.DoAsync("var gate = new System.Threading.SemaphoreSlim(0);");
        var running = session.Session.RunAsync(
            "Console.Write(\"no newline\"); gate.Wait(); Console.Write(\"!\");",
            output => came.TrySetResult(),
            TestContext.Current.CancellationToken);
        // Only what has been printed can bring this about: the cell waits for nothing else.
        Assert.Same(came.Task, await Task.WhenAny(came.Task, running));
        session.Session.Interrupt();
        Assert.Equal(CellStatus.Interrupted, (await running).Status);
    }

    [Fact]
    public async Task Text_of_a_cells_other_threads_is_the_cells_and_each_line_is_whole()
    {
        using var session = new TestSession();
        var ran = await session.DoAsync(
            """
            Parallel.For(0, 200, i => Console.WriteLine($"line {i:000}"));
            var thread = new System.Threading.Thread(() => Console.Write("thread")); thread.Start(); thread.Join();
            """);
        var lines = ran.StandardOutput.Split('\n');
        Assert.Equal("thread", lines[^1]);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"line {i:000}"), lines[..^1].Order());
    }

    [Fact]
    public async Task Text_is_gathered_and_a_flood_is_kept_whole_in_bounded_chunks()
    {
        using var session = new TestSession();
        var ran = await session.DoAsync("for (var i = 0; i < 300_000; i++) Console.WriteLine(\"some text that is printed again and again\");");
        Assert.Equal(300_000 * 42, ran.StandardOutput.Length);
        Assert.InRange(ran.Outputs.Count, 2, 2000);
        Assert.True(ran.Outputs.Cast<StreamOutput>().All(output => output.Text.Length < 1_000_000));
    }

    [Fact]
    public async Task The_hosts_own_text_goes_where_it_went_and_the_console_is_given_back()
    {
        var before = (Console.Out, Console.Error, Console.In);
        using var mine = new StringWriter();
        Console.SetOut(mine);
        try
        {
            using (var session = new TestSession())
            {
                Assert.Equal("cell", (await session.DoAsync("Console.Write(\"cell\");")).StandardOutput);
                Console.Write("host");
            }
            Console.Write(" after");
            Assert.Equal("host after", mine.ToString());
        }
        finally
        {
            Console.SetOut(before.Out);
        }
        Assert.Equal(before, (Console.Out, Console.Error, Console.In));
    }

    [Fact]
    public async Task A_cell_reads_the_end_of_the_input()
    {
        using var session = new TestSession();
        Assert.Equal("null", (await session.DoAsync("Console.ReadLine()")).Value);
        Assert.Equal("-1", (await session.DoAsync("Console.Read()")).Value);
        Assert.Equal("", (await session.DoAsync("Console.In.ReadToEnd()")).Value);
    }

    [Fact]
    public async Task What_comes_after_a_cell_has_ended_goes_to_the_next_one()
    {
        using var session = new TestSession();
        await session.DoAsync("var go = new System.Threading.SemaphoreSlim(0); var done = Task.Run(() => { go.Wait(); Console.Write(\"late\"); });");
        var ran = await session.DoAsync("go.Release(); await done; Console.Write(\" here\");");
        Assert.Equal("late here", ran.StandardOutput);
    }

    private const string UntilTheCellHasEnded = "while (!System.IO.File.Exists(folder + \"/ended\")) System.Threading.Thread.Sleep(1); ";

    [Fact]
    public async Task What_comes_while_no_cell_runs_is_handed_over_or_comes_first_in_the_next()
    {
        var came = new TaskCompletionSource<CellOutput>();
        using (var session = new TestSession(output => came.TrySetResult(output)))
        {
            await session.DoAsync("var folder = Environment.CurrentDirectory; var thread = new System.Threading.Thread(() => { " + UntilTheCellHasEnded + "throw new Exception(\"too late\"); }); thread.Start();");
            session.Write("ended", "");
            Assert.Equal("too late", Assert.IsType<ErrorOutput>(await came.Task).Message);
        }
        using (var session = new TestSession())
        {
            await session.DoAsync("var folder = Environment.CurrentDirectory; var thread = new System.Threading.Thread(() => { " + UntilTheCellHasEnded + "Console.Write(\"kept\"); }); thread.Start();");
            session.Write("ended", "");
            Assert.Equal(new StreamOutput("stdout", "kept"), (await session.DoAsync("thread.Join();")).Outputs[0]);
        }
    }

    [Fact]
    public async Task A_receiver_that_throws_fails_the_run_and_nothing_hangs()
    {
        using var session = new TestSession();
        await Assert.ThrowsAsync<NotSupportedException>(() => session.Session.RunAsync(
            "for (var i = 0; i < 2_000_000; i++) Console.WriteLine(\"text\");",
            _ => throw new NotSupportedException(),
            TestContext.Current.CancellationToken));
        Assert.Equal("2", (await session.DoAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_session_starts_in_its_folder_and_stays_where_a_cell_went()
    {
        var before = Environment.CurrentDirectory;
        using var session = new TestSession();
        session.Write("sub/data.txt", "data");
        Assert.Equal("data", (await session.DoAsync("System.IO.File.ReadAllText(\"sub/data.txt\")")).Value);
        await session.DoAsync("Environment.CurrentDirectory = \"sub\";");
        Assert.Equal(before, Environment.CurrentDirectory);
        Assert.Equal("data", (await session.DoAsync("System.IO.File.ReadAllText(\"data.txt\")")).Value);
        Assert.Throws<DirectoryNotFoundException>(() => new CSharpSession(new() { WorkingDirectory = Path.Combine(session.Folder, "none") }));
    }

    [Fact]
    public async Task Only_one_cell_runs_at_a_time()
    {
        using var session = new TestSession();
        var running = session.Session.RunAsync("while (true) { }", _ => { }, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync("1"));
        session.Session.Interrupt();
        await running;
        Assert.Equal("1", (await session.DoAsync("1")).Value);
    }

    [Fact]
    public async Task A_warm_up_leaves_nothing_behind()
    {
        var before = (Console.Out, Environment.CurrentDirectory);
        await CSharpSession.WarmUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before, (Console.Out, Environment.CurrentDirectory));
        using var session = new TestSession();
        Assert.Equal(CellStatus.Failed, (await session.RunAsync("numbers")).Result.Status);
    }
}
