using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks;

/// <summary>How deep brackets may stand in brackets for C# to be read: the parser tries [ as several things, and for each of them all
/// that is nested in it. A few hundred take a second, some thousands hours.</summary>
internal static class BracketNesting
{
    /// <summary>The most that is read.</summary>
    public const int Deepest = 64;

    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>Where the first bracket stands that is one too many; null if the code can be read.</summary>
    public static int? TooDeep(string code)
    {
        // Only what has that many at all is worth a closer look, at what is no string and no comment.
        if (code.AsSpan().Count('[') <= Deepest) return null;
        var depth = 0;
        foreach (var token in SyntaxFactory.ParseTokens(code, options: s_script))
        {
            if (token.IsKind(SyntaxKind.OpenBracketToken) && ++depth > Deepest) return token.SpanStart;
            if (token.IsKind(SyntaxKind.CloseBracketToken) && depth > 0) depth--;
        }
        return null;
    }
}
