using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Notebooks.Execution;

namespace Notebooks.Tests.Execution;

public sealed class InterruptRewriterTests
{
    private static readonly string[] s_bodies =
    [
        "Log({0});", "x += {0};", "if (x % 2 == 0) Log({0}); else x++;", ";", "{{ }}",
        "{{ Log({0}); {1} {2} }}",
        "for (var i{0} = 0; i{0} < 3; i{0}++) {1}",
        "for (var i{0} = 0; i{0} < 3; i{0}++) {{ if (i{0} == 1) continue; {1} }}",
        "foreach (var e{0} in new[] {{ 1, 2 }})\n    {1}",
        "foreach (var (a{0}, b{0}) in new[] {{ (1, 2) }}) {1}",
        "{{ var n{0} = 0; while (n{0}++ < 2) {1} }}",
        "{{ var n{0} = 0; do {1} while (n{0}++ < 2); }}",
        "{{ var n{0} = 0; while (true) {{ if (n{0}++ > 1) break; {1} }} }}",
        "{{ var n{0} = 0; again{0}: Log({0}); if (n{0}++ < 2) goto again{0}; {1} }}",
        "switch (x % 3) {{ case 0: Log({0}); goto case 1; case 1: {1} break; default: {2} break; }}",
        "try {{ {1} }} finally {{ {2} }}",
        "try {{ {1} throw new InvalidOperationException(); }} catch (InvalidOperationException) {{ {2} }}",
        "{{ Action a{0} = () => Log({0}); a{0}(); {1} }}",
        "{{ Action a{0} = () => {{ {1} }}; a{0}(); a{0}(); }}",
        "{{ Func<int, int> f{0} = v{0} => v{0} + x; Log(f{0}({0})); {1} }}",
        "{{ Func<int, Func<int, int>> f{0} = v{0} => w{0} => v{0} * w{0}; Log(f{0}(2)({0})); {1} }}",
        "{{ System.Linq.Expressions.Expression<Func<int, int>> t{0} = v{0} => v{0} + 1; Log(t{0}.Compile()({0})); Log(t{0}.ToString().Length); {1} }}",
        "{{ int Local{0}(int v{0}) => v{0} < 1 ? 0 : 1 + Local{0}(v{0} - 1); Log(Local{0}({0} % 5)); {1} }}",
        "{{ void Local{0}() => Log({0}); Local{0}(); {1} }}",
        "{{ int Local{0}(int v{0}) {{ {1} return v{0}; }} Log(Local{0}({0})); }}",
        "{{ IEnumerable<int> Local{0}() {{ {1} yield return {0}; {2} yield return x; }} foreach (var v{0} in Local{0}()) Log(v{0}); }}",
        "{{ async Task Local{0}() {{ {1} await Task.CompletedTask; {2} }} Local{0}().Wait(); }}",
        "{{ async Task Local{0}() => await Task.CompletedTask; Local{0}().Wait(); async Task<int> Value{0}() => await Task.FromResult({0}); Log(Value{0}().Result); {1} }}",
        "{{ Func<Task> t{0} = async () => await Task.CompletedTask; t{0}().Wait(); Func<Task<int>> u{0} = async () => await Task.FromResult(x); Log(u{0}().Result); {1} }}",
        "{{ Func<int> f{0} = () => throw new InvalidOperationException(); try {{ f{0}(); }} catch (InvalidOperationException) {{ {1} }} }}",
        "{{ Log((from q{0} in new[] {{ 1, 2, 3 }} where q{0} > 1 orderby -q{0} select q{0} * {0}).Sum()); {1} }}",
        "{{ Log((from q{0} in new[] {{ 1, 2 }} from p{0} in new[] {{ 3, 4 }} select q{0} * p{0}).Sum() + (from q{0} in new[] {{ 1, 2 }} join p{0} in new[] {{ 2 }} on q{0} equals p{0} let r{0} = p{0} where r{0} > 0 select new {{ q{0}, r{0} }}).Count()); {1} }}",
        "{{ Log((from q{0} in new[] {{ 1, 2 }}.AsQueryable() where q{0} > 1 select q{0} + 1).Expression.ToString().Length); {1} }}",
        "{{ var b{0} = new Box {{ Value = {0} }}; b{0}.Add(2); Log(b{0}.Twice + b{0}[1] + (b{0} + b{0}).Value + (int)b{0} + b{0}.Get()); {1} }}",
        "lock (log) {1}",
        "{{\n#if NEVER\nwhile (true) {{ }}\n#endif\nLog({0}); }}",
        "while (x < 0) /* note */ {1} // after\n",
        "{{ bool Try{0}(out int v{0}) => int.TryParse(\"{0}\", out v{0}); while (Try{0}(out var r{0}) && x++ % 2 == 0) Log(r{0}); {1} }}",
    ];

