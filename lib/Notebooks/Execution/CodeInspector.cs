using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Execution;

/// <summary>Says what a name in a cell is: its signature, its overloads, its documentation.</summary>
internal sealed class CodeInspector(CellCompiler compiler)
{
    private static readonly SymbolDisplayFormat s_signature = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword)
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    /// <summary>What is known of the name at a place, or, inside the parentheses of a call, of what is called.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The place, in UTF-16 units.</param>
    /// <returns>Null if there is no name that means anything.</returns>
    public Inspection? Inspect(string code, int position)
    {
        var cell = CellText.Parse(code, "inspection");
        var model = compiler.Look(cell).GetSemanticModel(cell.Tree);
        var root = cell.Tree.GetRoot();
        var symbols = (At(model, root, position) ?? Around(model, root, position) ?? []).ToList();
        if (symbols is not [var first, ..]) return null;
        var documentation = symbols.Select(DocumentationReader.Read).FirstOrDefault(found => found is not null);
        // A variable has no documentation of its own; its type's says what can be done with it.
        documentation ??= first switch
        {
            ILocalSymbol local => DocumentationReader.Read(local.Type),
            IFieldSymbol field => DocumentationReader.Read(field.Type),
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => DocumentationReader.Read(constructor.ContainingType),
            _ => null,
        };
        return new Inspection([.. symbols.Select(Signature).Distinct()], documentation);
    }

    private static IEnumerable<ISymbol>? At(SemanticModel model, SyntaxNode root, int position)
    {
        // A cursor behind a name's last letter means the name.
        var tokens = new[] { root.FindToken(position), position > 0 ? root.FindToken(position - 1) : default };
        var name = tokens.FirstOrDefault(token => token.RawKind != 0 && token.Span.Start <= position && position <= token.Span.End
            && (token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is PredefinedTypeSyntax));
        if (name.Parent is not { } node || name.IsMissing) return null;
        if (model.GetDeclaredSymbol(node) is { } declared) return [declared];

        // `new Thing` names a type and means its constructors.
        if (node.Ancestors().OfType<ObjectCreationExpressionSyntax>().FirstOrDefault() is { } created && created.Type.Span.Contains(name.Span)
            && created.Type.Span.End == name.Span.End && Overloads.Of(model, created).ToList() is [var constructor, ..] constructors)
            return Chosen(model.GetSymbolInfo(created).Symbol, constructor.ContainingType is { } type ? [.. constructors, type] : constructors);

        var info = model.GetSymbolInfo(node);
        if (Overloads.Group(model, node).ToList() is [_, ..] group) return Chosen(info.Symbol, group);
        return info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols is [_, ..] candidates ? candidates : null;
    }

    private static IEnumerable<ISymbol>? Around(SemanticModel model, SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Max(0, position - 1));
        var arguments = token.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>()
            .FirstOrDefault(list => list.OpenParenToken.Span.End <= position && (list.CloseParenToken.IsMissing || position <= list.CloseParenToken.SpanStart));
        if (arguments?.Parent is not { } call || Overloads.Of(model, call).ToList() is not [_, ..] methods) return null;
        return Chosen(model.GetSymbolInfo(call).Symbol, methods);
    }

    /// <summary>All, that which is meant first.</summary>
    private static IEnumerable<ISymbol> Chosen(ISymbol? meant, IEnumerable<ISymbol> all)
        => meant is null ? all : all.Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, meant.OriginalDefinition)).Prepend(meant);

    private static string Signature(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { ContainingType.IsScriptClass: true } variable => $"{variable.Type.ToDisplayString(s_signature)} {variable.Name}",
        IMethodSymbol { ContainingType.IsScriptClass: true } function
            => function.ToDisplayString(s_signature.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType)),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            => $"new {constructor.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}({string.Join(", ", constructor.Parameters.Select(p => p.ToDisplayString(s_signature)))})",
        IPropertySymbol property => $"{property.ToDisplayString(s_signature)} {{ get;{(property.SetMethod is { DeclaredAccessibility: Accessibility.Public } ? " set;" : "")} }}",
        ITypeSymbol type when type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.Struct or TypeKind.Enum
            => $"{type.ToDisplayString(s_signature)}{(type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"  // {space}" : "")}",
        _ => symbol.ToDisplayString(s_signature),
    };
}
