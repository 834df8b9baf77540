using System.Text.Json.Nodes;

namespace DeepLearningMath.Tests;

public class BatchBowlsTests
{
    // Not on one line, so that batches disagree.
    private static readonly (double X, double Y)[] _samples = [(-1.5, 2), (2.5, -1), (0.5, 1.5), (2.5, 3), (-1.5, -4)];

    [Fact]
    public void The_star_is_where_the_cost_of_the_batch_is_least()
    {
        var (star, _, _) = Frame(Draw((1, -0.5), [0, 1, 2]), 0);
        var point = Assert.Single(star);
        var cost = Cost([0, 1, 2], point);
        foreach (var (d1, d0) in ((double, double)[])[(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01), (0.01, -0.01)])
            Assert.True(Cost([0, 1, 2], (point.Theta1 + d1, point.Theta0 + d0)) > cost);
    }

    [Fact]
    public void A_batch_of_one_sample_and_one_of_equal_inputs_have_a_line_of_best_answers()
    {
        var (line, level, _) = Frame(Draw((1, -0.5), [1]), 0);
        Assert.Equal(2, line.Length);
        Assert.All(line, point => Assert.Equal(0, Cost([1], point), 1e-9));
        Assert.All(level, point => Assert.Equal(Cost([1], (1, -0.5)), Cost([1], point), 1e-5));

        int[] equalInputs = [1, 3];
        (line, _, _) = Frame(Draw((1, -0.5), equalInputs), 0);
        Assert.Equal(2, line.Length);
        // The best that a line can do at x = 2.5 is the middle of −1 and 3.
        Assert.All(line, point => Assert.Equal(4, Cost(equalInputs, point), 1e-6));
    }

    [Fact]
    public void All_of_the_level_line_costs_the_batch_what_the_present_point_costs_it()
    {
        int[] batch = [0, 1, 2];
        var (_, level, _) = Frame(Draw((1, -0.5), batch), 0);
        Assert.Equal(49, level.Length);
        Assert.All(level, point => Assert.Equal(Cost(batch, (1, -0.5)), Cost(batch, point), 1e-5));
    }

    [Fact]
    public void The_step_leads_to_the_next_point_and_at_the_end_there_is_none()
    {
        var chart = Charts.BatchBowls(_samples, ("walk", [(1, -0.5), (0.5, 0.25), (0, 1)], [[0], [1, 2]]));
        Assert.Equal([(1, -0.5), (0.5, 0.25)], Frame(chart, 0).Step);
        Assert.Equal([(0.5, 0.25), (0, 1)], Frame(chart, 1).Step);
        var (star, level, step) = Frame(chart, 2);
        Assert.Empty(star);
        Assert.Empty(level);
        Assert.Empty(step);
    }

    [Fact]
    public void The_level_lines_are_those_of_the_cost_of_all_samples_above_its_least()
    {
        var shade = Draw((1, -0.5), [0]).ToJson()["data"]!.AsArray().Single(trace => (string?)trace!["type"] == "heatmap")!;
        var best = LeastSquares.Line(_samples.Select(s => s.X).ToArray(), _samples.Select(s => s.Y).ToArray());
        int[] all = [0, 1, 2, 3, 4];
        foreach (var (row, column) in ((Index, Index)[])[(0, 0), (0, ^1), (^1, 0), (^1, ^1)])
        {
            var at = ((double)shade["x"]!.AsArray()[column]!, (double)shade["y"]!.AsArray()[row]!);
            Assert.Equal(Math.Log2(Cost(all, at) - Cost(all, best)), (double)shade["z"]!.AsArray()[row]!.AsArray()[column]!, 0.051);
        }

        // All samples at one x: the cost has no single minimum to be measured from.
        var trench = Charts.BatchBowls([(2, 1), (2, 3)], ("walk", [(0, 0), (0.4, 0.2)], [[0]]));
        Assert.Contains(trench.ToJson()["data"]!.AsArray(), trace => (string?)trace!["type"] == "heatmap");
    }

