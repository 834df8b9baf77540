using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks;

/// <summary>Reads C# scripts with the compiler's parser, save those that it, or what works on its trees, would take minutes or hours
/// for, or overflow the stack, which ends the process.</summary>
internal static class ScriptParser
{
    // Of a text as short nothing is too much. Else the parser, not all of which looks how much stack is left, has some for each character.
    private const int ShortLength = 512, StackPerCharacter = 1 << 10, UsualStack = 2 << 20, LargestStack = 1 << 30;

    // a.F().F()… has two levels for each call, a + a + … one for each sum.
    private const int MostLevels = 1_000;

    // What the parser has no place for it passes over token by token, and copies each time all it has passed over. Right code takes it
    // some 150 bytes a character.
    private const long MostMemory = 64 << 20, MostMemoryPerCharacter = 1_000;

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    /// <summary>The text's tree; or null, why there is none, and the line, from 0, where that shows.</summary>
    public static (SyntaxTree? Tree, string Refusal, int Line) Parse(SourceText text, string path)
    {
        if (text.Length <= ShortLength) return ParseHere(text, path);
        var parsing = new Task<(SyntaxTree?, string, int)>(() => ParseHere(text, path));
        new Thread(() => parsing.RunSynchronously(), (int)Math.Min(LargestStack, UsualStack + ((long)text.Length * StackPerCharacter))).UnsafeStart();
        return parsing.GetAwaiter().GetResult();
    }

    private static (SyntaxTree?, string, int) ParseHere(SourceText text, string path)
    {
        if (BracketNesting.TooDeep(text.ToString()) is { } place)
            return Refused("So many brackets stand within each other here, or so many words and signs have no place, that the C# compiler takes too long to read it. Close what is open, take out what has no place, or give the inner parts names of their own.", place);
        var watched = new WatchedText(text);
        try
        {
            var tree = SyntaxFactory.ParseSyntaxTree(watched, Options, path);
            watched.IsRead = true;
            return text.Length > ShortLength && FirstTooDeep(tree.GetRoot()) is { } deep
                ? Refused($"More than {MostLevels} parts are chained or nested in one here, and the C# compiler may not survive that. Give some of them names of their own.", deep)
                : (tree, "", 0);
        }
        catch (UnreadableException unreadable)
        {
            return Refused("Before this, thousands of words or signs have no place where they stand, and the C# compiler takes too long to read on. Look for a bracket that is closed too often or too early, and for what is no code.", unreadable.Place);
        }

        (SyntaxTree?, string, int) Refused(string why, int position) => (null, why, text.Lines.GetLineFromPosition(position).LineNumber);
    }

    private static int? FirstTooDeep(SyntaxNode root)
    {
        var nodes = new Stack<(SyntaxNode Node, int Level)>([(root, 1)]);
        while (nodes.TryPop(out var next))
        {
            if (next.Level > MostLevels) return next.Node.SpanStart;
            foreach (var child in next.Node.ChildNodes()) nodes.Push((child, next.Level + 1));
        }
        return null;
    }

    /// <summary>A text that stops its reader when that has taken more memory than it should for what it has read. The parser reads
    /// 4,096 tokens ahead: until these are done, half a second at worst, nothing stops it.</summary>
    private sealed class WatchedText(SourceText text) : SourceText(checksumAlgorithm: text.ChecksumAlgorithm)
    {
        private readonly long _before = GC.GetAllocatedBytesForCurrentThread();

        public bool IsRead { get; set; }

        public override Encoding? Encoding => text.Encoding;

        public override int Length => text.Length;

        public override char this[int position] => text[position];

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
        {
            if (!IsRead && GC.GetAllocatedBytesForCurrentThread() - _before > MostMemory + (sourceIndex * MostMemoryPerCharacter)) throw new UnreadableException(sourceIndex);
            text.CopyTo(sourceIndex, destination, destinationIndex, count);
        }
    }

    private sealed class UnreadableException(int place) : Exception
    {
        public int Place => place;
    }
}
