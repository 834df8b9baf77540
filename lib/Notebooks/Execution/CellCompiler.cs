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

    // From this many declarations of one function on, those that can no longer be called are put out of sight.
    private const int MostDeclarations = 8;

    // The parameters of each function that can be seen, as often as it was declared with them.
    private readonly Dictionary<string, List<string>> _functions = [];

    /// <summary>The last cell that declared something: the next one builds on it.</summary>
    public CSharpCompilation Last { get; private set; } = HostReferences.First;

    /// <summary>How many cells have been compiled, or tried.</summary>
    public int Count { get; private set; }

    /// <summary>Makes what a cell declared visible to the ones after it.</summary>
    public void Keep(CompiledCell cell)
    {
        if (cell.IsPassing) return;
        Last = cell.Compilation;
        foreach (var function in FunctionsOf(cell.Compilation))
        {
            if (!_functions.TryGetValue(function.Key, out var declared) || IsObsolete(function)) _functions[function.Key] = declared = [];
            declared.AddRange(function);
        }
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
        var last = Last;
        var typed = Create(cell.Tree, loaded.ToDictionary(file => file.Key, file => file.Value.Tree.GetText()));
        var obsolete = isPassing ? [] : FunctionsOf(typed).Where(IsObsolete).Select(function => function.Key).ToList();
        if (obsolete.Count > 0)
        {
            last = Hide(obsolete);
            typed = Create(cell.Tree, loaded.ToDictionary(file => file.Key, file => file.Value.Tree.GetText()));
        }
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
                last);
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

    /// <summary>A function that is declared again and again, as one is that a reader works on, is to the compiler one with ever more
    /// overloads, each of which it compares with each other. Its search ends at the first thing of that name that is no function: so
    /// such a thing is put behind the declarations that a new one replaces. Nobody sees it, as the new one stands before it.</summary>
    private CSharpCompilation Hide(IEnumerable<string> functions)
    {
        var name = $"Cell{++Count}";
        var tree = CellText.ParseTree(Microsoft.CodeAnalysis.Text.SourceText.From($"object {string.Join(", ", functions.Select(function => "@" + function))};"), "");
        return CSharpCompilation.CreateScriptCompilation(name, tree, options: s_options.WithScriptClassName(name).WithMetadataReferenceResolver(references), previousScriptCompilation: Last);
    }

    /// <summary>Whether the new declarations of a function replace all that can be seen of it, and these are many.</summary>
    private bool IsObsolete(IGrouping<string, string> function)
        => _functions.TryGetValue(function.Key, out var declared) && declared.Count >= MostDeclarations && declared.All(function.Contains);

    /// <summary>The functions that a cell declares, by name: what their parameters are. A type says of which cell it is.</summary>
    private static IEnumerable<IGrouping<string, string>> FunctionsOf(Compilation cell)
        => from function in cell.ScriptClass?.GetMembers().OfType<IMethodSymbol>() ?? []
           where function is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false, CanBeReferencedByName: true }
           let id = function.GetDocumentationCommentId() ?? ""
           group id[(id.IndexOf('.') + 1)..] by function.Name;

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
