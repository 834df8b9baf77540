using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Execution;

/// <summary>Says what could stand at a place in a cell that has not been run, after the cells that have.</summary>
internal sealed class CodeCompleter(CellCompiler compiler, string directory)
{
    private static readonly string[] s_keywords =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText).Where(text => text.All(char.IsAsciiLetterLower) && text[0] != '_'),
        "async", "await", "dynamic", "get", "init", "not", "record", "required", "set", "value", "var", "when", "where", "with", "yield", "nameof",
    ];

    /// <summary>What could stand at a place.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="position">The place, in UTF-16 units.</param>
    public Completion Complete(string code, int position)
    {
        var line = code[(code.LastIndexOf('\n', Math.Max(0, position - 1)) is var newline && position > 0 ? newline + 1 : 0)..position];
        if (DirectiveCompleter.Complete(line, position, directory) is { } directive) return directive;

        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1])) start--;
        var prefix = code[start..position];
        if (prefix is [>= '0' and <= '9', ..]) return Ordered(start, position, []);

        var cell = CellText.Parse(code, "completion");
        var root = cell.Tree.GetRoot();
        if (IsText(root, start, position)) return Ordered(start, position, []);
        var model = compiler.Look(cell).GetSemanticModel(cell.Tree);
        var items = ItemsAt(model, root, start)
            .Where(item => item.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .ToList();
        // A name typed as it is written is meant; if there is none, a forgotten capital is forgiven.
        var exact = items.Where(item => item.Text.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return Ordered(start, position, exact.Count > 0 ? exact : items);
    }

    private static Completion Ordered(int start, int end, IEnumerable<CompletionItem> items) => new(start, end, [.. items
        .DistinctBy(item => item.Text)
        .OrderBy(item => item.Kind is "variable" ? 0 : item.Kind is "argument" ? 1 : item.Kind is "class" or "struct" or "interface" or "enum" or "delegate" or "namespace" ? 3 : 2)
        .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)]);

    /// <summary>Whether the place is in a comment, a string or a character, where nothing is to be offered.</summary>
    private static bool IsText(SyntaxNode root, int start, int position)
    {
        var trivia = root.FindTrivia(Math.Max(0, position - 1));
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia) return true;
        var token = root.FindToken(Math.Max(0, start - 1));
        if (token.SpanStart >= position || token.Span.End < start) return false;
        return token.Kind() switch
        {
            SyntaxKind.InterpolatedStringTextToken => true,
            SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.CharacterLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                => token.SpanStart < start && (token.Span.End > start || token.ContainsDiagnostics),
            _ => false,
        };
    }

    private static IEnumerable<CompletionItem> ItemsAt(SemanticModel model, SyntaxNode root, int start)
    {
        var before = start == 0 ? default : root.FindToken(start - 1);
        while (before.RawKind != 0 && (before.Span.End > start || before.Span.IsEmpty) && before.SpanStart > 0) before = before.GetPreviousToken(includeZeroWidth: true);
        if (before.IsKind(SyntaxKind.None) || before.Span.End > start) return InScope(model, start);

        switch (before.Kind())
        {
            case SyntaxKind.DotToken or SyntaxKind.MinusGreaterThanToken:
                return Members(model, before, start);
            case SyntaxKind.ColonColonToken:
                return [];
            case SyntaxKind.UsingKeyword or SyntaxKind.StaticKeyword when before.Parent is UsingDirectiveSyntax directive:
                return Symbols(model.LookupNamespacesAndTypes(start).Where(symbol => symbol is INamespaceSymbol || directive.StaticKeyword.RawKind != 0));
            case SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken when before.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax created } list
                && model.GetTypeInfo(created).Type is { } type && (list.IsKind(SyntaxKind.ObjectInitializerExpression) || !IsCollection(type)):
                var set = list.Expressions.OfType<AssignmentExpressionSyntax>().Select(assignment => assignment.Left.ToString()).ToHashSet();
                return Symbols(model.LookupSymbols(start, type).Where(symbol => symbol is IPropertySymbol { IsStatic: false, SetMethod: not null } or IFieldSymbol { IsStatic: false, IsReadOnly: false }
                    && !set.Contains(symbol.Name)));
            case SyntaxKind.OpenParenToken or SyntaxKind.CommaToken when before.Parent is ArgumentListSyntax arguments:
                return ParameterNames(model, arguments).Concat(InScope(model, start));
        }
        return IsNewName(root.FindToken(start), start) ? [] : InScope(model, start);
    }

    private static bool IsCollection(ITypeSymbol type) => type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>Whether a name is being made up there, for which nothing can be offered.</summary>
    private static bool IsNewName(SyntaxToken token, int start) => token.SpanStart == start && token.IsKind(SyntaxKind.IdentifierToken) && !token.IsMissing && token.Parent
        is VariableDeclaratorSyntax or ParameterSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or BaseTypeDeclarationSyntax
        or MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax or TypeParameterSyntax;

    private static IEnumerable<CompletionItem> InScope(SemanticModel model, int position)
        => Symbols(model.LookupSymbols(position)).Concat(s_keywords.Select(keyword => new CompletionItem(keyword, "keyword")));

    private static IEnumerable<CompletionItem> ParameterNames(SemanticModel model, ArgumentListSyntax arguments)
    {
        var given = arguments.Arguments.Select(argument => argument.NameColon?.Name.ToString()).ToHashSet();
        return from method in Overloads.Of(model, arguments.Parent!)
               from parameter in method.Parameters
               where !given.Contains(parameter.Name)
               select new CompletionItem($"{parameter.Name}:", "argument");
    }

    private static IEnumerable<CompletionItem> Members(SemanticModel model, SyntaxToken dot, int position)
    {
        switch (dot.Parent)
        {
            case MemberAccessExpressionSyntax access:
                return MembersOf(model.GetSymbolInfo(access.Expression).Symbol, model.GetTypeInfo(access.Expression).Type);
            case MemberBindingExpressionSyntax binding when binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional:
                var type = model.GetTypeInfo(conditional.Expression).Type;
                return MembersOf(null, type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type);
            case QualifiedNameSyntax { Left: var left }:
                // A name before a line that goes on reads like a type; it may be a value all the same.
                var expression = SyntaxFactory.ParseExpression(left.ToString());
                return MembersOf(
                    model.GetSpeculativeSymbolInfo(left.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Symbol ?? model.GetSymbolInfo(left).Symbol,
                    model.GetSpeculativeTypeInfo(left.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Type);
            default:
                return [];
        }

        IEnumerable<CompletionItem> MembersOf(ISymbol? symbol, ITypeSymbol? type) => symbol switch
        {
            INamespaceSymbol space => Symbols(model.LookupNamespacesAndTypes(position, space)),
            ITypeSymbol named => Symbols(model.LookupStaticMembers(position, named)),
            _ when type is null or IErrorTypeSymbol => [],
            _ => Symbols(model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic && member is not ITypeSymbol)),
        };
    }

    private static IEnumerable<CompletionItem> Symbols(IEnumerable<ISymbol> symbols)
        => from symbol in symbols
           where symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && !IsHidden(symbol)
           select new CompletionItem(SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name, KindOf(symbol));

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute is
    {
        AttributeClass: { Name: "EditorBrowsableAttribute", ContainingNamespace.Name: "ComponentModel" },
        ConstructorArguments: [{ Value: (int)System.ComponentModel.EditorBrowsableState.Never }],
    });

    private static string KindOf(ISymbol symbol) => symbol switch
    {
        INamespaceSymbol => "namespace",
        ITypeSymbol { TypeKind: TypeKind.Interface } => "interface",
        ITypeSymbol { TypeKind: TypeKind.Enum } => "enum",
        ITypeSymbol { TypeKind: TypeKind.Struct } => "struct",
        ITypeSymbol { TypeKind: TypeKind.Delegate } => "delegate",
        ITypeSymbol => "class",
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        // The variables of earlier cells are fields of the classes that cells become.
        IFieldSymbol { ContainingType.IsScriptClass: true } => "variable",
        IFieldSymbol => "field",
        _ => "variable",
    };
}
