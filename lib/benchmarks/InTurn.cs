namespace Benchmarks;

/// <summary>Times several sides in turn, so that whatever the machine does meanwhile happens to all of them.</summary>
internal static class InTurn
{
    /// <summary>OpenBLAS's threads, and PyTorch's, go on looking for work that long after a call.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(50);

    /// <summary>Warms every side up, then lets them take turns.</summary>
    /// <param name="sides">Who takes part.</param>
    /// <param name="pace">How long.</param>
    /// <param name="rests">Whether each waits until the threads of the one before are quiet.</param>
    /// <returns>Each side's seconds for doing the work once.</returns>
    public static Spread[] Time(IReadOnlyList<ITimed> sides, Pace pace, bool rests)
    {
        // What earlier rows left behind is not to be cleared away at these rows' cost.
        GC.Collect();
        var times = sides.Select(side => WarmUp(side, pace)).ToArray();
        var seconds = sides.Select(_ => new double[pace.Blocks]).ToArray();
        for (var block = 0; block < pace.Blocks; block++)
        {
            for (var turn = 0; turn < sides.Count; turn++)
            {
                var k = (block + turn) % sides.Count;
                if (rests) Thread.Sleep(s_rest);
                seconds[k][block] = sides[k].Time(times[k]) / times[k];
            }
        }

        return [.. seconds.Select(own => Spread.Of(own))];
    }

    /// <returns>How often the side does its work in one block.</returns>
    private static int WarmUp(ITimed side, Pace pace)
    {
        var (times, worked, filled) = (1, 0.0, pace.Block == 0);
        while (worked < pace.Warm || !filled)
        {
            var seconds = side.Time(times);
            worked += seconds;
            filled = seconds >= pace.Block / 2;
            times = (int)Math.Clamp(times * pace.Block / Math.Max(seconds, 1e-9), 1, 10.0 * times);
        }

        return times;
    }
}
