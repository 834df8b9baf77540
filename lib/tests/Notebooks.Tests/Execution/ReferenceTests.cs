using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class ReferenceTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_referenced_assembly_brings_the_types_of_those_beside_it()
    {
        var inner = Build("Inner", "public class Engine { public static int Count = 7; }");
        Build("Outer", "public class Car : Engine { public Engine Part => new(); }", inner);
        await _session.DoAsync("#r \"Outer.dll\"\nEngine engine = new Car().Part;");
        Assert.Equal("7", (await _session.DoAsync("Engine.Count")).Value);
        await _session.DoAsync("#r \"Inner.dll\"\nvar again = new Engine();");
        Assert.Equal("True", (await _session.DoAsync("engine.GetType() == again.GetType()")).Value);
    }

    [Fact]
    public async Task A_cell_of_references_or_usings_alone_counts_for_the_cells_after_it()
    {
        Build("Lamp", "namespace Lights { public class Lamp { public static int Watts = 5; } }");
        await _session.DoAsync("#r \"Lamp.dll\" // the lamps");
        await _session.DoAsync("using Lights; // and no statement");
        Assert.Equal("5", (await _session.DoAsync("Lamp.Watts")).Value);
        Assert.Equal(1, (await _session.RunAsync("using Lights.Out;")).Error.Line);
    }

    [Fact]
    public async Task A_rebuild_neither_harms_nor_is_blocked_by_a_session()
    {
        var path = Build("Part", "public class Part { public static string Name() => \"old\"; }");
        Assert.Equal("old", (await _session.DoAsync("#r \"Part.dll\"\nPart.Name()")).Value);
        using (var same = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) same.SetLength(0);
        Build("Part", "public class Part { public static string Name() => \"new\"; public static int More() => 1; }");
        var ran = await _session.DoAsync("#r \"Part.dll\"\nPart.Name()");
        Assert.Equal("old", ran.Value);
        Assert.Contains("Part.dll has been rebuilt", ran.StandardError);

        using var fresh = new Notebooks.Execution.CSharpSession(new() { WorkingDirectory = _session.Folder });
        var outputs = new List<Notebooks.Documents.CellOutput>();
        await fresh.RunAsync("#r \"Part.dll\"\nPart.Name()", outputs.Add, TestContext.Current.CancellationToken);
        Assert.Equal("new", Assert.IsType<Notebooks.Documents.ResultOutput>(Assert.Single(outputs)).Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_missing_assembly_says_which_and_what_to_build()
    {
        var project = Path.GetDirectoryName(_session.Write("lib/Lessons/Lessons.csproj", "<Project />"));
        var ran = await _session.RunAsync("\n#r \"lib/out/Lessons.dll\"");
        Assert.Equal(2, ran.Error.Line);
        Assert.Contains(Path.Combine(_session.Folder, "lib", "out", "Lessons.dll"), ran.Error.Message);
        Assert.Contains(ran.Error.Traceback, line => line.EndsWith("2 | #r \"lib/out/Lessons.dll\"", StringComparison.Ordinal));
        Assert.Contains($"run: dotnet build {project}", ran.Error.Message);

        ran = await _session.RunAsync("#r \"lib/out/Unknown.dll\"");
        Assert.Contains("counts from the notebook's folder", ran.Error.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_named()
    {
        _session.Write("text.dll", "no assembly");
        var ran = await _session.RunAsync("#r \"text.dll\"");
        Assert.Contains("text.dll is not a .NET assembly", ran.Error.Message);
        Assert.Equal(1, ran.Error.Line);
    }

    [Fact]
    public async Task An_assembly_of_dotnet_itself_needs_no_file()
    {
        Assert.Equal("<a />", (await _session.DoAsync("#r \"System.Xml.Linq\"\nnew System.Xml.Linq.XElement(\"a\").ToString()")).Value);
    }

    [Fact]
    public async Task A_loaded_files_variables_are_seen_and_its_errors_name_it()
    {
        _session.Write("sub/more.csx", "int Three() => 3;");
        _session.Write("sub/helpers.csx", "#load \"more.csx\"\nusing System.Globalization;\nint six = 2 * Three();\nint Divide(int a, int b)\n{\n    return a / b;\n}");
        Assert.Equal("6", (await _session.DoAsync("#load \"sub/helpers.csx\"\nsix")).Value);
        var ran = await _session.RunAsync("\nDivide(1, 0)");
        Assert.Equal(("DivideByZeroException", 2), (ran.Error.Name, ran.Error.Line));
        Assert.Contains("helpers.csx, line 6", ran.Traceback);

        ran = await _session.RunAsync("\n\n#load \"none.csx\"");
        Assert.Equal(3, ran.Error.Line);
        Assert.Contains(Path.Combine(_session.Folder, "none.csx"), ran.Error.Message);

        _session.Write("wrong.csx", "\nint wrong = nothing;");
        ran = await _session.RunAsync("#load \"no\0ne.csx\"");
        Assert.Contains("U+0000", ran.Error.Message);

        ran = await _session.RunAsync("#load \"wrong.csx\"");
        Assert.Contains("wrong.csx, line 2", ran.Traceback);
        Assert.Null(ran.Error.Line);
    }

    [Fact]
    public async Task Time_is_told_and_an_unknown_magic_is_an_error()
    {
        var ran = await _session.DoAsync("#!time\nvar x = 1;");
        Assert.StartsWith("Wall time: ", Assert.IsType<Notebooks.Documents.DisplayOutput>(Assert.Single(ran.Outputs)).Data.Text("text/plain"));
        ran = await _session.RunAsync("x\n#!fsharp\nx");
        Assert.Equal(2, ran.Error.Line);
        Assert.Contains("#!fsharp is not known here", ran.Error.Message);
        Assert.Equal("\n#!time\n", (await _session.DoAsync("\"\"\"\n\n#!time\n\n\"\"\"")).Value);
    }

    // If each were looked for from the beginning, 20,000 would take a minute.
    [Fact]
    public void Twenty_thousand_directives_are_no_trouble()
        => Assert.Equal(20_000, CellText.Parse(string.Concat(Enumerable.Repeat("#!time\n", 20_000)), "cell").Magics.Count);

    [Fact]
    public async Task An_imported_notebook_or_file_runs_in_the_session()
    {
        _session.Write("one.ipynb", """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"markdown","metadata":{},"source":"text"},{"cell_type":"code","metadata":{},"outputs":[],"execution_count":null,"source":"var a = 1;"},{"cell_type":"code","metadata":{},"outputs":[],"execution_count":null,"source":"var b = a + 1; b"}]}""");
        _session.Write("two.cs", "int c = b + 1;\nint Half(int x) =>\n    c / (x - x);");
        var ran = await _session.DoAsync("#!import one.ipynb\n#!import \"two.cs\"\na + b + c");
        Assert.Equal("6", ran.Value);
        Assert.Equal("2", Assert.IsType<Notebooks.Documents.DisplayOutput>(ran.Outputs[0]).Data.Text("text/plain"));
        ran = await _session.RunAsync("Half(3)");
        Assert.Contains("two.cs, line 3", ran.Traceback);
        _session.Write("bad.cs", "\n\nint d = none;");
        ran = await _session.RunAsync("\n#!import bad.cs");
        Assert.Contains("bad.cs, line 3", ran.Traceback);
        ran = await _session.RunAsync("\n#!import absent.cs");
        Assert.Equal(2, ran.Error.Line);
    }

    private string Build(string name, string code, params string[] references)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            references.Append(typeof(object).Assembly.Location).Append(Path.Combine(core, "System.Runtime.dll")).Select(file => MetadataReference.CreateFromFile(file)),
            new(OutputKind.DynamicallyLinkedLibrary));
        var path = Path.Combine(_session.Folder, name + ".dll");
        using var file = File.Create(path);
        var result = compilation.Emit(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }

    [Fact]
    public async Task Where_the_cache_cannot_be_written_a_reference_is_had_all_the_same()
    {
        var cache = _session.Write("a-file", "");
        using var session = new CSharpSession(new() { WorkingDirectory = _session.Folder, CacheDirectory = cache });
        Build("Carried", "public class Carried { public static int Count = 7; }");
        var outputs = new List<CellOutput>();
        var result = await session.RunAsync("#r \"Carried.dll\"\nCarried.Count", outputs.Add, TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        Assert.Equal("7", Assert.IsType<ResultOutput>(Assert.Single(outputs)).Data.Text("text/plain"));
    }
}
