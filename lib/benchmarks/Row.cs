namespace Benchmarks;

/// <summary>A row of the table, to be measured.</summary>
/// <param name="Work">What is done.</param>
/// <param name="Peer">Whom we are compared with.</param>
/// <param name="Threads">How many threads each side may use.</param>
/// <param name="Goal">What the ratio (peer / ours) is to reach; null where nothing is asked.</param>
internal abstract record Row(string Work, string Peer, int Threads, double? Goal)
{
    /// <summary>Whether <c>--only</c> means this row.</summary>
    public bool Contains(string text) => $"{Work} | {Peer}".Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures it. What is missing or fails is told in the result.</summary>
    public Result Measure(Session session, Pace pace) => Guarded(session, result => OnMeasure(session, pace, result));

    /// <summary>What <see cref="Measure"/> does, with the threads set; what it throws becomes the row's note.</summary>
    private protected abstract Result OnMeasure(Session session, Pace pace, Result result);

    private protected Result Guarded(Session session, Func<Result, Result> act)
    {
        var result = new Result(Work, Peer, Threads, Goal);
        try
        {
            session.UseThreads(Threads);
            return act(result);
        }
        catch (MissingException missing)
        {
            return result with { Note = missing.Message, IsMissing = true };
        }
        catch (FailureException failure)
        {
            return result with { Note = failure.Message, IsFailure = true };
        }
    }
}
