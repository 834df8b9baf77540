using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Execution;

/// <summary>Writes a check into every loop, jump and function of a cell, so that the cell can be stopped and endless
/// recursion becomes an ordinary error. It adds text within lines only: line numbers stay.</summary>
internal sealed class InterruptRewriter : CSharpSyntaxWalker
{
    private const string Check = "global::Notebooks.Execution.Interruption.Check(); ";
    private const string Through = "global::Notebooks.Execution.Interruption.Through(";
    private const string Enter = "global::Notebooks.Execution.Interruption.Enter(); ";

    private readonly List<TextChange> _changes = [];
    private readonly Lazy<SemanticModel>? _model;

    private InterruptRewriter(Lazy<SemanticModel>? model) => _model = model;

    /// <summary>The guarded text of a tree without syntax errors.</summary>
    /// <param name="tree">The text as typed.</param>
    /// <param name="model">What the text means; asked only for lambdas and queries, whose expressions stay unguarded without it.</param>
    public static GuardedText Rewrite(SyntaxTree tree, Lazy<SemanticModel>? model)
    {
        var rewriter = new InterruptRewriter(model);
        rewriter.Visit(tree.GetRoot());
        return new GuardedText(tree.GetText(), rewriter._changes);
    }

    /// <inheritdoc/>
    public override void VisitWhileStatement(WhileStatementSyntax node) => VisitLoop(node, node.Statement);

    /// <inheritdoc/>
    public override void VisitDoStatement(DoStatementSyntax node) => VisitLoop(node, node.Statement);

    /// <inheritdoc/>
    public override void VisitForStatement(ForStatementSyntax node) => VisitLoop(node, node.Statement);

    /// <inheritdoc/>
    public override void VisitForEachStatement(ForEachStatementSyntax node) => VisitLoop(node, node.Statement);

