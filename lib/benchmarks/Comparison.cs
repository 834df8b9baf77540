using System.Globalization;

namespace Benchmarks;

/// <summary>The same work here and in a peer. Both must compute the same numbers before either is timed.</summary>
internal sealed record Comparison(string Work, string Peer, int Threads, double? Goal) : Row(Work, Peer, Threads, Goal)
{
    /// <summary>Rounding differs with the order of additions, and a training magnifies it; a mistake shows in the first digits.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>What nearly cancels is as exact as the numbers that it came from: this part of the largest number counts as they do.</summary>
    private const double Small = 1e-3;

    /// <summary>Our side, from a fresh start.</summary>
    public required Func<Session, ISide> Ours { get; init; }

    /// <summary>The peer's side. Where there are several, the fastest counts.</summary>
    public required IReadOnlyList<Func<Session, ISide>> Theirs { get; init; }

    /// <summary>Compares the numbers of all sides, and measures nothing.</summary>
    public Result Check(Session session) => Guarded(session, result =>
    {
        var count = Compare(Ours(session), Open(session));
        return result with { Note = string.Create(CultureInfo.InvariantCulture, $"the same {count} numbers") };
    });

    private protected override Result OnMeasure(Session session, Pace pace, Result result)
    {
        var ours = Ours(session);
        ISide[] theirs;
        try
        {
            theirs = Open(session);
        }
        catch (MissingException missing)
        {
            return result with { Ours = InTurn.Time([ours], pace, rests: false)[0], Note = missing.Message, IsMissing = true };
        }

        Compare(ours, theirs);
        var spreads = InTurn.Time([ours, .. theirs], pace, rests: Threads > 1);
        return result with { Ours = spreads[0], Theirs = spreads[1..].MinBy(spread => spread.Median) };
    }

    private ISide[] Open(Session session) => [.. Theirs.Select(open => open(session))];

    /// <returns>How many numbers are the same.</returns>
    private static int Compare(ISide ours, IReadOnlyList<ISide> theirs)
    {
        var expected = ours.Numbers();
        foreach (var side in theirs)
        {
            var actual = side.Numbers();
            if (actual.Length != expected.Length || expected.Length == 0)
                throw Failure($"not the same work: ours gives {expected.Length} numbers, theirs {actual.Length}");
            var least = Small * expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                // The other way round, so that NaN fails.
                if (!(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(least, Math.Abs(expected[i]))))
                    throw Failure($"not the same numbers: number {i} is {expected[i]:R} here, and {actual[i]:R} there");
        }

        return expected.Length;

        static FailureException Failure(FormattableString message) => new(FormattableString.Invariant(message));
    }
}