    [Fact]
    public void Walks_stand_beside_each_other_in_equal_scales_and_the_shorter_waits()
    {
        var chart = Charts.BatchBowls(_samples, ("one", [(0, 0), (1, 1)], [[0]]), ("two", [(0, 0), (1, 0), (2, 0), (3, 0)], [[0], [1], [2]]));
        Assert.Equal(["one", "two"], chart.Panels.Select(panel => panel.Title));
        Assert.All(chart.Panels, panel => Assert.True(panel.EqualScales));
        Assert.Equal(["0", "1", "2", "3"], chart.Frames.Select(frame => frame.Label));
        Assert.Equal(chart.Panels[0].X.Range, chart.Panels[1].X.Range);
        Assert.Contains("one goes from (0, 0) to (1, 1) in 1 iteration", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_named()
    {
        Assert.Contains("the list of samples is empty", Message(() => Charts.BatchBowls([], ("walk", [(0, 0)], []))), StringComparison.Ordinal);
        Assert.Contains("the list of walks is empty", Message(() => Charts.BatchBowls(_samples)), StringComparison.Ordinal);
        Assert.Contains("the walk 'walk' is empty", Message(() => Charts.BatchBowls(_samples, ("walk", [], []))), StringComparison.Ordinal);
        Assert.Contains("'walk' has 2 updates, but only 1 batch:", Message(() => Charts.BatchBowls(_samples, ("walk", [(0, 0), (1, 1), (2, 2)], [[0]]))), StringComparison.Ordinal);
        Assert.Contains("[2, 5]: a batch has at least one sample, and they go from 0 to 4", Message(() => Charts.BatchBowls(_samples, ("walk", [(0, 0), (1, 1)], [[2, 5]]))), StringComparison.Ordinal);
        Assert.Contains("at least one sample", Message(() => Charts.BatchBowls(_samples, ("walk", [(0, 0), (1, 1)], [[]]))), StringComparison.Ordinal);

        static string Message(Func<Chart> draw) => Assert.ThrowsAny<ArgumentException>(draw).Message;
    }

    [Fact]
    public void A_walk_that_runs_away_is_still_drawn()
    {
        var chart = Charts.BatchBowls(_samples, ("walk", [(0, 0), (1e200, -1e200), (double.PositiveInfinity, double.NaN)], [[0], [1, 2]]));
        Assert.NotNull(JsonNode.Parse(chart.ToJson().ToJsonString()));
    }

    private static Chart Draw((double Theta1, double Theta0) at, int[] batch) =>
        Charts.BatchBowls(_samples, ("walk", [at, (at.Theta1 / 2, at.Theta0 / 2)], [batch]));

    /// <summary>What the first panel shows in a frame: the batch's best answers, its level line and the step, without gaps.</summary>
    private static ((double Theta1, double Theta0)[] Best, (double Theta1, double Theta0)[] Level, (double Theta1, double Theta0)[] Step) Frame(Chart chart, int number)
    {
        var json = chart.ToJson();
        var frame = json["frames"]![number]!;
        return (Points("best for this batch"), Points("equal cost for this batch"), Points("its step"));

        (double, double)[] Points(string name)
        {
            var trace = json["data"]!.AsArray().Index().Single(trace => (string?)trace.Item!["name"] == name).Index;
            var change = frame["data"]![frame["traces"]!.AsArray().Select(index => (int)index!).ToList().IndexOf(trace)]!;
            return [.. change["x"]!.AsArray().Zip(change["y"]!.AsArray()).Where(point => point.First is not null).Select(point => ((double)point.First!, (double)point.Second!))];
        }
    }

    private static double Cost(int[] batch, (double Theta1, double Theta0) at) =>
        batch.Average(row => Math.Pow(_samples[row].Y - (at.Theta1 * _samples[row].X + at.Theta0), 2));
}
