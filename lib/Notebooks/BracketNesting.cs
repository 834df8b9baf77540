using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks;

/// <summary>Finds what the compiler's parser would read for hours, as what may be several things it reads as each of them, with all
/// that is nested in it; what is nested so deep that its stack would overflow, which ends the process; and what has no place.</summary>
internal sealed class BracketNesting
{
    // Of [ in [ a few hundred take a second, some thousands hours.
    private const int DeepestSquares = 64;

    // Each of these doubles or trebles the time, to some tenths of a second at this depth.
    private const int DeepestDoubts = 12;

    // In a thread's usual 1.5 MB the parser follows brackets for some 1,500 levels, types' arguments for 1,000.
    private const int Deepest = 256;

    // Of brackets that close nothing, and of :: one after another, it copies each time all there are. Of words it looks ahead over all:
    // of right code, x is 1 or 2 or 3 … has the most.
    private const int MostStrays = 256, MostWords = 4_096;

    // And its lexer conditions within conditions for 8,000.
    private const int MostConditions = 1_000;

    private readonly Stack<(SyntaxKind Kind, bool IsDoubtful)> _open = [];
    private int _squares, _doubts, _angles, _choices, _questions, _strays, _words, _texts;

    /// <summary>Where a text becomes too deep for the parser; null if it does not.</summary>
    public static int? TooDeep(string code)
        => code.Contains('#') && TooConditional(code) is { } place ? place : new BracketNesting().Read(code);

    private static int? TooConditional(ReadOnlySpan<char> text)
    {
        var conditions = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.TrimStart() is not ['#', .. var directive] || directive.TrimStart() is not (['i', 'f', ..] or ['e', 'l', 'i', 'f', ..])) continue;
            if (++conditions <= MostConditions && line.Count('(') + line.Count('!') <= Deepest) continue;
            text.Overlaps(line, out var place);
            return place;
        }
        return null;
    }

    private int? Read(string code)
    {
        SyntaxToken last = default;
        foreach (var token in SyntaxFactory.ParseTokens(code, options: ScriptParser.Options))
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenParenToken or SyntaxKind.OpenBraceToken:
                    _open.Push((token.Kind(), false));
                    break;
                case SyntaxKind.OpenBracketToken:
                    _open.Push((token.Kind(), false));
                    _squares++;
                    // A type that may be null, an element of what may be null, or a condition and a list.
                    if (last.IsKind(SyntaxKind.QuestionToken)) Doubt();
                    break;
                case SyntaxKind.CloseParenToken:
                    Close(SyntaxKind.OpenParenToken);
                    break;
                case SyntaxKind.CloseBraceToken:
                    Close(SyntaxKind.OpenBraceToken);
                    break;
                case SyntaxKind.CloseBracketToken:
                    Close(SyntaxKind.OpenBracketToken);
                    break;
                case SyntaxKind.ColonColonToken when last.IsKind(SyntaxKind.ColonColonToken):
                    _strays++;
                    break;
                case SyntaxKind.LessThanToken:
                    _angles++;
                    break;
                case SyntaxKind.GreaterThanToken:
                    _angles = Math.Max(0, _angles - 1);
                    break;
                case SyntaxKind.SemicolonToken:
                    _angles = 0;
                    break;
                // A parameter with a default value, or an assignment; a range.
                case SyntaxKind.EqualsToken:
                case SyntaxKind.DotToken when last.IsKind(SyntaxKind.DotToken):
                    Doubt();
                    break;
                default:
                    // A type and a name, or what lacks a comma.
                    if (IsOperand(token) && IsOperand(last) && !last.IsKind(SyntaxKind.NewKeyword)) Doubt();
                    // What is in the holes of a text is read on its own, as often as the text.
                    if (token.IsKind(SyntaxKind.InterpolatedStringToken) && ReadHoles(token) is { } inner) return inner;
                    break;
            }
            // Two things that are tried with all that follows, without being in each other: a declaration after partial, and ?[ as above.
            if (token.Kind() is SyntaxKind.SemicolonToken or SyntaxKind.CommaToken or SyntaxKind.ColonToken or SyntaxKind.EqualsGreaterThanToken or SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken) _choices = _questions = 0;
            else if (token.Text == "partial" || (token.IsKind(SyntaxKind.OpenBracketToken) && last.IsKind(SyntaxKind.QuestionToken))) _choices++;
            else if (token.IsKind(SyntaxKind.QuestionToken)) _questions++;
            _words = IsOperand(token) ? _words + 1 : 0;
            if (_strays > MostStrays || _words > MostWords || _choices > DeepestDoubts || _squares > DeepestSquares || _doubts > DeepestDoubts || _open.Count > Deepest || _questions > Deepest || _angles > Deepest) return token.SpanStart;
            last = token;
        }
        return null;
    }

    private int? ReadHoles(SyntaxToken text)
    {
        var start = text.Text.IndexOf('{', StringComparison.Ordinal);
        if (start < 0) return null;
        var outside = _open.Count;
        _open.Push((SyntaxKind.InterpolatedStringToken, true));
        _doubts++;
        // One that never ends is read again for each text that it opens within.
        if (_doubts > DeepestDoubts || (text.ContainsDiagnostics && text.Text.AsSpan().Count('$') > DeepestDoubts)) return text.SpanStart;
        _texts++;
        if (Read(text.Text[start..]) is not null) return text.SpanStart;
        _texts--;
        while (_open.Count > outside) Pop();
        return null;
    }

    // In braces there is less doubt: statements and members end.
    private void Doubt()
    {
        if (!_open.TryPeek(out var innermost) || innermost.IsDoubtful || innermost.Kind == SyntaxKind.OpenBraceToken) return;
        _open.Pop();
        _open.Push((innermost.Kind, true));
        _doubts++;
    }

    // Between a text's holes a bracket need not have been opened.
    private void Close(SyntaxKind kind)
    {
        if (_open.TryPeek(out var innermost) && innermost.Kind == kind) Pop();
        else if (_texts == 0) _strays++;
    }

    private void Pop()
    {
        var (kind, isDoubtful) = _open.Pop();
        if (kind == SyntaxKind.OpenBracketToken) _squares--;
        if (isDoubtful) _doubts--;
    }

    private static bool IsOperand(SyntaxToken token) => token.IsKeyword() || token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.NumericLiteralToken or SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken;
}
