using System.Text.Json.Nodes;

namespace DeepLearningMath.Tests;

public class ValleysTests
{
    private static readonly (double Theta1, double Theta0) Best = (2, -1);

    [Fact]
    public void Every_level_line_is_a_line_of_one_cost_and_each_costs_ten_times_as_much_as_the_next()
    {
        foreach (var (frame, offset) in FramesOf(Gallery.Charts["Valleys"]).Zip((double[])[0, 1, 3]))
        {
            var data = SyntheticData.Line(40, offset);
            var rings = Rings(frame[4]!.AsObject());
            double[] heights = [.. rings.Select(ring => Above(data, ring[0]))];
            Assert.Equal(5, heights.Length);
            Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.Equal(10, pair.First / pair.Second, 0.05));
            // Level lines are written with five digits: near the minimum that is seen.
            Assert.All(rings.Zip(heights).Take(4), ring => Assert.All(ring.First, point => Assert.Equal(1, Above(data, point) / ring.Second, 0.02)));
        }
    }

    [Fact]
    public void The_lines_on_the_way_are_those_after_0_1_2_4_8_updates()
    {
        var fan = FramesOf(Gallery.Charts["Valleys"]).Last()[0]!.AsObject();
        // 0 and 1, 2, 4, … 128: nine lines of two ends and a gap each.
        Assert.Equal(27, fan["y"]!.AsArray().Count);
        Assert.Equal([0, 0], fan["y"]!.AsArray().Take(2).Select(y => (double)y!));
    }

    [Fact]
    public void A_run_that_runs_away_leaves_the_picture_and_the_valley_stays_in_it()
    {
        var chart = Gallery.Charts["Valleys of runs that run away"];
        Assert.All(new[] { chart.Panels[1].X.Range, chart.Panels[1].Y.Range }, range => Assert.InRange(range!.Value.High - range.Value.Low, 2, 200));
        Assert.InRange(chart.Panels[2].Y.Range!.Value.High, 29.25, 1000);
    }

    [Fact]
    public void Data_sets_without_a_stop_or_a_minimum_are_refused_in_a_sentence()
    {
        Assert.Contains("nothing to draw", Assert.Throws<ArgumentException>(() => Charts.Valleys([], "offset")).Message, StringComparison.Ordinal);
        var run = new History(["θ₁", "θ₀"]);
        var data = SyntheticData.Line(3);
        Assert.Contains("the run on 'a' is empty", Assert.Throws<ArgumentException>(() => Charts.Valleys([("a", data, run)], "offset")).Message, StringComparison.Ordinal);
        run.Add(new TrainingStep(0, 0, 1, [0, 0], [0, 0]));
        Assert.Contains("all x are 1", Assert.Throws<ArgumentException>(
            () => Charts.Valleys([("a", new Samples((double[])[1, 1], (double[])[1, 2]), run)], "offset")).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonArray> FramesOf(Chart chart) => chart.ToJson()["frames"]!.AsArray().Select(frame => frame!["data"]!.AsArray());

    private static double Above(Samples data, (double Theta1, double Theta0) point) => Cost(data, point) - Cost(data, Best);

    private static double Cost(Samples data, (double Theta1, double Theta0) point) =>
        data.Average(sample => Math.Pow(sample.Y - (point.Theta1 * sample.X) - point.Theta0, 2));

    private static List<List<(double, double)>> Rings(JsonObject levels)
    {
        var rings = new List<List<(double, double)>> { new() };
        foreach (var (x, y) in levels["x"]!.AsArray().Zip(levels["y"]!.AsArray()))
        {
            if (x is null) rings.Add([]);
            else rings[^1].Add(((double)x, (double)y!));
        }
        return [.. rings.Where(ring => ring.Count > 0)];
    }
}
