using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class CSharpSessionTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_warm_up_runs_no_cell_more_when_somebody_waits() => Assert.True(CSharpSession.WarmUpAsync(new CancellationToken(canceled: true)).IsCompletedSuccessfully);

    [Fact]
    public async Task The_last_expression_without_a_semicolon_is_the_value()
    {
        Assert.Equal("42", (await _session.DoAsync("6 * 7")).Value);
        Assert.Equal("[ 2, 4 ]", (await _session.DoAsync("new[] { 1, 2 }.Select(x => 2 * x).ToArray()")).Value);
        Assert.Null((await _session.DoAsync("var x = 3;")).Value);
        Assert.Null((await _session.DoAsync("Console.WriteLine(3)")).Value);
        Assert.Equal("null", (await _session.DoAsync("(string)null")).Value);
        Assert.Equal("3", (await _session.DoAsync("await Task.FromResult(x)")).Value);
        Assert.Null((await _session.DoAsync("await Task.Delay(1)")).Value);
        Assert.Equal(CellStatus.Failed, (await _session.RunAsync("1 + 1;")).Result.Status);
    }

    [Fact]
    public async Task A_cell_sees_what_the_cells_before_it_declared()
    {
        await _session.DoAsync("using System.Globalization;\nvar total = 1; int Add(int n) => total += n;");
        await _session.DoAsync("class Point { public int X { get; init; } } record Named(string Name);");
        await _session.DoAsync("if (int.TryParse(\"5\", out var five)) Add(five);");
        Assert.Equal("6", (await _session.DoAsync("total")).Value);
        Assert.Equal("9", (await _session.DoAsync("new Point { X = 9 }.X")).Value);
        Assert.Equal("en-GB", (await _session.DoAsync("new CultureInfo(\"en-GB\").Name")).Value);
        await _session.DoAsync("var total = \"another\";");
        Assert.Equal("another", (await _session.DoAsync("total")).Value);
        Assert.Equal("8", (await _session.DoAsync("Add(2)")).Value);
    }

    [Fact]
    public async Task A_function_that_is_declared_again_and_again_stays_what_it_is()
    {
        await _session.DoAsync("class Box { } string Kind(double x) => \"double\"; string Kind(Box x) => \"first box\"; int Twice(int x) => x; int Other() => 1;");
        await _session.DoAsync("int Old() => Twice(1) + 1000; var box = new Box();");
        for (var i = 1; i <= 40; i++)
        {
            await _session.DoAsync($"int Twice(int x) => x * {i}; string Kind(int x) => \"int {i}\"; int Recursive(int n) => n == 0 ? {i} : Recursive(n - 1);");
            Assert.Equal($"{3 * i} int {i} double {i}", (await _session.DoAsync("$\"{Twice(3)} {Kind(1)} {Kind(1.5)} {Recursive(3)}\"")).Value);
        }
        // What the declarations before it had is not lost: other parameters, those of a type that was declared again, cells that call an old one.
        Assert.Equal("first box", (await _session.DoAsync("Kind(box)")).Value);
        Assert.Equal("1001", (await _session.DoAsync("Old()")).Value);
        Assert.Equal("1", (await _session.DoAsync("Other()")).Value);
        for (var i = 1; i <= 20; i++) await _session.DoAsync($"class Box {{ public int Size => {i}; }} int Size(Box box) => box.Size;");
        Assert.Equal("20", (await _session.DoAsync("Size(new Box())")).Value);
        // A name may become something else, and a function again.
        await _session.DoAsync("var Twice = 5;");
        Assert.Equal("5", (await _session.DoAsync("Twice")).Value);
        for (var i = 1; i <= 20; i++) await _session.DoAsync($"int Twice(int x) => {i};");
        Assert.Equal("20", (await _session.DoAsync("Twice(0)")).Value);
        Assert.Equal(["Twice"], _session.Session.Complete("Twic", 4).Items.Select(item => item.Text));
        Assert.Contains("Twice(int x)", Assert.Single(_session.Session.Inspect("Twice", 3)!.Signatures), StringComparison.Ordinal);
        // What does not compile leaves everything as it was.
        Assert.Equal(CellStatus.Failed, (await _session.RunAsync("int Twice(int x) => nothing;")).Result.Status);
        Assert.Equal("20", (await _session.DoAsync("Twice(0)")).Value);
    }

    [Fact]
    public async Task Variables_set_before_a_cell_threw_stay()
    {
        var ran = await _session.RunAsync("var kept = 5;\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal(CellStatus.Failed, ran.Result.Status);
        Assert.Equal("5", (await _session.DoAsync("kept")).Value);
    }

    [Fact]
    public async Task Outputs_come_in_order_with_the_value_last()
    {
        var ran = await _session.DoAsync(
            """
            Console.Write("a");
            Console.Error.WriteLine("oops");
            display(1);
            Console.WriteLine("c");
            "<b>d</b>".DisplayAs("text/html");
            HTML("<i>e</i>")
            """);
        Assert.Collection(
            ran.Outputs,
            o => Assert.Equal(new StreamOutput("stdout", "a"), o),
            o => Assert.Equal(new StreamOutput("stderr", "oops\n"), o),
            o => Assert.Equal("1", Assert.IsType<DisplayOutput>(o).Data.Text("text/plain")),
            o => Assert.Equal(new StreamOutput("stdout", "c\n"), o),
            o => Assert.Equal("<b>d</b>", Assert.IsType<DisplayOutput>(o).Data.Text("text/html")),
            o => Assert.Equal("<i>e</i>", Assert.IsType<ResultOutput>(o).Data.Text("text/html")));
    }
}
