using System.Diagnostics;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class InterruptTests : IDisposable
{
    private readonly TestSession _session = new();

    public static TheoryData<string, string> Endless => new()
    {
        { "loop", "while (true) { kept++; }" },
        { "LINQ", "while (true) kept += Enumerable.Range(0, 100).Where(x => x % 3 == 0).Select(x => x * 2).OrderBy(x => -x).Sum();" },
        { "training", "for (var epoch = 0; ; epoch++) { for (var i = 0; i < 100; i++) weights[i] -= 0.01 * (weights[i] * inputs[i] - 1) * inputs[i]; }" },
        { "strings", "var text = \"\"; while (true) { text += \"ab\"; if (text.Length > 1000) text = text.Substring(990); }" },
        { "sleep", "Thread.Sleep(System.Threading.Timeout.Infinite);".Replace("Thread.", "System.Threading.Thread.") },
        { "await", "await Task.Delay(System.Threading.Timeout.Infinite);" },
        { "parallel", "Parallel.For(0, 1000, i => { while (true) { } });" },
    };

    public static TheoryData<string> Hostile =>
    [
        "while (true) { try { while (true) { } } catch { } }",
        "while (true) { try { while (true) { } } catch (Exception) { } finally { kept++; } }",
        "try { while (true) { } } finally { while (true) { } }",
        "do { } while (true);",
        "do kept++; while (true);",
        "for (;;) ;",
        "for (;;) kept++;",
        "foreach (var x in Forever()) { }\nIEnumerable<int> Forever() { while (true) yield return 1; }",
        "foreach (var (a, b) in Pairs()) kept++;\nIEnumerable<(int, int)> Pairs() { while (true) yield return (1, 2); }",
        "void Inner() { while (true) ; }\nInner();",
        "Action action = () => { for (;;) { } }; action();",
        "Action action = delegate { while (true) { } }; action();",
        "Action a = null; var n = 0; a = () => { if (n++ < 1000) a(); n = 0; }; while (true) a();",
        "Enumerable.Range(0, int.MaxValue).Select(x => Math.Sqrt(x)).Where(x => x < 0).Count()",
        "var none = from x in Enumerable.Range(0, int.MaxValue) from y in Enumerable.Range(0, int.MaxValue) where x < y - int.MaxValue select (x, y); none.Count();",
        "(from x in Enumerable.Range(0, int.MaxValue) from y in Enumerable.Range(0, int.MaxValue) select new { x, y }).LongCount()",
        "var slow = from x in Enumerable.Range(0, int.MaxValue) where Wait(x) select x; slow.Count();\nbool Wait(int x) => x < 0;",
        "void Jump() { again: kept++; goto again; }\nJump();",
        "void Switch(int x) { switch (x) { case 1: goto case 2; case 2: goto case 1; } }\nSwitch(1);",
        "class Endless { public int Value { get { while (true) { } } } }\n_ = new Endless().Value;",
        "while (true) await Task.Yield();",
        "while (true) await Task.Delay(1);",
        "await Task.Run(() => { while (true) { } });",
        "Task.Run(() => { while (true) { } }).Wait();",
        "Task.WaitAll(Task.Delay(System.Threading.Timeout.Infinite));",
        "var gate = new object(); System.Threading.Monitor.Enter(gate); Task.Run(() => { lock (gate) { } }).Wait();",
        "new System.Threading.ManualResetEvent(false).WaitOne();",
        "var thread = new System.Threading.Thread(() => { while (true) { } }); thread.Start(); thread.Join();",
        "while (true) Console.Write(\"x\");",
        "await foreach (var x in Stream()) kept++;\nasync IAsyncEnumerable<int> Stream() { while (true) { await Task.Yield(); yield return 1; } }",
        "Enumerable.Range(0, int.MaxValue).AsParallel().Select(x => { while (true) { } return x; }).Sum();",
        "int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);\nFib(60)",
        "new System.Threading.Tasks.TaskCompletionSource().Task.Wait();",
    ];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task Endless_work_is_stopped_within_a_second_a_hundred_times_and_variables_stay(string kind, string code)
    {
        await _session.DoAsync("var kept = 0L; var weights = new double[100]; var inputs = Enumerable.Range(0, 100).Select(i => i / 100.0).ToArray(); var mark = \"still here\";");
        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 100; i++)
        {
            var (result, elapsed) = await InterruptAsync(code);
            Assert.True(result.Status == CellStatus.Interrupted, $"{kind} {i}: {result.Status} {result.Error?.Message}");
            if (elapsed > slowest) slowest = elapsed;
        }
        Assert.True(slowest < TimeSpan.FromSeconds(1), $"{kind}: {slowest}");
        Assert.Equal("still here", (await _session.DoAsync("mark")).Value);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: slowest {slowest.TotalMilliseconds} ms");
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_code_is_stopped_within_a_second(string code)
    {
        await _session.DoAsync("var kept = 7L;");
        for (var i = 0; i < 3; i++)
        {
            var (result, elapsed) = await InterruptAsync(code);
            Assert.True(result.Status == CellStatus.Interrupted, $"{result.Status} {result.Error?.Message}");
            Assert.Equal("Interrupted", result.Error!.Name);
            Assert.True(elapsed < TimeSpan.FromSeconds(1), $"{elapsed}");
        }
        Assert.Equal("2", (await _session.DoAsync("1 + 1")).Value);
        // Nothing of it goes on: the check costs a comparison again.
        Assert.NotNull((await _session.DoAsync("kept")).Value);
    }

    [Fact]
    public async Task What_cannot_be_stopped_is_named_with_what_to_do_and_the_session_goes_on()
    {
        var listening = "var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0); listener.Start();";
        await _session.DoAsync(listening);
        var (result, elapsed) = await InterruptAsync("listener.AcceptTcpClient();");
        Assert.Equal(CellStatus.Unstoppable, result.Status);
        Assert.InRange(elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(10));
        Assert.Contains("does not stop", result.Error!.Message);
        Assert.Contains("restart", result.Error.Message);
        Assert.Equal("2", (await _session.DoAsync("1 + 1")).Value);
        await _session.DoAsync("listener.Stop();");
    }

    [Fact]
    public async Task A_cell_let_go_while_it_awaits_does_not_go_on_in_its_loop()
    {
        await _session.DoAsync("var ticks = 0; var gate = new System.Threading.SemaphoreSlim(0);");
        var (result, _) = await InterruptAsync("while (true) { await gate.WaitAsync(); ticks++; }");
        Assert.Equal(CellStatus.Interrupted, result.Status);
        await _session.DoAsync("gate.Release(5); while (ticks == 0) await Task.Yield(); await Task.Delay(50);");
        // The wait that it was in may end; the loop's next turn may not begin.
        Assert.Equal("1", (await _session.DoAsync("ticks")).Value);
    }

    [Fact]
    public async Task Work_of_other_cells_in_the_background_is_left_alone()
    {
        await _session.DoAsync("var beats = 0; var going = true;\nvar beat = Task.Run(() => { while (System.Threading.Volatile.Read(ref going)) beats++; });");
        await InterruptAsync("while (true) { }");
        Assert.Equal("False", (await _session.DoAsync("beat.IsCompleted")).Value);
        Assert.Equal("True", (await _session.DoAsync("going = false; await beat; beat.IsCompletedSuccessfully")).Value);
    }

    [Fact]
    public async Task An_interrupt_before_compilation_has_ended_and_after_the_cell_has_ended_harms_nothing()
    {
        _session.Session.Interrupt();
        Assert.Equal("1", (await _session.DoAsync("1")).Value);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var result = await _session.Session.RunAsync("while (true) { }", _ => { }, cancelled.Token);
        Assert.Equal(CellStatus.Interrupted, result.Status);
        Assert.Equal("1", (await _session.DoAsync("1")).Value);
    }

    private async Task<(CellResult Result, TimeSpan Elapsed)> InterruptAsync(string code)
    {
        var started = new TaskCompletionSource();
        var running = _session.Session.RunAsync($"Console.WriteLine(\"go\"); {code}", Started, TestContext.Current.CancellationToken);
        await Task.WhenAny(started.Task, running);
        if (running.IsCompleted) throw new InvalidOperationException((await running).Error?.Message ?? "it ended by itself");
        var watch = Stopwatch.StartNew();
        _session.Session.Interrupt();
        var result = await running;
        return (result, watch.Elapsed);

        void Started(CellOutput output)
        {
            if (output is StreamOutput) started.TrySetResult();
        }
    }
}
