using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Html;

/// <summary>C# in Roslyn's colours. Each cell sees what the cells before it declared and referenced.</summary>
/// <remarks>A script for each cell would be bound from the start each time, which is most of what a page costs. So cells that
/// follow each other are one script, as long as that means the same.</remarks>
internal sealed partial class CodeColors
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    // What every cell of .NET Interactive may use without saying so.
    private static readonly string[] Usings = ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    // The classifier wants one, for the languages that it knows.
    private static readonly Lazy<AdhocWorkspace> Workspace = new(() => new AdhocWorkspace());

    // Ends whatever a cell leaves open: an expression without a semicolon, a comment.
    private const string Separator = "\n;\n";

    private readonly CSharpCompilationOptions _options;

    /// <summary>Roslyn's first words, which cost over a second: they can be said beside the reading of the first notebook.</summary>
    public static Task WarmUp { get; } = Task.Run(() => new CodeColors(null, new SharedReferences())
        .Html(["using System.Text; // a word\nvar x = new List<int> { 1 }.Select(y => y + 1).ToArray(); Console.WriteLine($\"{x[0]}\");"], default));

    /// <summary>Colours for one notebook.</summary>
    /// <param name="folder">The notebook's folder, from which <c>#r</c> and <c>#load</c> count; null if it has none.</param>
    /// <param name="references">What is referenced, shared with other notebooks.</param>
    public CodeColors(string? folder, SharedReferences references)
    {
        var sources = folder is null ? ScriptSourceResolver.Default : ScriptSourceResolver.Default.WithBaseDirectory(folder);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: Usings, metadataReferenceResolver: references.From(folder), sourceReferenceResolver: sources);
    }

    /// <summary>The code of each cell as HTML.</summary>
    /// <param name="cells">C#, in the order in which it is run.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<string> Html(IReadOnlyList<string> cells, CancellationToken cancellation)
    {
        var html = new List<string>(cells.Count);
        CSharpCompilation? last = null;
        foreach (var script in Scripts(cells, cancellation))
        {
            var text = string.Concat(script.Select(cell => cell.Seen + Separator));
            var tree = CSharpSyntaxTree.ParseText(text, ScriptParser.Options, cancellationToken: cancellation);
            // What the first script has, the others have through it.
            var compilation = CSharpCompilation.CreateScriptCompilation("cell", tree, last is null ? Framework.Value : [], _options);
            if (last is not null) compilation = compilation.WithScriptCompilationInfo(compilation.ScriptCompilationInfo!.WithPreviousScriptCompilation(last));
            last = compilation;
            var model = compilation.GetSemanticModel(tree);
            var start = 0;
            foreach (var (code, seen) in script)
            {
#pragma warning disable CS0618 // What is to be used instead wants a chain of projects in a workspace, which is five to ten times slower.
                var spans = Classifier.GetClassifiedSpans(model, new TextSpan(start, seen.Length), Workspace.Value, cancellation);
#pragma warning restore CS0618
                var offset = start;
                html.Add(Html(code, [
                    .. spans.Where(s => s.TextSpan.Start >= offset).Select(s => (new TextSpan(s.TextSpan.Start - offset, s.TextSpan.Length), ClassOf(s.ClassificationType, seen, s.TextSpan.End - offset))),
                    .. Directive().Matches(code).Select(d => (new TextSpan(d.Index, d.Length), (string?)"nb-p"))]));
                start += seen.Length + Separator.Length;
            }
        }
        return html;
    }

    /// <summary>The cells that can stand in one script, together. One begins with each cell that has what must stand at a script's
    /// beginning, or declares a name again; and a cell that Roslyn cannot read stands alone: a brace too few would swallow what follows.</summary>
    private static IEnumerable<IReadOnlyList<(string Code, string Seen)>> Scripts(IReadOnlyList<string> cells, CancellationToken cancellation)
    {
        var script = new List<(string, string)>();
        var names = new HashSet<string>();
        var endsThere = false;
        foreach (var code in cells)
        {
            // A directive of the kernel is no C#, nor is what Roslyn would take too long to read: blank to it, at the same length.
            var seen = Directive().Replace(code, match => new string(' ', match.Length));
            var tree = ScriptParser.Parse(SourceText.From(seen), "").Tree;
            if (tree is null) tree = CSharpSyntaxTree.ParseText(seen = new string(' ', code.Length), ScriptParser.Options, cancellationToken: cancellation);
            var root = tree.GetCompilationUnitRoot(cancellation);
            var isBroken = root.ContainsDiagnostics;
            string[] declared = [.. root.Members.SelectMany(Names).Distinct()];
            if (script.Count > 0 && (endsThere || isBroken || root.ContainsDirectives || root.Usings.Count > 0 || root.Externs.Count > 0 || names.Overlaps(declared)))
            {
                yield return script;
                script = [];
                names.Clear();
            }
            script.Add((code, seen));
            names.UnionWith(declared);
            endsThere = isBroken;
        }
        if (script.Count > 0) yield return script;
    }

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier.Text],
        DelegateDeclarationSyntax type => [type.Identifier.Text],
        MethodDeclarationSyntax method => [method.Identifier.Text],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.Text),
        _ => member.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(variable => variable.Identifier.Text),
    };

    private static string Html(string code, IEnumerable<(TextSpan Span, string? Class)> spans)
    {
        var html = new StringBuilder();
        var position = 0;
        // Spans may overlap (an escape in a string): the one that begins first counts.
        foreach (var (span, name) in spans.Where(s => s.Class is not null).OrderBy(s => s.Span.Start).ThenBy(s => s.Span.Length))
        {
            if (span.Start < position || span.IsEmpty) continue;
            html.Append(PageText.Encode(code[position..span.Start]));
            html.Append("<span class=\"").Append(name).Append("\">").Append(PageText.Encode(code[span.Start..span.End])).Append("</span>");
            position = span.End;
        }
        return html.Append(PageText.Encode(code[position..])).ToString();
    }

    private static string? ClassOf(string type, string code, int end) => type switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "nb-k",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral or ClassificationTypeNames.StringEscapeCharacter => "nb-s",
        ClassificationTypeNames.NumericLiteral => "nb-n",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "nb-m",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.RecordStructName
            or ClassificationTypeNames.InterfaceName or ClassificationTypeNames.EnumName or ClassificationTypeNames.DelegateName or ClassificationTypeNames.TypeParameterName => "nb-t",
        ClassificationTypeNames.PreprocessorKeyword or ClassificationTypeNames.PreprocessorText => "nb-p",
        // A function of the kernel (display, HTML) is not known here.
        ClassificationTypeNames.Identifier when code.AsSpan(end).TrimStart().StartsWith("(") => "nb-m",
        ClassificationTypeNames.Comment => "nb-c",
        _ when type.StartsWith("xml doc comment", StringComparison.Ordinal) => "nb-c",
        _ => null,
    };

    [GeneratedRegex(@"^[ \t]*#!.*$", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
