using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class CodeHelpTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    /// <summary>What is offered at the bar in the code.</summary>
    private string[] Offered(string marked) => [.. Completed(marked).Items.Select(item => item.Text)];

    private Completion Completed(string marked)
        => _session.Session.Complete(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    private Inspection? Inspected(string marked)
        => _session.Session.Inspect(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    [Theory]
    [InlineData("Math.Sq|", "Sqrt")]
    [InlineData("\"text\".Substr|", "Substring")]
    [InlineData("System.Text.StringBuil|", "StringBuilder")]
    [InlineData("using System.Globaliz|", "Globalization")]
    [InlineData("Consol|", "Console|ConsoleCancelEventArgs|ConsoleCancelEventHandler|ConsoleColor|ConsoleKey|ConsoleKeyInfo|ConsoleModifiers|ConsoleSpecialKey")]
    [InlineData("consol|", "Console|ConsoleCancelEventArgs|ConsoleCancelEventHandler|ConsoleColor|ConsoleKey|ConsoleKeyInfo|ConsoleModifiers|ConsoleSpecialKey")]
    [InlineData("ConsoleColor.DarkB|", "DarkBlue")]
    [InlineData("new[] { 1 }.Wher|", "Where")]
    [InlineData("new[] { \"a\" }.Select(x => x.Substr|", "Substring")]
    [InlineData("string s = null; s?.Substr|", "Substring")]
    [InlineData("DateTime? when = null; when?.AddMill|", "AddMilliseconds")]
    [InlineData("fore|", "foreach")]
    [InlineData("displ|", "display")]
    [InlineData("var local = \"a\";\nlocal.Substr|\nvar y = 2;", "Substring")]
    [InlineData("var local = \"a\";\nlocal.|\nvar y = 2;", "*Substring")]
    [InlineData("int F(int alpha) { return alp| }", "alpha")]
    [InlineData("string.Join(separat|", "separator:")]
    [InlineData("new System.Threading.ThreadStart|", "ThreadStart|ThreadStartException")]
    [InlineData("new System.Diagnostics.ProcessStartInfo { WorkingDir|", "WorkingDirectory")]
    [InlineData("$\"{Math.Sq|}\"", "Sqrt")]
    public void What_fits_is_offered(string marked, string expected)
    {
        var offered = Offered(marked);
        if (expected is ['*', .. var one]) Assert.Contains(one, offered);
        else Assert.Equal(expected.Split('|'), offered);
    }

    [Theory]
    [InlineData("// Math.|")]
    [InlineData("/* Math.| */")]
    [InlineData("\"Math.|\"")]
    [InlineData("$\"Math.| {1}\"")]
    [InlineData("\"\"\"\nMath.|\n\"\"\"")]
    [InlineData("'a|'")]
    [InlineData("var n|")]
    [InlineData("12|")]
    [InlineData("nothing.At|")]
    [InlineData("#r \"nuget: Math|")]
    public void Where_nothing_can_be_known_nothing_is_offered(string marked) => Assert.Empty(Offered(marked));

    [Fact]
    public async Task Names_of_earlier_cells_are_offered_with_what_they_have()
    {
        await _session.DoAsync("using System.Globalization;\nclass Point { public int Across { get; set; } public int Aside; private int Apart; public static int Around; }");
        await _session.DoAsync("var point = new Point(); int PointCount(int first) => 1;");
        Assert.Equal(["point"], Offered("poin|"));
        Assert.Equal(["PointCount"], Offered("1 + PointC|"));
        Assert.Equal(["Across", "Aside"], Offered("point.A|"));
        Assert.Equal(["Around"], Offered("Point.A|"));
        Assert.Equal(["Across", "Aside"], Offered("new Point { | }").Intersect(["Across", "Aside", "Apart", "Around"]));
        Assert.Equal(["Aside"], Offered("new Point { Across = 1, As| }"));
        Assert.Contains("first:", Offered("PointCount(|)"));
        Assert.Equal(["CultureInfo"], Offered("CultureInf|"));
        Assert.Equal("variable", Completed("poin|").Items[0].Kind);
        Assert.Equal((4, 8), Completed("1 + poin|") is var found ? (found.Start, found.End) : default);
    }

    [Fact]
    public void Nothing_hidden_or_impossible_to_write_is_offered()
    {
        var members = Offered("\"\".|");
        Assert.Contains("Length", members);
        Assert.DoesNotContain(members, name => name.Contains('.', StringComparison.Ordinal) || name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("op_", StringComparison.Ordinal));
        Assert.DoesNotContain("IsNullOrEmpty", members);
    }

    [Fact]
    public void Files_are_offered_in_directives()
    {
        _session.Write("parts/Two.dll", "");
        _session.Write("parts/Three.dll", "");
        _session.Write("parts/note.txt", "");
        _session.Write("script.csx", "");
        Assert.Equal(["Three.dll", "Two.dll"], Offered("#r \"parts/|"));
        Assert.Equal(["Two.dll"], Offered("var x = 1;\n#r \"parts/Tw|"));
        Assert.Equal(["parts/"], Offered("#r \"par|"));
        Assert.Equal(["parts/", "script.csx", "../"], Offered("#load \"|").OrderBy(name => name == "../"));
        Assert.Equal([], Offered("#r \"no/such/folder/|"));
        Assert.Equal(["#load"], Offered("#lo|"));
        Assert.Equal((10, 12), Completed("#r \"parts/Tw|") is var found ? (found.Start, found.End) : default);
    }

    [Fact]
    public async Task A_function_of_a_cell_is_explained_with_its_signature_and_comment()
    {
        await _session.DoAsync(
            """
            /// <summary>Adds <paramref name="a"/> to
            /// <see cref="int"/>s.</summary>
            /// <param name="a">One of them.</param>
            /// <returns>The sum.</returns>
            /// <exception cref="ArgumentException">If <c>a</c> is odd.</exception>
            int Add(int a, int b = 2) => a + b;
            var count = 3;
            """);
        foreach (var marked in (string[])["Ad|d(1)", "Add|(1)", "|Add(1)", "Add(1, |)", "Add(|"])
        {
            var found = Inspected(marked);
            Assert.Equal(["int Add(int a, int b = 2)"], found!.Signatures);
            Assert.Equal("Adds a to Int32s.", found.Documentation!.Summary);
            Assert.Equal([("a", "One of them.")], found.Documentation.Parameters);
            Assert.Equal("The sum.", found.Documentation.Returns);
            Assert.Equal([("ArgumentException", "If a is odd.")], found.Documentation.Exceptions);
        }
        Assert.Equal(["int count"], Inspected("cou|nt")!.Signatures);
    }

    [Theory]
    [InlineData("Math.Cla|mp(1, 2, 3)", "int Math.Clamp(int value, int min, int max)", 11)]
    [InlineData("string.Join(|", "string string.Join(string? separator, params object?[] values)", 5)]
    [InlineData("new List<int>(|", "new List<int>(int capacity)", 3)]
    [InlineData("new Uri|(\"x\")", "new Uri(string uriString)", 5)]
    [InlineData("\"\".Leng|th", "int string.Length { get; }", 1)]
    [InlineData("Cons|ole.Write(1)", "class Console  // System", 1)]
    [InlineData("int|", "int  // System", 1)]
    [InlineData("var here = 1; her|e", "int here", 1)]
    public void A_name_is_explained_with_all_its_overloads(string marked, string signature, int atLeast)
    {
        var found = Inspected(marked);
        Assert.NotNull(found);
        Assert.True(found.Signatures.Count >= atLeast, string.Join('\n', found.Signatures));
        Assert.DoesNotContain(found.Signatures, line => line.Contains("IEnumerable<char>.Join", StringComparison.Ordinal));
        Assert.True(found.Signatures.Any(line => line.Contains(signature, StringComparison.Ordinal)), string.Join('\n', found.Signatures));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("nothing|")]
    [InlineData("1 + |2")]
    [InlineData("foreach|")]
    [InlineData("// Math|")]
    public void Where_there_is_no_name_there_is_nothing_to_explain(string marked) => Assert.Null(Inspected(marked));

    [Fact]
    public async Task The_documentation_beside_an_assembly_is_read()
    {
        using (var file = File.Create(Path.Combine(_session.Folder, "Ruler.dll")))
        {
            Assert.True(Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
                "Ruler",
                [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("public static class Ruler { public static double Length(double x) => x; }", cancellationToken: TestContext.Current.CancellationToken)],
                [Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
                new(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary)).Emit(file, cancellationToken: TestContext.Current.CancellationToken).Success);
        }
        _session.Write("Ruler.xml", """
            <doc><members>
              <member name="M:Ruler.Length(System.Double)"><summary>Measures <c>x</c>.</summary><param name="x">In metres.</param></member>
            </members></doc>
            """);
        await _session.DoAsync("#r \"Ruler.dll\"");
        var found = Inspected("Ruler.Length|(1)");
        Assert.Equal(["double Ruler.Length(double x)"], found!.Signatures);
        Assert.Equal("Measures x.", found.Documentation!.Summary);
        Assert.Equal([("x", "In metres.")], found.Documentation.Parameters);
        Assert.StartsWith("Shows a value now", Inspected("displa|y(1)")!.Documentation!.Summary, StringComparison.Ordinal);
    }
}
