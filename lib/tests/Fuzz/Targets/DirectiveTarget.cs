using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.Text;
using Notebooks;
using Notebooks.Execution;

namespace Fuzz.Targets;

/// <summary>Lines such as <c>#r</c>, <c>#load</c> and <c>#!time</c>: every other character of a cell stays where it is, what cannot be had is said, and the checks that are written into loops leave a cell as right as it was.</summary>
internal sealed class DirectiveTarget : Target
{
    private readonly Lazy<(CellDirectives Directives, string Folder)> _directives = new(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(Scratch.Folder, "cells")).FullName;
        File.WriteAllText(Path.Combine(folder, "a.csx"), "int A = 1;\n#load \"b.csx\"\n");
        File.WriteAllText(Path.Combine(folder, "b.csx"), "#load \"a.csx\"\nint B = 2;");
        File.WriteAllText(Path.Combine(folder, "not.dll"), "no assembly");
        var cache = Path.Combine(folder, "cache");
        return (new CellDirectives(new ReferenceResolver(new() { WorkingDirectory = folder, CacheDirectory = cache }), new PackageRestorer(folder, cache), folder), folder);
    });

    public override string Name => "directives";

    // The compiler's parser takes much for each quotation mark that it thinks open; and of what has no place, before it is stopped, each
    // token copies those before it, 4,096 at most. A cell with directives is read twice.
    public override int MemoryPerByte => 300_000;

    public override IReadOnlyList<string> Words { get; } =
    [
        "#r \"", "#r \"System.Xml\"\n", "#r \"not.dll\"\n", "#r \"no.dll\"\n", "#r \"nuget: Name, 1.0\"\n", "#r \"nuget:\"", "#load \"a.csx\"\n", "#load \"b.csx\"\n", "#load \"no.csx\"\n", "#load \"\"\n", "#!time\n", "#!import a.csx\n", "#!import \"a.csx\"\n", "#!csharp\n", "#!nothing\n", "#!", "#if false\n", "#if true\n", "#else\n", "#endif\n", "#region\n", "#error x\n", "#line 5\n", "#pragma warning disable\n",
        "/*", "*/", "//", "\"\"\"", "@\"", "$\"", "{", "}", "while (true) ", "for (;;) ", "foreach (var x in y) ", "goto a;", "a: ", "do ", " while (a);", "int F(int x) => F(x);\n", "int F() { return 1; }\n", "x => x", "async ", "await ", "yield return 1;", "switch (x) { case 1: goto default; default: break; }", "using System;\n", "return;", ";", "\n", "\r\n", "\r", "\u2028", "\\0", "..", "/",
    ];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(
            Gen.Elements("#r \"System.Xml\"\n", "#load \"a.csx\"\n", "#!time\n", "#if X\n", "#endif\n", "int x = 1;\n", "while (x < 3) x++;\n", "for (var i = 0; i < 3; i++) { x += i; }\n", "int F(int n) => n < 1 ? 0 : F(n - 1);\n", "var f = (int y) => { return y; };\n", "x + 1\n", "foreach (var y in new[] { 1 }) ;\n", "again: x--; if (x > 0) goto again;\n", "Console.WriteLine($\"{x}\");\n", "// text\n", "class C { int this[int i] => i; public static C operator +(C a, C b) => a; }\n", "record R(int X);\n", "do { } while (false);\n"),
            Samples.Texts.Select(text => $"#r \"{text}\"\n"), Samples.Texts.Select(text => $"#load \"{text}\"\n"), Samples.Texts.Select(text => $"#!{text}\n"), Samples.Texts)
        .ListOf().Select(lines => Bytes(string.Concat(lines.Take(8))));

    public override IEnumerable<byte[]> Seeds() => Samples.Cells.Where(cell => (string?)cell["cell_type"] == "code")
        .Select(cell => Bytes(new Notebooks.Documents.Cell((System.Text.Json.Nodes.JsonObject)cell.DeepClone(), 0, []).Source)).Where(text => text.Length > 0)
        .Concat(new[] { "#r \"nuget: MathNet.Numerics, 5.0.0\"\n", "#load \"a.csx\"\nA", "#!time\n1", "#r \"../lib/out/Lessons.dll\"\nusing System;" }.Select(Bytes));

    public override string Run(byte[] input)
    {
        var code = Encoding.UTF8.GetString(input);
        if (ScriptParser.Parse(SourceText.From(code), "").Tree is null)
        {
            BrokenException.Unless(CellText.Parse(code, "Cell 1").Tree.GetDiagnostics().Any(diagnostic => diagnostic.Id == "CS1029"), "What the compiler would not read in time is an error");
            return "unreadable";
        }
        var cell = CellText.Parse(code, "Cell 1");
        var text = cell.Tree.GetText().ToString();
        BrokenException.Unless(text.Length == code.Length || text == WithStatement(text, code), "A cell keeps its length", $"{code.Length} → {text.Length}");
        for (var i = 0; i < code.Length; i++)
            BrokenException.Unless(text[i] == code[i] || (text[i] == '/' && (code[i] == '#' || (i > 0 && code[i - 1] == '#'))), "Only directives become comments", $"{i}");

        var isWhole = !cell.Tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        if (isWhole)
        {
            var guarded = InterruptRewriter.Rewrite(cell.Tree, null);
            BrokenException.Unless(guarded.Text.Lines.Count == guarded.Original.Lines.Count, "Checks add no line");
            var again = CellText.ParseTree(guarded.Text, "Cell 1");
            var error = again.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            BrokenException.Unless(error is null || ScriptParser.Parse(guarded.Text, "").Tree is null, "A cell with checks is as right as without", $"{error}\n{guarded.Text}");
        }

        foreach (var reference in cell.References)
            if (PackageRestorer.Parse(reference.Value) is { } package) return $"package {package.Version == "*"}";
        try
        {
            var result = _directives.Value.Directives.Apply(cell, _ => { }, CancellationToken.None);
            return $"{isWhole} {result.References.Count} {result.Loaded.Count} {result.Imports.Count} {result.ShowsTime}";
        }
        catch (CellProblemException error)
        {
            BrokenException.Unless(!string.IsNullOrWhiteSpace(error.Message) && error.Problems.All(problem => problem.Line is null or > 0), "A refusal says why and where", error.Message);
            return error.Message.Split(' ')[0];
        }
    }

    // A cell without a statement has one added, on a line of its own.
    private static string WithStatement(string text, string code) => text.Length == code.Length + 2 && text.EndsWith("\n;", StringComparison.Ordinal) ? text : "";
}
