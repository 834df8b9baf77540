using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Notebooks.Html;

namespace Notebooks.Tests.Html;

public sealed class FigureTablesTests
{
    private const string Axes = """{"xaxis":{"title":{"text":"iteration"}},"yaxis":{"title":{"text":"cost <i>C</i>"}}}""";

    [Fact]
    public void Curves_over_the_same_places_are_columns_of_one_table_the_shorter_as_far_as_it_goes()
        => Assert.Equal(
            ["cost C against iteration", "iteration | slow | fast | cost C", "0 | 4 | 4 | 0.33333", "1 | 2 | 0.00012 | −5", "2 | – | 1E−9 | 12345.7"],
            Only(Tables($$"""
                {"data":[{"name":"slow","x":[0,1],"y":[4,2]},{"name":"fast","x":[0,1,2],"y":[4,0.00012,1e-9]},{"x":[0,1,2],"y":[0.333333333,-5,12345.67]}],"layout":{{Axes}}}
                """)));

    [Fact]
    public void Single_points_and_short_lines_are_rows_of_one_table_and_what_has_no_name_goes_by_its_colour()
        => Assert.Equal(
            ["points: cost C against iteration", " | iteration | cost C", "start | 0 | 4", "end | 7 | 1", "end | 8 | 2", "end | 9 | 3", "line | 5 | 5", "line | 6 | 6"],
            Only(Tables($$"""
                {"data":[{"name":"start","mode":"markers","x":[0],"y":[4]},{"name":"end","marker":{"color":"#123"},"x":[7],"y":[1]},{"mode":"lines","line":{"color":"#123"},"x":[8,9],"y":[2,3]},
                {"mode":"lines","line":{"color":"#456"},"x":[5,6],"y":[5,6]}],"layout":{{Axes}}}
                """)));

    [Fact]
    public void Points_on_a_line_have_no_height()
        => Assert.Equal(["numbers", "θ", "5", "6"], Only(Tables("""
            {"data":[{"x":[5,6],"y":[0,0]}],"layout":{"xaxis":{"title":{"text":"θ"}},"yaxis":{"visible":false}}}
            """)));

