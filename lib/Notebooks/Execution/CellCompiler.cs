using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace Notebooks.Execution;

/// <summary>Compiles cells, each seeing what the ones before it declared.</summary>
internal sealed class CellCompiler(ReferenceResolver references, string directory)
{
    private static readonly EmitOptions s_emit = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        concurrentBuild: false,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    /// <summary>The last cell that declared something: the next one builds on it.</summary>
    public CSharpCompilation Last { get; private set; } = HostReferences.First;

    /// <summary>How many cells have been compiled, or tried.</summary>
    public int Count { get; private set; }

    /// <summary>Makes what a cell declared visible to the ones after it.</summary>
    public void Keep(CompiledCell cell)
    {
        if (!cell.IsPassing) Last = cell.Compilation;
    }

    /// <summary>A cell as the compiler sees it after the ones before it: to be asked about, not to be run.</summary>
    public CSharpCompilation Look(CellText cell) => CSharpCompilation.CreateScriptCompilation(
        "Look",
        cell.Tree,
        options: s_options.WithScriptClassName("Look").WithMetadataReferenceResolver(references).WithSourceReferenceResolver(new LoadedFiles(new Dictionary<string, Microsoft.CodeAnalysis.Text.SourceText>(), directory)),
        previousScriptCompilation: Last);

    /// <summary>Compiles a cell with checks for interruption in it, or, to report errors, as it was typed.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="loaded">The files that it loads, by full path.</param>
    /// <param name="added">The references that it adds.</param>
    /// <param name="cancellation">Ends the compilation.</param>
    /// <exception cref="CellProblemException">The cell does not compile.</exception>
    public CompiledCell Compile(
        CellText cell, IReadOnlyDictionary<string, CellText> loaded, IReadOnlyList<MetadataReference> added, CancellationToken cancellation)
    {
        var name = $"Cell{++Count}";
        var isPassing = added.Count == 0 && loaded.Count == 0 && IsPassing(cell.Root);
        var typed = Create(cell.Tree, loaded.ToDictionary(file => file.Key, file => file.Value.Tree.GetText()));
        if (!cell.Tree.GetDiagnostics(cancellation).Any(IsError))
        {
            var guarded = InterruptRewriter.Rewrite(cell.Tree, new(() => typed.GetSemanticModel(cell.Tree)));
            var texts = loaded.ToDictionary(file => file.Key, file => InterruptRewriter.Rewrite(file.Value.Tree, null));
            var tree = guarded.Text == guarded.Original ? cell.Tree : CellText.ParseTree(guarded.Text, cell.Tree.FilePath);
            var compilation = Create(tree, texts.ToDictionary(file => file.Key, file => file.Value.Text));
            texts[cell.Tree.FilePath] = guarded;
            if (Emit(compilation, texts, out _) is { } compiled) return compiled;
        }

        return Emit(typed, new Dictionary<string, GuardedText>(), out var diagnostics)
            ?? throw new CellProblemException([.. diagnostics.Where(IsError).Select(ProblemOf)]);

        CSharpCompilation Create(SyntaxTree tree, Dictionary<string, Microsoft.CodeAnalysis.Text.SourceText> files)
        {
            return CSharpCompilation.CreateScriptCompilation(
                name,
                tree,
                added,
                s_options.WithScriptClassName(name)
                    .WithOptimizationLevel(isPassing ? OptimizationLevel.Debug : OptimizationLevel.Release)
                    .WithMetadataReferenceResolver(references)
                    .WithSourceReferenceResolver(new LoadedFiles(files, directory)),
                Last);
        }

        CompiledCell? Emit(CSharpCompilation compilation, IReadOnlyDictionary<string, GuardedText> texts, out IReadOnlyList<Diagnostic> diagnostics)
        {
            var image = new MemoryStream();
            var symbols = new MemoryStream();
            var result = compilation.Emit(image, symbols, options: s_emit, cancellationToken: cancellation);
            diagnostics = result.Diagnostics;
            var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == cell.Tree.FilePath);
            return result.Success ? new CompiledCell(compilation, image, symbols, isPassing, ValueOf(tree.GetRoot(cancellation)), texts) : null;
        }

        CellProblem ProblemOf(Diagnostic diagnostic)
        {
            var span = diagnostic.Location.GetLineSpan();
            var message = $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
            return span.IsValid
                ? new(message, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.Path == cell.Tree.FilePath ? null : span.Path)
                : new(message, null, null);
        }
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static ExpressionSyntax? ValueOf(SyntaxNode root)
        => ((CompilationUnitSyntax)root).Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last
        }
            ? last.Expression
            : null;

    /// <summary>Only statements, which declare nothing that lives on (as a variable in a pattern or an <c>out</c> does), and
    /// none whose speed matters: what may be unloaded is compiled once, and must not be optimised, or the functions that it
    /// calls would be merged into it and be missing where an error is traced.</summary>
    private static bool IsPassing(CompilationUnitSyntax root)
        => root is { Usings.Count: 0, Externs.Count: 0, AttributeLists.Count: 0 }
            && root.Members.All(member => member is GlobalStatementSyntax)
            && !root.DescendantNodes().Any(node => node is VariableDesignationSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax
                or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or GotoStatementSyntax);
}
