using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Html;
using Notebooks.Html.Markdown;

namespace Notebooks.Tests.Html;

public sealed class OutputWriterTests
{
    [Fact]
    public void The_best_form_that_a_page_can_show_is_taken()
    {
        Assert.Contains("<b>3</b>", Display(("text/html", "<b>3</b>"), ("text/plain", "3")), StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,AQID\" alt=\"a curve\"", Display(("image/png", "AQ\nID\n"), ("text/plain", "a curve")), StringComparison.Ordinal);
        Assert.Contains("alt=\"A picture that the code above gave\"", Display(("image/png", "AQID"), ("text/plain", "<Figure size 640x480 with 1 Axes>")), StringComparison.Ordinal);
        Assert.Contains("[\\frac12]", Display(("text/latex", "$\\frac12$"), ("text/plain", "1/2")), StringComparison.Ordinal);
        Assert.Contains("[[\nx\n]]", Display(("text/latex", "\\[x\\]"), ("image/png", "AQID")), StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png", Display(("text/latex", "\\begin{tabular}{l}1\\end{tabular}"), ("image/png", "AQID")), StringComparison.Ordinal);
        Assert.Contains("<div class=\"heading\">Head</div>", Display(("text/markdown", "# Head")), StringComparison.Ordinal);
        Assert.Contains("<em>text</em>", Display(("text/markdown", "*text*"), ("text/plain", "text")), StringComparison.Ordinal);
        Assert.Contains("&quot;a&quot;: 1", Display(("application/json", new JsonObject { ["a"] = 1 }), ("text/plain", "{}")), StringComparison.Ordinal);
        Assert.Contains("<pre>3</pre>", Display(("text/plain", "3")), StringComparison.Ordinal);
        Assert.Contains("application/x-unknown", Display(("application/x-unknown", "3")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_is_mentioned_only_where_the_output_offers_nothing_better()
    {
        const string Note = "A script of this output does not run on a page";
        Assert.Contains(Note, Display(("text/html", "<script>draw()</script>")), StringComparison.Ordinal);
        Assert.Contains(Note, Display(("text/html", "<p>words</p><script>draw()</script>")), StringComparison.Ordinal);
        Assert.Contains(Note, Display(("application/javascript", "draw()")), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, Display(("text/html", "<div></div><script>draw()</script>"), ("image/png", "AQID")), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, Display(("text/html", "<table><tr><td>1</td></tr></table><script>sort()</script>")), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, Display(("text/html", "<script>draw()</script>"), ("text/plain", "the same in words")), StringComparison.Ordinal);
        Assert.DoesNotContain(Note, Display(("text/html", "<script>draw()</script>"), (PlotlyFigure.MimeType, Figure())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_has_a_name_a_description_its_numbers_and_data_that_cannot_end_their_element()
    {
        var html = Display((PlotlyFigure.MimeType, Figure()), ("text/plain", "in words"));
        Assert.Contains("<figure aria-label=\"Loss &lt;x&gt; over θ\">", html, StringComparison.Ordinal);
        Assert.Contains("<figcaption>It falls. <span lang=\"ko\">기울기</span></figcaption>", html, StringComparison.Ordinal);
        Assert.Contains("style=\"min-height:300px\"", html, StringComparison.Ordinal);
        Assert.Contains("<caption>loss: y against θ</caption><thead><tr><th scope=\"col\">θ</th><th scope=\"col\">y</th></tr></thead><tbody><tr><th scope=\"row\">0.5</th><td>1E−12</td></tr><tr><th scope=\"row\">1</th><td>–</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">24</th><td>24</td></tr></tbody></table></div></details>", html, StringComparison.Ordinal);
        Assert.Equal(1, html.Split("</script>").Length - 1);
        Assert.Contains("\\u003C/script", html, StringComparison.Ordinal);
        Assert.Contains("in words", Display((PlotlyFigure.MimeType, new JsonObject { ["data"] = new JsonArray() }), ("text/plain", "in words")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_is_read_from_a_text_from_typed_arrays_and_from_old_titles()
    {
        var figure = """{"data":[{"type":"scattergl","x":{"dtype":"i2","bdata":"AQACAA=="},"y":{"dtype":"f8","bdata":"AAAAAAAA+D8AAAAAAAAEQA=="}}],"layout":{"title":"Old","xaxis":{"title":"steps"}}}""";
        var html = Display((PlotlyFigure.MimeType, figure));
        Assert.Contains("<figure aria-label=\"Old\">", html, StringComparison.Ordinal);
        Assert.Contains("\"title\":{\"text\":\"Old\"}", html, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"scatter\"", html, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">steps</th><th scope=\"col\">y</th></tr></thead><tbody><tr><th scope=\"row\">1</th><td>1.5</td></tr><tr><th scope=\"row\">2</th><td>2.5</td></tr>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{}}""")]
    [InlineData("""[]""")]
    [InlineData("""{"data":[{"x":"text","y":[[1],null,{"a":1}]},7,null],"layout":[],"frames":{}}""")]
    [InlineData("""{"data":[{"z":[[1,2],[3]],"x":[null]}],"layout":{"title":{"text":7},"meta":"m","height":1e99}}""")]
    public void A_strange_figure_breaks_nothing(string json)
        => Assert.NotEmpty(Display((PlotlyFigure.MimeType, JsonNode.Parse(json)!), ("text/plain", "words")));

    [Fact]
    public void Texts_of_a_chart_hold_what_texts_of_a_page_may_hold()
    {
        var html = Display((PlotlyFigure.MimeType, """{"data":[{"name":"half \ud83d, whole \ud83d\ude42","x":["a\u202eb\u0000"],"y":[1]}],"layout":{"title":"\ue0000\ue001 turned \u2066","meta":{"description":"\u202eback"}}}"""));
        Assert.Contains("half \uFFFD, whole 🙂", html.Replace("\\uD83D\\uDE42", "🙂", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("<figure aria-label=\"\uFFFD0\uFFFD turned ⟨U+2066⟩\">", html, StringComparison.Ordinal);
        Assert.Contains("<figcaption>⟨U+202E⟩back</figcaption>", html, StringComparison.Ordinal);
        Assert.Contains("a⟨U+202E⟩b", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u202a-\u202e\u2066-\u2069\ue000\ue001\0]|\\\\u(202|0000|206)", html);
    }

    [Fact]
    public void A_picture_is_as_large_as_it_is_meant_to_be_and_colours_that_are_not_the_page_s_keep_white_paper()
    {
        Assert.Contains("alt=\"A picture that the code above gave\" width=\"280\">", Write(new DisplayOutput(new MimeBundle(("image/png", "AQID")), new JsonObject { ["image/png"] = new JsonObject { ["width"] = 280.4 } })), StringComparison.Ordinal);
        Assert.Contains("nb-html nb-sheet", Display(("text/html", "<p style=\"font-size:2em;color: #111\">ink</p>")), StringComparison.Ordinal);
        Assert.Contains("nb-html nb-sheet", Display(("text/html", "<svg><path d=\"M0 0\" stroke=\"black\"/></svg>")), StringComparison.Ordinal);
        Assert.DoesNotContain("nb-sheet", Display(("text/html", "<p style=\"color:var(--dl-ink,#111)\">ink</p><svg><path style=\"stroke:var(--dl-ink,#111)\"/></svg>")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_widget_and_an_object_s_name_are_said_to_be_less_than_what_the_notebook_shows()
    {
        const string Widget = "A widget lives only while its notebook runs", Script = "A script of this output";
        var slider = Display(("application/vnd.jupyter.widget-view+json", new JsonObject()), ("text/plain", "IntSlider(value=7)"));
        Assert.Contains("<pre>IntSlider(value=7)</pre><p class=\"nb-note\">" + Widget, slider, StringComparison.Ordinal);
        Assert.Contains(Widget, Display(("application/vnd.jupyter.widget-view+json", new JsonObject())), StringComparison.Ordinal);
        var map = Display(("text/html", "<script>draw()</script>"), ("text/plain", "<folium.Map at 0x7f00>"));
        Assert.Contains(Script, map, StringComparison.Ordinal);
        Assert.DoesNotContain("folium", map, StringComparison.Ordinal);
        Assert.Empty(Display(("text/html", "<div id=\"plot\"></div>")));
    }

    [Fact]
    public void An_exercise_is_open_with_its_hint_folded_or_solved()
    {
        var open = Display(("text/html", "✗ wrong"), ("application/vnd.course.check+json", Check(passed: false)));
        Assert.Contains("<strong>Exercise 02.1</strong> <span>open", open, StringComparison.Ordinal);
        Assert.Contains("<details class=\"nb-fold\"><summary>A hint</summary><p>Turn the &lt;sign&gt;.</p></details>", open, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", open, StringComparison.Ordinal);
        var solved = Display(("text/html", "✓"), ("application/vnd.course.check+json", Check(passed: true)));
        Assert.Contains("solved ✓", solved, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", solved, StringComparison.Ordinal);

        static JsonObject Check(bool passed) => new() { ["exercise"] = "02.1", ["passed"] = passed, ["hint"] = "Turn the <sign>." };
    }

    [Fact]
    public void Long_text_is_folded_and_endless_text_is_cut()
    {
        var lines = Write(new StreamOutput("stdout", string.Concat(Enumerable.Range(1, 100).Select(i => $"line {i}\n"))));
        Assert.Contains("line 15</pre><details class=\"nb-more\"><summary>85 more lines</summary><pre>line 16", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", Write(new StreamOutput("stdout", string.Concat(Enumerable.Repeat("line\n", 25)))), StringComparison.Ordinal);
        var endless = Write(new StreamOutput("stdout", new string('x', 1_000_000)));
        Assert.True(endless.Length < 210_000);
        Assert.Contains("800,000 more characters are left out.", endless, StringComparison.Ordinal);
        // 50 MB.
        var table = Display(("text/html", $"<table><caption>All of it</caption>{string.Concat(Enumerable.Repeat("<tr><td>number</td><td>1</td></tr>", 1_500_000))}</table>"));
        Assert.Contains("All of it", table, StringComparison.Ordinal);
        Assert.EndsWith("</tbody></table></div><p class=\"nb-note\">The rest of this output is left out: it is too long for a page.</p></div>\n", table, StringComparison.Ordinal);
        Assert.True(table.Length < 500_000);
        Assert.Contains("only forms that a page cannot show: image/png", Display(("image/png", new string('A', 50_000_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_shown_as_one_with_its_place_folded()
        => Assert.Equal(
            "<div class=\"nb-output nb-error\"><p class=\"nb-message\"><strong>Error&lt;T&gt;</strong>: it &lt;failed&gt;</p><details class=\"nb-fold\"><summary>Where it happened</summary>"
            + "<pre><span class=\"nb-fg-red\">at line 1</span></pre></details></div>\n",
            Write(new ErrorOutput("Error<T>", "it <failed>", ["\e[31mat line 1\e[0m"])));

    [Fact]
    public void Two_outputs_may_use_the_same_id()
    {
        var writer = Writer(out var fragments, out var cell);
        var output = new DisplayOutput(new MimeBundle(("text/html", "<p id=a><a href=#a>x</a></p>")));
        Assert.Contains("<p id=\"o1-a\"><a href=\"#o1-a\">", writer.Write(cell, output), StringComparison.Ordinal);
        Assert.Contains("<p id=\"o2-a\"><a href=\"#o2-a\">", writer.Write(cell, output), StringComparison.Ordinal);
    }

    private static JsonObject Figure() => new()
    {
        ["data"] = new JsonArray(new JsonObject
        {
            ["name"] = "<b>loss</b>",
            ["text"] = "</script><script>alert(1)</script>",
            ["x"] = new JsonArray([0.5, 1, .. Enumerable.Range(2, 23).Select(i => (JsonNode)i)]),
            ["y"] = new JsonArray([1e-12, null, .. Enumerable.Range(2, 23).Select(i => (JsonNode)i)]),
        }),
        ["layout"] = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = "Loss &lt;x&gt;<br>over <i>θ</i>" },
            ["xaxis"] = new JsonObject { ["title"] = new JsonObject { ["text"] = "θ" } },
            ["height"] = 300,
            ["meta"] = new JsonObject { ["description"] = "It falls. 기울기" },
        },
    };

    private static string Display(params (string Mime, JsonNode Value)[] data) => Write(new DisplayOutput(new MimeBundle(data)));

    private static string Write(CellOutput output)
    {
        var writer = Writer(out var fragments, out var cell);
        return fragments.Insert(writer.Write(cell, output));
    }

    private static OutputWriter Writer(out Fragments fragments, out Cell cell)
    {
        var own = fragments = new Fragments();
        cell = Notebook.Parse("""{"cells":[{"cell_type":"code","metadata":{},"source":"","outputs":[]}],"metadata":{},"nbformat":4,"nbformat_minor":4}""", "n.ipynb").Cells[0];
        return new OutputWriter(own, new MarkdownWriter(own, (code, _) => code, formula => own.Add(formula.IsDisplay ? $"[[{formula.Tex}]]" : $"[{formula.Tex}]"), null, link => link));
    }
}
