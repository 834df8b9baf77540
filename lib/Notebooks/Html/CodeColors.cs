using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Html;

/// <summary>C# in Roslyn's colours. Each cell sees what the cells before it declared and referenced.</summary>
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

    private readonly CSharpCompilationOptions _options;
    private CSharpCompilation? _last;

    /// <summary>Colours for one notebook.</summary>
    /// <param name="folder">The notebook's folder, from which <c>#r</c> and <c>#load</c> count; null if it has none.</param>
    /// <param name="references">What is referenced, shared with other notebooks.</param>
    public CodeColors(string? folder, SharedReferences references)
    {
        var sources = folder is null ? ScriptSourceResolver.Default : ScriptSourceResolver.Default.WithBaseDirectory(folder);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, usings: Usings, metadataReferenceResolver: references.From(folder), sourceReferenceResolver: sources);
    }

    /// <summary>The code as HTML.</summary>
    /// <param name="code">C#, as in a cell.</param>
    /// <param name="isCell">Whether later code sees what this one declares; code that the text only quotes leaves no trace.</param>
    /// <param name="cancellation">Stops the work.</param>
    public string Html(string code, bool isCell, CancellationToken cancellation)
    {
        // A directive of the kernel is no C#: blank to Roslyn, at the same length.
        var directives = Directive().Matches(code);
        var seen = Directive().Replace(code, match => new string(' ', match.Length));
        var tree = CSharpSyntaxTree.ParseText(seen, new CSharpParseOptions(kind: SourceCodeKind.Script), cancellationToken: cancellation);
        // What the first cell has, the others have through it.
        var compilation = CSharpCompilation.CreateScriptCompilation("cell", tree, _last is null ? Framework.Value : [], _options);
        if (_last is not null) compilation = compilation.WithScriptCompilationInfo(compilation.ScriptCompilationInfo!.WithPreviousScriptCompilation(_last));
        if (isCell) _last = compilation;
#pragma warning disable CS0618 // What is to be used instead wants a chain of projects in a workspace, which is five to ten times slower.
        var spans = Classifier.GetClassifiedSpans(compilation.GetSemanticModel(tree), new TextSpan(0, seen.Length), Workspace.Value, cancellation);
#pragma warning restore CS0618
        return Html(code, [.. spans.Select(s => (s.TextSpan, ClassOf(s.ClassificationType, seen, s.TextSpan.End))), .. directives.Select(d => (new TextSpan(d.Index, d.Length), (string?)"nb-p"))]);
    }

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