    private const string Frame =
        """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
        var log = new List<int>(); var x = 5;
        void Log(int n) { log.Add(n); if (log.Count > 3000) throw new OverflowException(); }
        class Box
        {
            private int _value;
            public int Value { get => _value; set => _value = value; }
            public int Twice => 2 * _value;
            public int this[int i] => i + _value;
            public Box() => _value = 1;
            public void Add(int n) => _value += n;
            public int Get() { return _value; }
            public static Box operator +(Box a, Box b) => new() { Value = a.Value + b.Value };
            public static explicit operator int(Box b) => b.Value;
        }
        try {
        PROGRAM
        } catch (OverflowException) { }
        string.Join(",", log)
        """;

    [Fact]
    public void Guarded_programs_do_what_they_did_before()
    {
        var statement = Gen.Sized(Statement);
        var programs = statement.ArrayOf(4).Select(statements => string.Join('\n', statements)).Resize(6);
        Prop.ForAll(programs.ToArbitrary(), program =>
        {
            var typed = Frame.Replace("PROGRAM", program, StringComparison.Ordinal);
            var cell = CellText.Parse(typed, "cell");
            var compilation = Compile(cell.Tree);
            var guarded = InterruptRewriter.Rewrite(cell.Tree, new(() => compilation.GetSemanticModel(cell.Tree)));
            Assert.NotSame(guarded.Original, guarded.Text);
            Assert.Equal(guarded.Original.Lines.Count, guarded.Text.Lines.Count);
            Assert.Equal(Run(compilation), Run(Compile(CellText.ParseTree(guarded.Text, "cell"))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void Columns_of_the_guarded_text_lead_back_to_the_text_as_typed()
    {
        var cell = CellText.Parse("while (true) while (true) foo(); for (;;) { bar(); }\nint F(int n) => n + 1; int G => 2;", "cell");
        var guarded = InterruptRewriter.Rewrite(cell.Tree, null);
        foreach (var word in new[] { "foo", "bar", "n + 1", "2" })
        {
            var typed = PlaceOf(guarded.Original, word);
            var compiled = PlaceOf(guarded.Text, word);
            Assert.NotEqual(typed, compiled);
            Assert.Equal(typed.Character + 1, guarded.ColumnOf(compiled.Line + 1, compiled.Character + 1));
        }

        static LinePosition PlaceOf(SourceText text, string word) => text.Lines.GetLinePosition(text.ToString().LastIndexOf(word, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int F() => 1;;\nF()")]
    [InlineData("int P => 1; ;; // too many\n;\nP")]
    [InlineData("int F() { int G() => 1;; return G(); }")]
    public void A_semicolon_too_many_stays_without_consequence(string code)
    {
        var tree = CellText.Parse(code, "cell").Tree;
        Assert.Empty(tree.GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.Empty(CellText.ParseTree(InterruptRewriter.Rewrite(tree, null).Text, "cell").GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_loop_jump_and_function_gets_a_check()
    {
        foreach (var (code, checks) in new[]
        {
            ("while (true) ;", 1), ("do ; while (true);", 1), ("for (;;) { }", 1), ("foreach (var x in y) foreach (var (a, b) in c) ;", 2),
            ("a: goto a;", 1), ("int F() => 1; void G() { }", 2), ("class C { C() { } int P => 1; int Q { get => 1; set { } } int this[int i] => 1; int A { get; set; } }", 5),
            ("Action a = delegate { }; Action b = () => { };", 2), ("var x = 1; x++;", 0),
        })
        {
            var text = InterruptRewriter.Rewrite(CellText.Parse(code, "cell").Tree, null).Text.ToString();
            Assert.Equal(checks, text.Split("Interruption.").Length - 1);
        }
    }

    private static Gen<string> Statement(int size)
    {
        var number = Gen.Choose(1, 100_000_000);
        var inner = size <= 1 ? Gen.Select(number, n => $"Log({n});") : Gen.Sized(_ => Statement(size / 2));
        return from template in Gen.Elements(s_bodies)
               from n in number
               from first in inner
               from second in inner
               select string.Format(System.Globalization.CultureInfo.InvariantCulture, template, n, first, second);
    }

    private static CSharpCompilation Compile(SyntaxTree tree) => CSharpCompilation.CreateScriptCompilation(
        "Program" + Guid.NewGuid().ToString("N"),
        tree,
        options: new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release),
        previousScriptCompilation: HostReferences.First);

    private static string? Run(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + compilation.SyntaxTrees[0]);
        var entry = compilation.GetEntryPoint(default)!;
        var factory = System.Reflection.Assembly.Load(image.ToArray()).GetType(entry.ContainingType.MetadataName)!.GetMethod(entry.MetadataName)!;
        return ((Task<object>)factory.Invoke(null, [new object[8]])!).Result as string;
    }
}
