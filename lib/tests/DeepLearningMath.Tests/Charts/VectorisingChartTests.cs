using System.Text.Json.Nodes;

namespace DeepLearningMath.Tests;

/// <summary>Lesson 10's pictures: boxes whose sides touch, classes that slide apart, who holds half of the votes.</summary>
public class VectorisingChartTests
{
    [Theory]
    [InlineData(10, 3, 4), InlineData(1, 7, 1), InlineData(7, 1, 7), InlineData(364, 30, 1)]
    public void Boxes_are_to_scale_and_equal_sizes_are_equally_long(int m, int n, int k)
    {
        var data = Charts.MatrixShapes([("", Shape.Matrix(m, n), Shape.Matrix(n, k))]).ToJson()["data"]!.AsArray();
        double most = Math.Max(m, Math.Max(n, k));
        // Both sides of one colour, one size.
        Assert.All(((int Trace, int Size)[])[(1, m), (2, n), (4, k)], side =>
        {
            var lengths = Lengths(data[side.Trace]!);
            Assert.Equal(2, lengths.Length);
            Assert.All(lengths, length => Assert.Equal(side.Size / most, length, 2e-4));
        });
        Assert.Empty(Lengths(data[3]!));
        Assert.Contains($"({m}, {n}) · ({n}, {k}) = ({m}, {k})", Texts(data[5]!));
    }

    [Fact]
    public void What_does_not_fit_has_no_result_and_two_colours_where_the_sides_touch()
    {
        var data = Charts.MatrixShapes([("", Shape.Matrix(3, 4), Shape.Matrix(10, 3))]).ToJson()["data"]!.AsArray();
        Assert.Equal(0.4, Assert.Single(Lengths(data[2]!)), 2e-4);
        Assert.Equal(1, Assert.Single(Lengths(data[3]!)), 2e-4);
        Assert.Contains("(3, 4) · (10, 3): 4 is not 10", Texts(data[5]!));
        Assert.DoesNotContain("=", Texts(data[5]!));
    }

    [Fact]
    public void Every_sample_stands_at_its_score_in_the_row_of_its_class()
    {
        var chart = Charts.Separation([("0", (double[])[-1.5, 2, 0.5, 0]), ("1", ((Tensor)(double[])[-3, 4, -1, 1]).AsColumn())], [0, 1, 0, 1], ["malignant", "benign"]);
        var json = chart.ToJson();
        var (malignant, benign) = (json["data"]![1]!, json["data"]![2]!);
        Assert.Equal("[-1.5,0.5]", malignant["x"]!.ToJsonString());
        Assert.Equal("[2,0]", benign["x"]!.ToJsonString());
        Assert.All(Numbers(malignant, "y"), y => Assert.InRange(y, -0.36, 0.36));
        Assert.All(Numbers(benign, "y"), y => Assert.InRange(y, 0.64, 1.36));
        // A score of 0 is not above 0.
        Assert.Equal(["on the wrong side: 2 of 4"], Texts(json["data"]![3]!));
        Assert.Equal("[\"on the wrong side: 0 of 4\"]", json["frames"]![1]!["data"]![2]!["text"]!.ToJsonString());
    }

    [Fact]
    public void Half_of_the_sum_is_held_by_the_fewest_who_reach_it()
    {
        var data = Charts.Shares([("", (double[])[1, -5, 2, 0, 4])]).ToJson()["data"]!;
        // 5 and 4 of 12: the first alone has not the half.
        Assert.Equal("[0,5,4,0]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[0,0,1,2]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[0,2,1,0,0]", data[1]!["y"]!.ToJsonString());
        Assert.Equal("[2,2,3,4,5]", data[1]!["x"]!.ToJsonString());
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_with_the_reason()
    {
        Assert.Contains("it takes two matrices", Message(() => Charts.MatrixShapes([("A", Shape.Vector(3), Shape.Matrix(3, 1))])), StringComparison.Ordinal);
        Assert.Contains("the list of products is empty", Message(() => Charts.MatrixShapes([])), StringComparison.Ordinal);
        Assert.Contains("'0' has 1 scores, but there are 2 labels", Message(() => Charts.Separation([("0", (double[])[1])], [0, 1], ["a", "b"])), StringComparison.Ordinal);
        Assert.Contains("labels from 0 to 2", Message(() => Charts.Separation([("0", (double[])[1, 2])], [0, 2], ["a", "b"])), StringComparison.Ordinal);
        Assert.Contains("'0' has one that is not", Message(() => Charts.Shares([("0", (double[])[1, double.NaN])])), StringComparison.Ordinal);
        Assert.Contains("the list of states is empty", Message(() => Charts.Shares([])), StringComparison.Ordinal);
    }

    private static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

    private static string[] Texts(JsonNode trace) => [.. trace["text"]!.AsArray().Select(text => (string)text!)];

    private static double[] Numbers(JsonNode trace, string attribute) => [.. trace[attribute]!.AsArray().Select(number => (double)number!)];

    /// <summary>How long the pieces of a line are, between its gaps.</summary>
    private static double[] Lengths(JsonNode trace)
    {
        var points = trace["x"]!.AsArray().Zip(trace["y"]!.AsArray()).ToArray();
        return [.. points.Zip(points.Skip(1)).Where(ends => ends.First.First is not null && ends.Second.First is not null).Select(ends =>
            Math.Max(Math.Abs((double)ends.First.First! - (double)ends.Second.First!), Math.Abs((double)ends.First.Second! - (double)ends.Second.Second!)))];
    }
}
