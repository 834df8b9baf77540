using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Notebooks.Documents;
using Notebooks.Html;

namespace Notebooks.Tests.Html;

public sealed class PageWriterTests
{
    private static readonly PageOptions Options = new()
    {
        Home = new("index.html", "Course & more"),
        Previous = new("01.html", "Nodes"),
        Next = new("03.html", "With \"bias\""),
        MapLink = link => link.Replace(".ipynb", ".html", StringComparison.Ordinal),
    };

    [Fact]
    public async Task A_page_has_a_language_landmarks_a_way_past_them_and_the_ways_to_other_pages()
    {
        var page = await SampleAsync();
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("One sample, no bias · Course & more", page.Title);
        Assert.Equal("#nb-main", page.Body!.FirstElementChild!.GetAttribute("href"));
        Assert.Single(page.QuerySelectorAll("main#nb-main"));
        Assert.Single(page.QuerySelectorAll("header"));
        Assert.Single(page.QuerySelectorAll("footer"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal("01.html", page.QuerySelector("footer a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("Next: With \"bias\"", page.QuerySelector("header a[rel=next]")!.GetAttribute("aria-label"));
        Assert.All(page.QuerySelectorAll("nav"), nav => Assert.True(nav.HasAttribute("aria-label")));
        Assert.Equal("01-nodes.html", page.QuerySelectorAll("main a").Single(a => a.TextContent == "the five nodes").GetAttribute("href"));
    }

    [Fact]
    public async Task The_contents_lead_to_every_section_and_no_id_comes_twice()
    {
        var page = await SampleAsync();
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(page.QuerySelectorAll("main h2, main h3").Select(h => "#" + h.Id), page.QuerySelectorAll(".nb-contents a").Select(a => a.GetAttribute("href")));
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
    }

    [Fact]
    public async Task Above_the_text_stands_what_one_wants_to_know_before_reading()
    {
        var notebook = Notebook.Load(TestPages.SamplePath());
        var page = Parse(await TestPages.WriteAsync(notebook, Options with { Download = new("notebooks/a b.ipynb", "Take it <home>"), Minutes = 35, Shelf = "a shelf" }));
        var about = page.QuerySelector("main")!.FirstElementChild!;
        Assert.Equal("about 35 min to read · 2 exercises · Take it <home>", about.TextContent);
        Assert.Equal(("notebooks/a b.ipynb", ""), (about.QuerySelector("a")!.GetAttribute("href"), about.QuerySelector("a")!.GetAttribute("download")));
        Assert.Equal("a shelf", page.Body!.GetAttribute("data-shelf"));
        Assert.Equal(notebook.Cells.Where(c => c.Kind == CellKind.Markdown).Select(c => c.Id), page.QuerySelectorAll("[data-cell]").Select(c => c.GetAttribute("data-cell")));

        // A reader's own notebook: an estimate, and nothing that is kept.
        var own = Parse(await TestPages.WriteAsync(Make("# T", string.Join(' ', Enumerable.Repeat("word", 3000)))));
        Assert.Equal("about 20 min to read", own.QuerySelector(".nb-about")!.TextContent);
        Assert.False(own.Body!.HasAttribute("data-shelf"));
    }

    [Fact]
    public async Task The_choice_between_light_and_dark_is_made_before_anything_is_painted()
    {
        var page = await SampleAsync();
        var first = page.QuerySelector("head script")!;
        Assert.Equal(("assets/theme.js", false), (first.GetAttribute("src"), first.HasAttribute("defer") || first.HasAttribute("async")));
        Assert.NotNull(page.QuerySelector("head meta[name=color-scheme]"));
        Assert.Equal(["system", "light", "dark"], page.QuerySelectorAll("header label:has(span) select option").Select(o => o.GetAttribute("value")));
    }

    [Fact]
    public async Task Nothing_of_a_page_acts_or_comes_from_elsewhere()
    {
        var page = await SampleAsync();
        Assert.Equal([PageAssets.FirstScript, .. PageAssets.Scripts], page.Scripts.Where(s => s.Type != "application/json").Select(s => s.Source?.Replace("assets/", "", StringComparison.Ordinal)));
        Assert.Equal(["assets/katex/katex.min.css", .. PageAssets.Styles.Select(name => "assets/" + name)], page.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("style, iframe, base, object, embed"));
        Assert.All(page.QuerySelectorAll("img"), i => Assert.StartsWith("data:image/", i.GetAttribute("src"), StringComparison.Ordinal));
        Assert.Contains("default-src 'none'; script-src 'self';", page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formulas_are_typeset_for_the_eye_and_for_a_reader_aloud()
    {
        var page = await SampleAsync();
        var formulas = page.QuerySelectorAll("main .katex");
        Assert.True(formulas.Length > 20);
        Assert.All(formulas, f => Assert.NotNull(f.QuerySelector(".katex-html")));
        Assert.All(formulas, f => Assert.NotNull(f.QuerySelector("math annotation")));
        Assert.True(page.QuerySelectorAll("main .katex-display").Length >= 2);
    }

    [Fact]
    public async Task A_formula_that_KaTeX_rejects_is_told_with_notebook_and_cell_and_its_TeX_is_shown()
    {
        var page = await TestPages.WriteAsync(Make("# T", "fine $x$, not $\\undefinedcommand{x}$", "$$\n\\frac{1}{\n$$"));
        Assert.Equal(3, page.Formulas);
        Assert.Equal([("cell-2", 1, "\\undefinedcommand{x}"), ("cell-3", 2, "\n\\frac{1}{\n")], page.Errors.Select(e => (e.CellId, e.CellIndex, e.Tex)));
        Assert.StartsWith("made.ipynb, cell 2 (cell-2): KaTeX parse error: Undefined control sequence: \\undefinedcommand", page.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(">\\undefinedcommand{x}</code>", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_notebook_gives_the_same_page()
    {
        using var writer = new PageWriter(await TestPages.RequireNodeAsync());
        var one = await writer.WriteAsync(Notebook.Load(TestPages.SamplePath()), Options, TestContext.Current.CancellationToken);
        var two = await writer.WriteAsync(Notebook.Load(TestPages.SamplePath()), Options, TestContext.Current.CancellationToken);
        Assert.Equal(one.Html, two.Html);
        Assert.DoesNotContain('\r', one.Html);
        Assert.Equal((3, 0), (one.Charts, one.Errors.Count));
    }

    [Fact]
    public async Task A_page_is_called_as_it_is_told_or_after_its_first_heading_or_after_its_file()
    {
        Assert.Equal("Told", (await TestPages.WriteAsync(Make("# Heading"), new PageOptions { Title = "Told" })).Title);
        Assert.Equal("Heading", (await TestPages.WriteAsync(Make("## Sub", "# Heading"))).Title);
        Assert.Equal("made", (await TestPages.WriteAsync(Make("text"))).Title);
    }

    [Fact]
    public async Task Only_CSharp_is_coloured_as_CSharp()
    {
        const string Cell = """{"cell_type":"code","metadata":{},"source":"class x: pass","outputs":[]}""";
        var python = Notebook.Parse("""{"cells":[CELL],"metadata":{"kernelspec":{"language":"python","name":"python3","display_name":"Python 3"}},"nbformat":4,"nbformat_minor":4}""".Replace("CELL", Cell, StringComparison.Ordinal), "p.ipynb");
        Assert.Contains("<code>class x: pass</code>", (await TestPages.WriteAsync(python)).Html, StringComparison.Ordinal);
        var mixed = Notebook.Parse("""{"cells":[{"cell_type":"code","metadata":{"polyglot_notebook":{"kernelName":"csharp"}},"source":"var a = 1;","outputs":[]}],"metadata":{},"nbformat":4,"nbformat_minor":4}""", "p.ipynb");
        Assert.Contains("<span class=\"nb-k\">var</span>", (await TestPages.WriteAsync(mixed)).Html, StringComparison.Ordinal);
    }

    private static async Task<IDocument> SampleAsync() => Parse(await TestPages.WriteAsync(Notebook.Load(TestPages.SamplePath()), Options));

    private static IDocument Parse(NotebookPage page) => new HtmlParser().ParseDocument(page.Html);

    private static Notebook Make(params string[] markdown)
        => Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
        {
            cells = markdown.Select(source => new { cell_type = "markdown", metadata = new { }, source }),
            metadata = new { },
            nbformat = 4,
            nbformat_minor = 4,
        }), "made.ipynb");
}