    /// <inheritdoc/>
    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) => VisitLoop(node, node.Statement);

    /// <inheritdoc/>
    public override void VisitGotoStatement(GotoStatementSyntax node)
    {
        Insert(node.SpanStart, "{ " + Check);
        base.VisitGotoStatement(node);
        Insert(node.Span.End, " }");
    }

    /// <inheritdoc/>
    public override void VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsNothing(node.ReturnType, node.Modifiers), node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsNothing(node.ReturnType, node.Modifiers), node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, returnsNothing: true, node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitOperatorDeclaration(OperatorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, ReturnsNothing(node.ReturnType, node.Modifiers), node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, returnsNothing: false, node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitAccessorDeclaration(AccessorDeclarationSyntax node)
        => VisitFunction(node.Body, node.ExpressionBody, node.SemicolonToken, !node.IsKind(SyntaxKind.GetAccessorDeclaration), node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
        => VisitProperty(node.ExpressionBody, node.SemicolonToken, node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitIndexerDeclaration(IndexerDeclarationSyntax node)
        => VisitProperty(node.ExpressionBody, node.SemicolonToken, node.ChildNodes());

    /// <inheritdoc/>
    public override void VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node)
    {
        Insert(node.Block.OpenBraceToken.Span.End, " " + Enter);
        base.VisitAnonymousMethodExpression(node);
    }

    /// <inheritdoc/>
    public override void VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => VisitLambda(node);

    /// <inheritdoc/>
    public override void VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => VisitLambda(node);

    /// <inheritdoc/>
    public override void VisitWhereClause(WhereClauseSyntax node)
    {
        if (_model?.Value.GetQueryClauseInfo(node).OperationInfo.Symbol is { } method) VisitQuery(method, node.Condition);
        else base.VisitWhereClause(node);
    }

    /// <inheritdoc/>
    public override void VisitSelectClause(SelectClauseSyntax node)
    {
        // Behind a second source, select is no call of its own but a part of the one that joins the sources.
        var joining = node.Parent is QueryBodySyntax { Clauses: [.., FromClauseSyntax or JoinClauseSyntax] } body ? body.Clauses[^1] : null;
        var method = joining is null ? _model?.Value.GetSymbolInfo(node).Symbol : _model?.Value.GetQueryClauseInfo(joining).OperationInfo.Symbol;
        if (method is not null) VisitQuery(method, node.Expression);
        else base.VisitSelectClause(node);
    }

    private void VisitLoop(SyntaxNode loop, StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            Insert(block.OpenBraceToken.Span.End, " " + Check);
            DefaultVisit(loop);
            return;
        }
        // Everything of the loop but its body comes first in the text, except do's condition, which brings no end of its own.
        foreach (var child in loop.ChildNodes().Where(child => child != body)) Visit(child);
        Insert(body.SpanStart, "{ " + Check);
        Visit(body);
        Insert(body.Span.End, " }");
    }

    private void VisitFunction(
        BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, bool returnsNothing, IEnumerable<SyntaxNode> children)
    {
        if (block is not null) Insert(block.OpenBraceToken.Span.End, " " + Enter);
        if (arrow is not null) Open(arrow, "{ " + Enter, returnsNothing);
        VisitAll(children);
        if (arrow is not null) Insert(EndOf(semicolon), " }");
    }

    private void VisitProperty(ArrowExpressionClauseSyntax? arrow, SyntaxToken semicolon, IEnumerable<SyntaxNode> children)
    {
        if (arrow is not null) Open(arrow, "{ get { " + Enter, returnsNothing: false);
        VisitAll(children);
        if (arrow is not null) Insert(EndOf(semicolon), " } }");
    }

    // Behind a body in braces C# allows no semicolon: one too many goes into them.
    private static int EndOf(SyntaxToken semicolon)
    {
        while (semicolon.GetNextToken() is var next && next.IsKind(SyntaxKind.SemicolonToken)) semicolon = next;
        return semicolon.Span.End;
    }

    private void VisitLambda(LambdaExpressionSyntax lambda)
    {
        if (lambda.Block is { } block)
        {
            Insert(block.OpenBraceToken.Span.End, " " + Enter);
            VisitAll(lambda.ChildNodes());
            return;
        }
        if (_model is null || _model.Value.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method)
        {
            VisitAll(lambda.ChildNodes());
            return;
        }
        // An expression tree is data for somebody else and must stay one expression, with all that is in it.
        if (_model.Value.GetTypeInfo(lambda).ConvertedType?.ContainingNamespace?.ToDisplayString() == "System.Linq.Expressions") return;

        var expression = lambda.ExpressionBody!;
        var returnsNothing = method.ReturnsVoid
            || (method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
        Insert(expression.SpanStart, "{ " + Enter + Return(expression, returnsNothing));
        VisitAll(lambda.ChildNodes());
        Insert(expression.Span.End, "; }");
    }

    /// <summary>A query over objects computes each element by a lambda that is never written as one; any other query stays as it is.</summary>
    private void VisitQuery(ISymbol method, ExpressionSyntax expression)
    {
        var overObjects = method.ContainingType?.ToDisplayString() is "System.Linq.Enumerable" or "System.Linq.ParallelEnumerable";
        if (overObjects) Insert(expression.SpanStart, Through);
        Visit(expression);
        if (overObjects) Insert(expression.Span.End, ")");
    }

    private void VisitAll(IEnumerable<SyntaxNode> nodes)
    {
        foreach (var node in nodes) Visit(node);
    }

    private static string Return(ExpressionSyntax expression, bool returnsNothing)
        => returnsNothing || expression is ThrowExpressionSyntax ? "" : "return ";

    private static bool ReturnsNothing(TypeSyntax type, SyntaxTokenList modifiers)
        => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            || (modifiers.Any(SyntaxKind.AsyncKeyword) && type is IdentifierNameSyntax or QualifiedNameSyntax { Right: IdentifierNameSyntax });

    private void Insert(int position, string text) => _changes.Add(new(new TextSpan(position, 0), text));

    /// <summary>Turns an expression body into a block; the statement begins where the expression does, so that errors are traced to its line.</summary>
    private void Open(ArrowExpressionClauseSyntax arrow, string text, bool returnsNothing)
    {
        _changes.Add(new(arrow.ArrowToken.Span, text));
        Insert(arrow.Expression.SpanStart, Return(arrow.Expression, returnsNothing));
    }
}
