using System.Text.Json.Nodes;

namespace DeepLearningMath.Tests;

public sealed class LeversChartTests
{
    private static readonly Tensor _h = (double[])[0.8, 0.2, 0.5], _w = (double[])[-0.5, 1, 0];

    [Fact]
    public void Lines_to_the_weights_are_as_thick_as_the_neurons_are_bright_and_those_to_the_activations_as_the_weights_are_large()
    {
        Assert.Equal([8, 2, 5, 0], Widths("W"));
        Assert.Equal([0, 0, 0, 10], Widths("b"));
        Assert.Equal([5, 10, 0, 0], Widths("h"));
    }

    [Fact]
    public void A_wish_goes_against_its_gradient_blue_up_and_vermilion_down()
    {
        Assert.Equal([Palette.Blue, Palette.Blue, Palette.Blue], Colors("W").Take(3));
        Assert.Equal([Palette.Vermilion, Palette.Blue], Colors("h").Take(2));
    }

    [Fact]
    public void The_first_frame_looks_as_the_chart_does_before_it_moves()
        => Assert.Equal(Widths("W"), Figure()["data"]!.AsArray().Take(4).Select(line => (double)line!["line"]!["width"]!));

    [Fact]
    public void Neurons_are_as_bright_as_they_are_and_the_bias_stands_on_a_neuron_that_is_always_at_1()
    {
        var marker = Figure()["data"]![4]!["marker"]!;
        Assert.Equal([0.8, 0.2, 0.5, 1], marker["color"]!.AsArray().Select(brightness => (double)brightness!));
        Assert.Equal((0, 1, """[[0,"rgb(0,0,0)"],[1,"rgb(255,255,255)"]]"""), ((int)marker["cmin"]!, (int)marker["cmax"]!, marker["colorscale"]!.ToJsonString()));
    }

    [Fact]
    public void Vectors_that_do_not_fit_and_numbers_that_are_none_are_named()
    {
        Assert.Contains("shape (3) and the weights (2)", Assert.Throws<ArgumentException>(() => Charts.Levers(_h, (double[])[1, 2], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("finite numbers", Assert.Throws<ArgumentException>(() => Charts.Levers(_h, _w, double.NaN)).Message, StringComparison.Ordinal);
    }

    private static JsonObject Figure() => Charts.Levers(_h, _w, dz: -1).ToJson();

    private static IEnumerable<JsonNode> Lines(string lever)
        => Figure()["frames"]!.AsArray().Single(frame => (string?)frame!["name"] == lever)!["data"]!.AsArray().Take(4).Select(change => change!["line"]!);

    private static IEnumerable<double> Widths(string lever) => Lines(lever).Select(line => (double)line["width"]!);

    private static IEnumerable<string> Colors(string lever) => Lines(lever).Select(line => (string)line["color"]!);
}
