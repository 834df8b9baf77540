using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebooks.Execution;

/// <summary>A cell ready to run.</summary>
/// <param name="Compilation">What was compiled; later cells build on it if it is not <paramref name="IsPassing"/>.</param>
/// <param name="Image">The assembly.</param>
/// <param name="Symbols">Its debug information.</param>
/// <param name="IsPassing">Whether the cell declares nothing that later cells could name.</param>
/// <param name="Value">The expression without semicolon that the cell ends in, in the compiled text; null if there is none.</param>
/// <param name="Texts">The texts as compiled, by path, to find places in the texts as typed.</param>
internal sealed record CompiledCell(
    CSharpCompilation Compilation,
    MemoryStream Image,
    MemoryStream Symbols,
    bool IsPassing,
    ExpressionSyntax? Value,
    IReadOnlyDictionary<string, GuardedText> Texts)
{
    /// <summary>Whether a null that the cell returned is its value, rather than the want of one (a call of a void method).</summary>
    public bool NullIsValue => Value is not null
        && Compilation.GetSemanticModel(Value.SyntaxTree).GetTypeInfo(Value).Type is not { SpecialType: SpecialType.System_Void };
}
