using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace DeepLearningMath.Tests;

public class ChartTests
{
    private static readonly Chart Empty = new("Title", "x (m)", "y (s)");

    [Fact]
    public void Any_numbers_give_valid_json_with_gaps_for_what_json_has_not() =>
        Prop.ForAll<double[]>(values =>
        {
            var json = JsonNode.Parse(Empty.Add(Trace.Line(values, values), Trace.Points(values, values, "p")).ToJson().ToJsonString())!;
            var drawn = json["data"]![0]!["y"]!.AsArray();
            return drawn.Count == values.Length && drawn.Zip(values).All(pair => double.IsFinite(pair.Second)
                ? Math.Abs((double)pair.First! - pair.Second) <= 1e-7 * Math.Abs(pair.Second)
                : pair.First is null);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(double.Epsilon)]
    [InlineData(-0.0)]
    public void The_ends_of_the_numbers_are_drawn(double value) =>
        Assert.NotNull(JsonNode.Parse(Empty.Add(Trace.Line([value], [value])).ToJson().ToJsonString())!["data"]![0]!["x"]![0]);

    [Fact]
    public void What_looks_like_a_change_gives_a_new_chart()
    {
        var before = Empty.ToJson().ToJsonString();
        var line = Trace.Line([1, 2], [3, 4], "line");
        var lineBefore = Empty.Add(line).ToJson().ToJsonString();
        _ = Empty.Add(line).LogX().LogY().WithAxes("a", "b").WithXRange(0, 1).WithYRange(1, 2).WithLayout("xaxis.dtick", 1) with { Title = "Other" };
        _ = line.Colored(Palette.Green).Dashed().With("line.width", 9).In(0);
        _ = Empty.Add(line).Animate("iteration", new Frame("0", [line.To([9, 9], [9, 9])]));
        Assert.Equal(before, Empty.ToJson().ToJsonString());
        Assert.Equal(lineBefore, Empty.Add(line).ToJson().ToJsonString());
    }

    [Fact]
    public void A_change_to_the_json_that_was_handed_out_changes_no_chart()
    {
        var chart = Empty.Add(Trace.Line([1, 2], [3, 4], "line")).WithLayout("xaxis.tickvals", new JsonArray(1, 2));
        var before = chart.ToJson().ToJsonString();
        var json = chart.ToJson();
        json["data"]![0]!["x"]![0] = 99;
        json["layout"]!["xaxis"]!["tickvals"]![0] = 99;
        Assert.Equal(before, chart.ToJson().ToJsonString());
    }

    [Fact]
    public void Axes_take_titles_ranges_and_logarithms()
    {
        var layout = Empty.LogY().WithYRange(0.01, 100).WithXRange(-1, 1).ToJson()["layout"]!;
        Assert.Equal("x (m)", (string?)layout["xaxis"]!["title"]!["text"]);
        Assert.Equal("[-1,1]", layout["xaxis"]!["range"]!.ToJsonString());
        Assert.Equal("log", (string?)layout["yaxis"]!["type"]);
        Assert.Equal("[-2,2]", layout["yaxis"]!["range"]!.ToJsonString());
        Assert.Null(Empty.LogY().LinearY().ToJson()["layout"]!["yaxis"]!["type"]);
        Assert.Equal("log", (string?)Empty.LogX().ToJson()["layout"]!["xaxis"]!["type"]);
        Assert.Equal("years", (string?)Empty.WithAxes("years", "cm").ToJson()["layout"]!["xaxis"]!["title"]!["text"]);
    }

    [Theory]
    [InlineData(1e-9, 1, "10⁻⁸ 10⁻⁶ 10⁻⁴ 10⁻² 1")]
    [InlineData(2e-7, 4e-4, "10⁻⁶ 10⁻⁵ 10⁻⁴")]
    [InlineData(0.001, 10, "0.001 0.01 0.1 1 10")]
    [InlineData(0.3, 25, "0.5 1 2 5 10 20")]
    [InlineData(0.3, 2000, "1 10 100 1000")]
    [InlineData(0.3, 200, "0.3 1 3 10 30 100")]
    [InlineData(0.2, 4, "0.2 0.5 1 2")]
    [InlineData(2e-6, 3.1e-5, "2·10⁻⁶ 5·10⁻⁶ 10⁻⁵ 2·10⁻⁵")]
    [InlineData(0.24, 0.26, "0.24 0.245 0.25 0.255 0.26")]
    [InlineData(1, 1e200, "1 10⁵⁰ 10¹⁰⁰ 10¹⁵⁰ 10²⁰⁰")]
    public void A_logarithmic_axis_has_few_numbers_and_no_row_of_zeros_to_count(double low, double high, string expected)
    {
        var axis = Empty.Add(Trace.Line([1, 2, 3], [low, high, -7])).LogY().ToJson()["layout"]!["yaxis"]!;
        Assert.Equal(expected, string.Join(' ', axis["ticktext"]!.AsArray().Select(text => (string)text!)));
        var values = axis["tickvals"]!.AsArray().Select(value => (double)value!).ToArray();
        Assert.Equal(axis["ticktext"]!.AsArray().Count, values.Length);
        Assert.InRange(values.Length, 3, 7);
        Assert.All(values, value => Assert.InRange(value, low / 2, high * 2));
    }

    [Fact]
    public void The_numbers_of_a_logarithmic_axis_hold_for_all_frames_and_for_what_is_added_later()
    {
        var line = Trace.Line([1, 10], [1, 2]);
        var moving = Empty.Add(line).LogX().Animate("step", new Frame("0", [line.To([1, 10], [1, 2])]), new Frame("1", [line.To([1e6, 1e9], [1, 2])]));
        Assert.Equal("10⁸", (string?)moving.ToJson()["layout"]!["xaxis"]!["ticktext"]!.AsArray()[^1]);
        Assert.Equal("1000", (string?)Empty.LogX().Add(line, Trace.Line([1000], [1])).ToJson()["layout"]!["xaxis"]!["ticktext"]!.AsArray()[^1]);
        Assert.Null(Empty.Add(Trace.Line([-1], [0])).LogX().ToJson()["layout"]!["xaxis"]!["tickvals"]);
    }

    [Fact]
    public void What_the_author_sets_in_the_layout_counts_on_every_screen()
    {
        var layout = Empty.WithLayout("margin.t", 7).WithLayout("xaxis.dtick", 0.5).ToJson()["layout"]!;
        Assert.Equal(7, (int)layout["margin"]!["t"]!);
        Assert.Equal(0.5, (double)layout["xaxis"]!["dtick"]!);
        Assert.False(layout["meta"]!["narrow"]!.AsObject().ContainsKey("margin.t"));
        Assert.Equal(500, (int)(Empty with { Height = 500 }).ToJson()["layout"]!["height"]!);
    }

    [Fact]
    public void Panels_stand_beside_and_below_each_other()
    {
        var axis = new Axis("a");
        var layout = new Chart("t", new Panel(axis, axis), new Panel(axis, axis), new Panel(axis, axis) { Column = 1 })
            .Add(Trace.Line([1], [1]).In(2)).ToJson()["layout"]!;
        Assert.Equal(Domain("xaxis"), Domain("xaxis2"));
        Assert.True(Domain("yaxis").Low > Domain("yaxis2").High);
        Assert.True(Domain("xaxis").High < Domain("xaxis3").Low);
        Assert.Equal((0, 1), Domain("yaxis3"));

        (double Low, double High) Domain(string key) => ((double)layout[key]!["domain"]![0]!, (double)layout[key]!["domain"]![1]!);
    }

    [Fact]
    public void An_equal_pair_of_panels_is_not_mistaken_for_one()
    {
        var panel = new Panel(new Axis("a"), new Axis("b"));
        var layout = new Chart("t", panel, panel).ToJson()["layout"]!;
        Assert.NotEqual(layout["yaxis"]!["domain"]!.ToJsonString(), layout["yaxis2"]!["domain"]!.ToJsonString());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var line = Trace.Line([1], [1], "walk");
        Assert.Contains("panel 1", Assert.Throws<ArgumentException>(() => Empty.Add(line.In(1))).Message, StringComparison.Ordinal);
        Assert.Contains("2 and 1", Assert.Throws<ArgumentException>(() => Trace.Line([1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("2 and 1", Assert.Throws<ArgumentException>(() => line.To([1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("2 × 1", Assert.Throws<ArgumentException>(() => Trace.Contours([1], [1], new double[2, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("not in the chart", Assert.Throws<ArgumentException>(() => Empty.Animate("i", new Frame("0", [line.To([1], [1])]))).Message, StringComparison.Ordinal);
        Assert.Contains("'0'", Assert.Throws<ArgumentException>(() => Empty.Animate("i", new Frame("0", []), new Frame("0", []))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Empty.LogX(panel: 1));
        Assert.Throws<ArgumentException>(() => new Chart("t"));
    }

    [Fact]
    public void Without_a_description_of_its_own_a_chart_names_its_traces()
    {
        Assert.Equal("y (s) against x (m): fall (2 points, 1 to 9).", Empty.Add(Trace.Line([1, 2, 3], [9, double.NaN, 1], "fall")).Description);
        Assert.Equal("An empty chart of y (s) against x (m).", Empty.Description);
        Assert.Equal("Mine.", (Empty with { Description = "Mine." }).Description);
        Assert.Equal("Title\nMine.", (Empty with { Description = "Mine." }).ToString());
    }

    [Fact]
    public void An_arrow_of_no_length_is_a_gap()
    {
        var json = Empty.Add(Trace.Arrow((1, 2), (1, 2)), Trace.Arrow((1, 2), (1, 3))).ToJson()["data"]!;
        Assert.Equal("[null,null]", json[0]!["x"]!.ToJsonString());
        Assert.Equal("[2,3]", json[1]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Html_stands_on_its_own_and_cannot_be_left_by_its_own_text()
    {
        const string hostile = "</script><script>alert('x')</script>&\"<b>";
        var chart = Empty.Add(Trace.Line([1], [1], hostile)) with { Title = hostile, Description = hostile };
        var html = chart.ToHtml();
        Assert.Equal(1, Regex.Count(html, "<script"));
        Assert.Equal(1, Regex.Count(html, "</script"));
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Equal(html, chart.ToHtml());
        Assert.Matches("^<figure [^>]*aria-label=", html);
        Assert.Matches(@"npm/plotly\.js-dist-min@\d+\.\d+\.\d+/plotly\.min\.js', \{ integrity: 'sha384-[A-Za-z0-9+/]{64}' \}", html);
    }

    [Fact]
    public void Notebooks_find_html_text_and_plotly_json_by_convention()
    {
        var chart = Empty.Add(Trace.Line([1], [1], "line"));
        var written = Notebook.Show(chart);
        Assert.Equal(["text/html", "text/plain"], Notebook.Preferred(chart));
        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], written.Keys.Order());
        Assert.Equal(chart.ToString(), written["text/plain"]);
        Assert.Equal("line", (string?)JsonNode.Parse(written["application/vnd.plotly.v1+json"])!["data"]![0]!["name"]);
    }
}
