using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class CSharpSessionTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

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
            Console.Write("a"); Console.Write("b");
            Console.Error.WriteLine("oops");
            display(1);
            Console.WriteLine("c");
            "<b>d</b>".DisplayAs("text/html");
            HTML("<i>e</i>")
            """);
        Assert.Collection(
            ran.Outputs,
            o => Assert.Equal(new StreamOutput("stdout", "ab"), o),
            o => Assert.Equal(new StreamOutput("stderr", "oops\n"), o),
            o => Assert.Equal("1", Assert.IsType<DisplayOutput>(o).Data.Text("text/plain")),
            o => Assert.Equal(new StreamOutput("stdout", "c\n"), o),
            o => Assert.Equal("<b>d</b>", Assert.IsType<DisplayOutput>(o).Data.Text("text/html")),
            o => Assert.Equal("<i>e</i>", Assert.IsType<ResultOutput>(o).Data.Text("text/html")));
    }
}
