using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>Tells whether a text is a whole cell, for consoles that run it on Enter if it is. The compiler's parser decides.</summary>
internal static class Completeness
{
    private const int IndentWidth = 4;
    private const string UnterminatedRawString = "CS8997";

    /// <summary>Answers an <c>is_complete_request</c>.</summary>
    public static JsonObject Answer(string code)
    {
        var tree = CellText.Parse(code, "").Tree;
        var errors = tree.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        // The compiler's own answer does not know of raw strings yet.
        if (!SyntaxFactory.IsCompleteSubmission(tree) || errors.Exists(error => error.Id == UnterminatedRawString))
            return new() { ["status"] = "incomplete", ["indent"] = new string(' ', IndentWidth * OpenBraces(tree)) };
        return new() { ["status"] = errors.Count > 0 ? "invalid" : "complete" };
    }

    private static int OpenBraces(SyntaxTree tree)
    {
        var open = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            if (token.IsKind(SyntaxKind.OpenBraceToken)) open++;
            else if (token.IsKind(SyntaxKind.CloseBraceToken)) open--;
        }
        return Math.Max(0, open);
    }
}
