using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Execution;

/// <summary>The methods or constructors that a call may mean.</summary>
internal static class Overloads
{
    public static IEnumerable<IMethodSymbol> Of(SemanticModel model, SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: var callee } => Of(model, callee) is var methods && methods.Any()
            ? methods
            : model.GetTypeInfo(callee).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [],
        BaseObjectCreationExpressionSyntax created => model.GetTypeInfo(created).Type is INamedTypeSymbol type ? Accessible(type.InstanceConstructors) : [],
        ConstructorInitializerSyntax initializer => model.GetMemberGroup(initializer).OfType<IMethodSymbol>(),
        ExpressionSyntax expression => Group(model, expression),
        _ => [],
    };

    /// <summary>The methods that a name may mean. Behind a type's name, extension methods are none of them.</summary>
    public static IEnumerable<IMethodSymbol> Group(SemanticModel model, SyntaxNode name)
    {
        var qualified = name as MemberAccessExpressionSyntax ?? (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : null);
        var isStatic = qualified is not null && model.GetSymbolInfo(qualified.Expression).Symbol is ITypeSymbol;
        return model.GetMemberGroup(name).OfType<IMethodSymbol>().Where(method => !isStatic || method.ReducedFrom is null);
    }

    /// <summary>Those that a cell can call, shortest first.</summary>
    public static IEnumerable<IMethodSymbol> Accessible(IEnumerable<IMethodSymbol> methods)
        => methods.Where(method => method.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable).OrderBy(method => method.Parameters.Length);
}
