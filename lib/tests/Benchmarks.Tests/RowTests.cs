using MathNet.Numerics;

namespace Benchmarks.Tests;

public sealed class RowTests : IDisposable
{
    private static readonly Pace Brief = new(Warm: 1, Block: 0.5, Blocks: 4);

    private readonly Session _session = new(isTimed: true);

    public void Dispose() => _session.Dispose();

    private static Comparison Against(ISide ours, params Func<Session, ISide>[] theirs)
        => new("work", "peer", Threads: 1, Goal: 2) { Ours = _ => ours, Theirs = theirs };

    [Fact]
    public void The_ratio_is_the_peers_time_by_ours()
    {
        var result = Against(new FakeSide(0.1, 1, 2), _ => new FakeSide(0.3, 1, 2)).Measure(_session, Brief);
        Assert.Equal((0.1, 0.3, 3), (result.Ours!.Value.Median, result.Theirs!.Value.Median, result.Ratio!.Value), new Near());
        Assert.True(result.Reached);
        Assert.False(Against(new FakeSide(0.1, 1), _ => new FakeSide(0.19, 1)).Measure(_session, Brief).Reached);
    }

    [Fact]
    public void Of_several_peers_the_fastest_counts()
        => Assert.Equal(0.2, Against(new FakeSide(0.1, 1), _ => new FakeSide(0.4, 1), _ => new FakeSide(0.2, 1), _ => new FakeSide(0.3, 1)).Measure(_session, Brief).Theirs!.Value.Median, 1e-12);

    [Theory]
    [InlineData(new[] { 1.0, 2.000001 }, "not the same numbers: number 1 is 2 here, and 2.000001 there")]
    [InlineData(new[] { 1.0, double.NaN }, "not the same numbers: number 1 is 2 here, and NaN there")]
    [InlineData(new[] { 1.0 }, "not the same work: ours gives 2 numbers, theirs 1")]
    public void Other_numbers_are_a_failure_and_nothing_is_timed(double[] theirs, string message)
    {
        var (ours, peer) = (new FakeSide(0.1, 1, 2), new FakeSide(0.1, theirs));
        var row = Against(ours, _ => new FakeSide(0.1, 1, 2), _ => peer);
        foreach (var result in (Result[])[row.Measure(_session, Brief), row.Check(_session)])
            Assert.Equal((true, message, null), (result.IsFailure, result.Note, result.Ratio));
        Assert.Empty(ours.Log);
        Assert.Empty(peer.Log);
    }

    [Fact]
    public void A_missing_peer_leaves_our_time_and_says_how_to_get_it()
    {
        var row = Against(new FakeSide(0.1, 1), _ => throw new MissingException("no NumPy: apt-get install it"));
        var result = row.Measure(_session, Brief);
        Assert.Equal((true, false, "no NumPy: apt-get install it"), (result.IsMissing, result.IsFailure, result.Note));
        Assert.Equal(0.1, result.Ours!.Value.Median, 1e-12);
        Assert.Null(result.Ratio);
        Assert.Null(result.Reached);
        Assert.True(row.Check(_session).IsMissing);
    }

    [Fact]
    public void Both_sides_are_warmed_and_then_take_turns()
    {
        List<(FakeSide Side, int Times)> log = [];
        FakeSide ours = new(0.01, 1) { Log = log }, theirs = new(0.1, 1) { Log = log };
        Against(ours, _ => theirs).Measure(_session, Brief);
        var measured = log[^(2 * Brief.Blocks)..];
        Assert.Equal([(ours, 50), (theirs, 5), (theirs, 5), (ours, 50), (ours, 50), (theirs, 5), (theirs, 5), (ours, 50)], measured);
        Assert.InRange(log[..^(2 * Brief.Blocks)].Where(turn => turn.Side == ours).Sum(turn => 0.01 * turn.Times), 1, 3);
        Assert.InRange(log[..^(2 * Brief.Blocks)].Where(turn => turn.Side == theirs).Sum(turn => 0.1 * turn.Times), 1, 3);
    }

    [Fact]
    public void Our_side_has_the_threads_that_the_row_names()
    {
        var threads = 0;
        var row = new Comparison("work", "peer", Threads: 3, Goal: 1) { Ours = _ => Seen(), Theirs = [_ => new FakeSide(0.1, 1)] };
        row.Check(_session);
        Assert.Equal(3, threads);

        FakeSide Seen()
        {
            threads = Control.MaxDegreeOfParallelism;
            return new FakeSide(0.1, 1);
        }
    }

    [Theory]
    [InlineData(1.0, true, "slope 1.00 from 10 to 1,000")]
    [InlineData(1.09, true, "slope 1.09 from 10 to 1,000")]
    [InlineData(1.11, false, "slope 1.11 from 10 to 1,000")]
    [InlineData(0.5, true, "slope 0.50 from 10 to 1,000: too flat, so something else than the size takes time")]
    public void Growth_is_the_slope_of_the_logarithms(double slope, bool reached, string note)
    {
        var row = new Growth("work", [10, 100, 1000]) { Ours = (_, n) => new FakeSide(1e-3 * Math.Pow(n, slope)) };
        var result = row.Measure(_session, Brief);
        Assert.Equal((reached, note), (result.Reached!.Value, result.Note));
        Assert.Equal(Math.Pow(100, 1 - slope), result.Ratio!.Value, 1e-9);
    }

    [Fact]
    public void A_limit_is_compared_as_a_peer_is()
    {
        var result = new Limit("lessons", "45 s", 2, 45) { Ours = _ => new FakeSide(90), IsLong = true }.Measure(_session, Brief);
        Assert.Equal((0.5, false), (result.Ratio!.Value, result.Reached!.Value));
    }

    [Fact]
    public void A_spread_is_the_median_and_the_quartiles()
    {
        Assert.Equal(new Spread(3, 2, 4), Spread.Of([5, 1, 4, 2, 3]));
        Assert.Equal(new Spread(2.5, 1.75, 3.25), Spread.Of([4, 3, 2, 1]));
        Assert.Equal(new Spread(7, 7, 7), Spread.Of([7]));
    }

    private sealed class Near : IEqualityComparer<(double, double, double)>
    {
        public bool Equals((double, double, double) x, (double, double, double) y)
            => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) + Math.Abs(x.Item3 - y.Item3) < 1e-9;

        public int GetHashCode((double, double, double) _) => 0;
    }
}
