namespace Benchmarks;

/// <summary>Work without a peer that is to take no longer than so many seconds: the limit stands where a peer's time would.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Peer">The limit in words.</param>
/// <param name="Threads">How many threads may be used.</param>
/// <param name="Seconds">The limit.</param>
internal sealed record Limit(string Work, string Peer, int Threads, double Seconds) : Row(Work, Peer, Threads, Goal: 1)
{
    /// <summary>What is timed.</summary>
    public required Func<Session, ITimed> Ours { get; init; }

    /// <summary>Whether the work takes many seconds.</summary>
    public bool IsLong { get; init; }

    private protected override Result OnMeasure(Session session, Pace pace, Result result) => result with
    {
        Ours = InTurn.Time([Ours(session)], IsLong ? pace.ForLongWork : pace, rests: false)[0],
        Theirs = new Spread(Seconds, Seconds, Seconds),
    };
}
