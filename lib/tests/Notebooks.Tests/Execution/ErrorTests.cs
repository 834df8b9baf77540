using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class ErrorTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_compilation_error_names_line_and_column_of_the_text_as_typed()
    {
        var ran = await _session.RunAsync("var a = 1;\nwhile (true) { a++; if (a > 3) break; }  a = missing;");
        Assert.Equal(CellStatus.Failed, ran.Result.Status);
        Assert.Equal(("CompilationError", 2, 46), (ran.Error.Name, ran.Error.Line, ran.Error.Column));
        Assert.Contains("CS0103: The name 'missing' does not exist", ran.Error.Message);
        Assert.Contains("a = missing;", ran.Traceback);
        Assert.Equal(CellStatus.Failed, (await _session.RunAsync("var a = ;")).Result.Status);
    }

    [Fact]
    public async Task What_the_compiler_would_read_for_hours_is_refused_at_once()
    {
        var ran = await _session.RunAsync("var a = 1;\nvar b = " + new string('[', 5000));
        Assert.Equal(CellStatus.Failed, ran.Result.Status);
        Assert.Equal(2, ran.Error.Line);
        Assert.Contains("So many brackets stand within each other here", ran.Error.Message);
        Assert.Contains("var b = [[", ran.Traceback);
        // In a text, or one after another, they are nothing special.
        await _session.DoAsync($"var c = \"{new string('[', 5000)}\"; // {new string('[', 5000)}\nint[][] d = [{string.Concat(Enumerable.Repeat("[1], ", 100))}];");
    }

    [Fact]
    public async Task A_runtime_error_names_line_and_column_of_the_text_as_typed()
    {
        var ran = await _session.RunAsync("var zero = 0;\nforeach (var x in new[] { 1 })\n    while (true) Console.WriteLine(x / zero);");
        Assert.Equal(("DivideByZeroException", 3, 18), (ran.Error.Name, ran.Error.Line, ran.Error.Column));
        Assert.Contains("while (true) Console", ran.Traceback);
        Assert.DoesNotContain("Notebooks", ran.Traceback);
        Assert.DoesNotContain("Interruption", ran.Traceback);
    }

    [Fact]
    public async Task An_error_in_an_earlier_cells_function_names_both_places()
    {
        await _session.DoAsync("\nint Parse(string text) => int.Parse(text);\nTask<int> Later(string s) => Task.Run(() => Parse(s));");
        var ran = await _session.RunAsync("var fine = Parse(\"1\");\nvar bad = Parse(\"x\");");
        Assert.Equal(("FormatException", 2), (ran.Error.Name, ran.Error.Line));
        Assert.Contains("at Parse(string text), cell 1, line 2", ran.Traceback);
        Assert.Contains("at cell 2, line 2", ran.Traceback);
        Assert.Contains("at int.Parse(string s)", ran.Traceback);
        Assert.DoesNotContain("MoveNext", ran.Traceback);

        ran = await _session.RunAsync("\n\nawait Later(\"y\")");
        Assert.Equal(("FormatException", 3), (ran.Error.Name, ran.Error.Line));
    }

    [Fact]
    public async Task Endless_recursion_is_an_ordinary_error()
    {
        foreach (var code in new[]
        {
            "\nint F(int n) => F(n + 1) + 1;\nF(0)",
            "\nclass Loop { public int X { get => X; } }\nnew Loop().X",
            "\nclass Node { public override string ToString() => $\"{this}\"; }\nnew Node().ToString()",
            "Func<int, int> g = null;\ng = n => g(n + 1) + 1; g(0)",
            "\nclass Twin { public Twin() { new Twin(); } }\nnew Twin()",
        })
        {
            var ran = await _session.RunAsync(code);
            Assert.Equal("InsufficientExecutionStackException", ran.Error.Name);
            Assert.Equal(2, ran.Error.Line);
            Assert.True(ran.Error.Traceback.Count < 50);
        }
        Assert.Equal("2", (await _session.DoAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task Exceptions_on_other_threads_are_reported_and_the_process_lives()
    {
        var ran = await _session.RunAsync(
            """
            var thread = new Thread(() =>
                throw new InvalidOperationException("on a thread"));
            thread.Start(); thread.Join();
            """.Replace("Thread(", "System.Threading.Thread("));
        Assert.Equal(CellStatus.Failed, ran.Result.Status);
        Assert.Equal(("InvalidOperationException", 2), (ran.Error.Name, ran.Error.Line));

        ran = await _session.RunAsync("async void Boom() { await Task.Yield(); throw new ArgumentException(\"in async void\"); }\nBoom(); await Task.Delay(500);");
        Assert.Equal(("ArgumentException", 1), (ran.Error.Name, ran.Error.Line));
        Assert.Equal("2", (await _session.DoAsync("1 + 1")).Value);
    }

    [Fact]
    public async Task A_formatter_that_throws_is_an_error_that_names_it()
    {
        await _session.DoAsync("class Odd { public override string ToString() => \"odd\"; }\nMicrosoft.DotNet.Interactive.Formatting.Formatter.Register<Odd>((_, w) => throw new Exception(\"broken\"), \"text/html\");");
        var ran = await _session.RunAsync("1.Display();\nnew Odd()");
        Assert.Equal("FormatterError", ran.Error.Name);
        Assert.Contains("Odd cannot be shown as text/html", ran.Error.Message);
        Assert.Contains("broken", ran.Error.Message);
        ran = await _session.RunAsync("\ndisplay(new Odd());");
        Assert.Equal(2, ran.Error.Line);
    }
}