    [Fact]
    public void What_is_only_decoration_has_no_numbers_unless_there_is_nothing_else()
    {
        const string Text = """{"mode":"text","hoverinfo":"skip","x":[1],"y":[2],"text":["<b>2</b> &times; 3"]}""";
        Assert.DoesNotContain("2 × 3", Tables($$"""{"data":[{"x":[1],"y":[1]},{{Text}}]}""").DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Equal(["y against x", "x | y | label", "1 | 2 | 2 × 3"], Only(Tables($$"""{"data":[{{Text}}]}""")));
    }

    [Fact]
    public void Of_what_is_long_or_wide_as_much_is_shown_as_one_would_read_with_its_first_and_its_last()
    {
        var curve = Tables($$"""{"data":[{"x":[{{string.Join(',', Enumerable.Range(0, 501))}}],"y":[{{string.Join(',', Enumerable.Range(0, 501).Select(i => i % 2 == 0 ? "null" : "7"))}}]}]}""");
        Assert.Equal(["0 | –", "25 | 7", "50 | –"], Cells(curve.QuerySelector("table")!).Skip(2).Take(3));
        Assert.Equal("500 | –", Cells(curve.QuerySelector("table")!).Last());
        Assert.Equal("21 of 501 rows, evenly chosen.", curve.QuerySelector("p")!.TextContent);

        var grid = Tables($$"""{"data":[{"type":"heatmap","z":[{{string.Join(',', Enumerable.Range(0, 51).Select(i => $"[{string.Join(',', Enumerable.Range(0, 40))}]"))}}]}]}""");
        Assert.Equal("18 of 51 rows and 11 of 40 columns, evenly chosen.", grid.QuerySelector("p")!.TextContent);
        Assert.StartsWith("row \\ column | 0 | 4 | 8", Cells(grid.QuerySelector("table")!).ElementAt(1), StringComparison.Ordinal);
        Assert.EndsWith(" | 39", Cells(grid.QuerySelector("table")!).Last(), StringComparison.Ordinal);

        var many = Tables($$"""{"data":[{{string.Join(',', Enumerable.Range(0, 15).Select(i => $$"""{"name":"s{{i}}","x":[{{i}},1,2,3,4],"y":[1,2,3,4,5]}"""))}}]}""");
        Assert.Equal(12, many.QuerySelectorAll("table").Length);
        Assert.Equal("3 more tables are left out.", many.QuerySelectorAll("p")[^1].TextContent);
    }

    [Fact]
    public void A_point_that_moves_stands_against_the_slider_and_a_line_as_it_is_at_the_ends()
    {
        var tables = Tables("""
            {"data":[{"name":"samples","x":[1,2,3,4,5],"y":[1,2,3,4,5]},{"name":"line","mode":"lines","x":[0,1],"y":[0,0]},{"name":"walker","mode":"markers","x":[0],"y":[9]},{"mode":"markers","x":[5],"y":[8]},{"mode":"markers","x":[6],"y":[9]}],
            "layout":{"xaxis":{"title":{"text":"θ"}},"yaxis":{"title":{"text":"C"}},"sliders":[{"currentvalue":{"prefix":"iteration = "}}]},
            "frames":[{"name":"0","data":[{"y":[0,0]},{"x":[0],"y":[9]}],"traces":[1,2]},{"name":"1","data":[{"y":[0,1]},{"x":[0.5],"y":[4]},{"y":[3]},{"y":[4]}],"traces":[1,2,3,4]},{"name":"2","data":[{"y":[0,2]},{"x":[1],"y":[1]},{"y":[0]},{"y":[1]}],"traces":[1,2,3,4]}]}
            """).QuerySelectorAll("table").Select(Cells).ToArray();
        Assert.Equal(4, tables.Length);
        Assert.Equal(["By iteration", "iteration | walker: θ | walker: C | C", "0 | 0 | 9 | 8", "1 | 0.5 | 4 | 3", "2 | 1 | 1 | 0"], tables[0]);
        Assert.Equal("samples: C against θ", tables[1].First());
        Assert.Equal(["line: C against θ, iteration 0", "θ | C", "0 | 0", "1 | 0"], tables[2]);
        Assert.Equal(["line: C against θ, iteration 2", "θ | C", "0 | 0", "1 | 2"], tables[3]);
    }

    [Fact]
    public void A_grid_that_changes_is_shown_at_its_first_and_its_last_stop_also_as_a_typed_array()
    {
        var tables = Tables("""
            {"data":[{"type":"heatmap","name":"weights","x":["a","b"],"y":["up","down"],"z":{"dtype":"i1","bdata":"AQIDBA==","shape":"2, 2"}}],
            "frames":[{"name":"before","data":[{"z":[[1,2],[3,4]]}]},{"name":"after","data":[{"z":[[5,6],[7,8]]}]}]}
            """).QuerySelectorAll("table").Select(Cells).ToArray();
        Assert.Equal(["weights, frame before", "row \\ column | a | b", "up | 1 | 2", "down | 3 | 4"], tables[0]);
        Assert.Equal(["weights, frame after", "row \\ column | a | b", "up | 5 | 6", "down | 7 | 8"], tables[1]);
    }

    [Fact]
    public void Every_panel_has_its_title_in_its_tables_and_bars_that_lie_begin_with_their_labels()
    {
        var tables = Tables("""
            {"data":[{"type":"bar","orientation":"h","x":[3,2,1,0,5],"y":["a","b","c","d","e"]},{"xaxis":"x2","yaxis":"y2","x":[1,2,3,4,5],"y":[1,2,3,4,5]},{"type":"pie","labels":["one","two","three","four","five"],"values":[1,2,3,4,5]}],
            "layout":{"xaxis2":{"title":{"text":"step"}},"annotations":[{"text":"<b>Right</b>","xref":"x2 domain"}]}}
            """).QuerySelectorAll("caption").Select(caption => caption.TextContent);
        Assert.Equal(["Right: y against step", "values against labels", "x against y"], tables.Order(StringComparer.Ordinal));
    }

    private static IDocument Tables(string figure) => new HtmlParser().ParseDocument(PlotlyFigure.From(JsonNode.Parse(figure)!)!.Tables());

    private static IEnumerable<string> Only(IDocument tables) => Cells(Assert.Single(tables.QuerySelectorAll("table")));

    private static IEnumerable<string> Cells(IElement table)
        => table.QuerySelectorAll("caption, tr").Select(row => row.LocalName == "caption" ? row.TextContent : string.Join(" | ", row.Children.Select(cell => cell.TextContent)));
}
