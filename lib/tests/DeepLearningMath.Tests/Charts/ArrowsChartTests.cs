using System.Text.Json.Nodes;

namespace DeepLearningMath.Tests;

public sealed class ArrowsChartTests
{
    private static readonly (string, (double, double), (double, double))[] _arrows =
        [("gradient", (0, 0), (-0.5, -0.15)), ("gradient", (3, -2), (3.5, -1.85)), ("to the bottom", (0, 0), (2, -1))];

    [Fact]
    public void The_level_line_of_each_arrow_goes_through_its_foot_and_stays_on_its_cost()
    {
        var line = Traces("level line").Single();
        var points = line["x"]!.AsArray().Zip(line["y"]!.AsArray()).Where(point => point.First is not null)
            .Select(point => (X: (double)point.First!, Y: (double)point.Second!)).ToArray();
        Assert.All(points, point => Assert.Contains([Cost(0, 0), Cost(3, -2)], cost => Math.Abs(Cost(point.X, point.Y) / cost - 1) < 0.02));
        // A foot lies between two points of the line.
        Assert.All(_arrows, arrow => Assert.Contains(points.Zip(points.Skip(1)), part => DistanceTo(part.First, part.Second, arrow.Item2) < 0.01));
    }

    [Fact]
    public void Arrows_of_one_name_have_one_colour_and_stand_once_in_the_legend()
    {
        Assert.Equal((1, 1), (Traces("gradient").Count(), Traces("to the bottom").Count()));
        var colors = Figure()["data"]!.AsArray().Where(trace => (string?)trace!["marker"]?["symbol"] == "arrow").Select(trace => (string)trace!["line"]!["color"]!).ToArray();
        Assert.Equal([Palette.Color(0), Palette.Color(0), Palette.Color(1)], colors);
    }

    [Fact]
    public void An_arrow_to_nowhere_and_no_arrow_at_all_are_named()
    {
        Assert.Contains("The arrow 'g' goes from (0, 0) to", Message([("g", (0, 0), (1, double.NaN))]), StringComparison.Ordinal);
        Assert.Contains("the list of arrows is empty", Message([]), StringComparison.Ordinal);

        static string Message((string, (double, double), (double, double))[] arrows)
            => Assert.Throws<ArgumentException>(() => Charts.Arrows(Cost, arrows)).Message;
    }

    private static double Cost(double a, double b) => (10 * (a - 2) * (a - 2)) + (6 * (a - 2) * (b + 1)) + ((b + 1) * (b + 1)) + 0.25;

    private static JsonObject Figure() => Charts.Arrows(Cost, _arrows).ToJson();

    private static IEnumerable<JsonNode> Traces(string name) => Figure()["data"]!.AsArray().Where(trace => (string?)trace!["name"] == name)!;

    private static double DistanceTo((double X, double Y) a, (double X, double Y) b, (double X, double Y) point)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var t = dx == 0 && dy == 0 ? 0 : Math.Clamp((((point.X - a.X) * dx) + ((point.Y - a.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return double.Hypot(a.X + (t * dx) - point.X, a.Y + (t * dy) - point.Y);
    }
}
