using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Execution;

/// <summary>A cell's text, or a loaded file's, as the compiler is to see it: the host's own directives have become comments
/// of the same length, so that every line and column stays what it was.</summary>
internal sealed class CellText
{
    private CellText(SyntaxTree tree) => Tree = tree;

    /// <summary>The text parsed; its path is the file's, or the cell's name.</summary>
    public SyntaxTree Tree { get; }

    /// <summary>What stands behind <c>#r</c>.</summary>
    public List<Directive> References { get; } = [];

    /// <summary>What stands behind <c>#load</c>.</summary>
    public List<Directive> Loads { get; } = [];

    /// <summary>Lines that begin with <c>#!</c>.</summary>
    public List<Directive> Magics { get; } = [];

    /// <summary>Whether there is nothing to compile.</summary>
    public bool IsEmpty => Loads.Count == 0 && Root is { Members.Count: 0, Usings.Count: 0, Externs.Count: 0, AttributeLists.Count: 0 }
        && !Tree.GetDiagnostics().Any();

    public CompilationUnitSyntax Root => (CompilationUnitSyntax)Tree.GetRoot();

    /// <summary>The text as the compiler reads it; what it would not read in any time to speak of has become an error that says so.</summary>
    public static SyntaxTree ParseTree(SourceText text, string path)
    {
        var (tree, refusal, line) = ScriptParser.Parse(text, path);
        return tree ?? SyntaxFactory.ParseSyntaxTree(SourceText.From($"{new string('\n', line)}#error {refusal}", Encoding.UTF8), ScriptParser.Options, path);
    }

    public static CellText Parse(string code, string path)
    {
        var cell = new CellText(ParseTree(SourceText.From(code, Encoding.UTF8), path));
        if (!cell.Root.ContainsDirectives) return WithStatement(cell);

        var blanks = new List<TextChange>();
        // From one directive to the next, as there is a way for, would each time begin with the first that stands before the same word.
        var directives = cell.Root.DescendantTokens(node => node.ContainsDirectives).SelectMany(token => token.LeadingTrivia)
            .Where(trivia => trivia.IsDirective).Select(trivia => (DirectiveTriviaSyntax)trivia.GetStructure()!);
        foreach (var directive in directives)
        {
            switch (directive)
            {
                case { IsActive: false }:
                    break;
                case ReferenceDirectiveTriviaSyntax { File.IsMissing: false } reference:
                    cell.References.Add(new(reference.File.ValueText, PlaceOf(reference.File)));
                    Blank(directive);
                    break;
                case LoadDirectiveTriviaSyntax { File.IsMissing: false } load:
                    cell.Loads.Add(new(load.File.ValueText, PlaceOf(load.File)));
                    break;
                default:
                    var line = cell.Tree.GetText().Lines.GetLineFromPosition(directive.SpanStart);
                    var text = line.ToString().Trim();
                    if (!text.StartsWith("#!", StringComparison.Ordinal)) break;
                    cell.Magics.Add(new(text, PlaceOf(directive.HashToken)));
                    Blank(directive);
                    break;
            }
        }
        return WithStatement(blanks.Count == 0 ? cell : cell.WithText(cell.Tree.GetText().WithChanges(blanks)));

        void Blank(DirectiveTriviaSyntax directive) => blanks.Add(new(new TextSpan(directive.HashToken.SpanStart, 2), "//"));

        LinePosition PlaceOf(SyntaxToken token) => cell.Tree.GetText().Lines.GetLinePosition(token.SpanStart);
    }

    /// <summary>Of a text without a statement the compiler makes nothing, and says nothing; so a cell that only refers to
    /// assemblies or has usings ends in an empty one, on a line of its own.</summary>
    private static CellText WithStatement(CellText cell)
    {
        var isEmpty = cell.Root is { Members.Count: 0, Usings.Count: 0, Externs.Count: 0 } && cell.References.Count == 0;
        return isEmpty || cell.Root.Members.Count > 0 || cell.Tree.GetDiagnostics().Any()
            ? cell
            : cell.WithText(SourceText.From($"{cell.Tree.GetText()}\n;", Encoding.UTF8));
    }

    private CellText WithText(SourceText text)
    {
        var cell = new CellText(ParseTree(text, Tree.FilePath));
        cell.References.AddRange(References);
        cell.Loads.AddRange(Loads);
        cell.Magics.AddRange(Magics);
        return cell;
    }
}

/// <summary>A directive's argument and where it stands, from 0.</summary>
internal sealed record Directive(string Value, LinePosition Place)
{
    public CellProblemException Problem(string message, string? file = null) => new(message, Place.Line + 1, Place.Character + 1, file);
}
