using System.Runtime.CompilerServices;
using DeepLearningMath.Tests;
using Microsoft.Playwright;
using Notebooks.Documents;
using Notebooks.Html;

namespace Course.Tests.Pages;

/// <summary>Pages in a real browser, from files, without a network.</summary>
public sealed class SamplePageTests(Browser browser, SamplePageTests.Site site) : IClassFixture<Browser>, IClassFixture<SamplePageTests.Site>
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(false, 390)]
    [InlineData(true, 1280)]
    [InlineData(true, 390)]
    public async Task A_page_is_whole_in_light_and_dark_wide_and_narrow(bool isDark, int width)
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync(), isDark, width);
        Assert.Empty(page.Problems);
        Assert.Equal(3, page.ChartsDrawn);
        Assert.Equal(site.Formulas, page.FormulasTypeset);
        Assert.Empty(await page.ViolationsAsync());
        Assert.Empty(await page.NamelessAsync());
    }

    [Fact]
    public async Task The_page_has_the_parts_that_it_had()
        => Snapshot.Matches(Structure.Of(await File.ReadAllTextAsync(await site.SampleAsync(), TestContext.Current.CancellationToken)), "sample.txt");

    [Fact]
    public async Task Without_scripts_the_text_the_formulas_the_descriptions_and_the_numbers_are_there()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync(), hasScripts: false);
        Assert.Empty(page.Errors);
        Assert.Equal(site.Formulas, page.FormulasTypeset);
        Assert.Equal(0, page.ChartsDrawn);
        Assert.Equal(2, await page.Page.Locator("figure figcaption:visible").CountAsync());
        Assert.Equal(3, await page.Page.Locator("figure noscript p:visible").CountAsync());
        Assert.Equal(0, await page.Page.Locator(".nb-plot:visible").CountAsync());
        Assert.True(await page.Page.GetByRole(AriaRole.Columnheader, new() { Name = "parameter θ" }).First.IsVisibleAsync());
        // No box stands empty, and no control that nobody answers.
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => Math.max(...[...document.querySelectorAll('.nb-plot')].map(plot => plot.clientHeight))"));
        await Assertions.Expect(page.Page.GetByLabel("Colours")).ToBeHiddenAsync();
        // On paper nothing needs to be unfolded.
        var answer = page.Page.GetByText("var better");
        await Assertions.Expect(answer).ToBeHiddenAsync();
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(answer).ToBeVisibleAsync();
        await page.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.Page.GetByText("My answer").ClickAsync();
        await Assertions.Expect(answer).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_reader_chooses_light_or_dark_and_the_choice_stays()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync());
        var choice = page.Page.GetByLabel("Colours");
        await Assertions.Expect(choice).ToHaveValueAsync("system");
        var (light, lightTitle) = (await PaperAsync(), await TitleAsync());
        await choice.SelectOptionAsync("dark");
        await Assertions.Expect(page.Page.Locator(".nb-plot .gtitle").First).Not.ToHaveCSSAsync("fill", lightTitle);
        var (dark, darkTitle) = (await PaperAsync(), await TitleAsync());
        Assert.NotEqual(light, dark);

        // It is there again before anything is painted, whatever the system says.
        await page.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.Page.Locator("body").WaitForAsync();
        Assert.Equal(("dark", dark), (await page.Page.Locator("html").GetAttributeAsync("data-theme"), await PaperAsync()));
        await page.Page.Locator(".nb-plot").First.ScrollIntoViewIfNeededAsync();
        await page.Page.Locator(".nb-plot[data-drawn]").First.WaitForAsync();
        Assert.Equal(darkTitle, await TitleAsync());
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await choice.SelectOptionAsync("light");
        await Assertions.Expect(page.Page.Locator(".nb-plot .gtitle").First).ToHaveCSSAsync("fill", lightTitle);
        Assert.Equal(light, await PaperAsync());
        await choice.SelectOptionAsync("system");
        Assert.Equal(dark, await PaperAsync());
        Assert.Empty(page.Errors);

        Task<string> PaperAsync() => page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        Task<string> TitleAsync() => page.Page.Locator(".nb-plot .gtitle").First.EvaluateAsync<string>("e => getComputedStyle(e).fill");
    }

    [Fact]
    public async Task Where_a_browser_keeps_nothing_everything_else_works()
    {
        var page = await browser.NewPageAsync();
        List<string> errors = [];
        page.PageError += (_, error) => errors.Add(error);
        await page.AddInitScriptAsync("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })");
        await page.GotoAsync(new Uri(await site.SampleAsync()).AbsoluteUri);
        await page.GetByLabel("Colours").SelectOptionAsync("dark");
        await Assertions.Expect(page.Locator("html")).ToHaveCSSAsync("color-scheme", "dark");
        await page.GetByText("My answer").ClickAsync();
        await Assertions.Expect(page.Locator(".nb-about")).ToContainTextAsync("its prediction opened");
        // To see it is to have read.
        await page.GetByLabel("I have read this to the end").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.GetByLabel("I have read this to the end")).ToBeCheckedAsync();
        Assert.Empty(errors);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task On_paper_every_chart_is_drawn_in_light_and_folded_answers_stand_at_the_end_with_a_mark_where_each_belongs()
    {
        var page = await browser.NewPageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(new Uri(await site.SampleAsync()).AbsoluteUri);
        var before = await page.Locator(".nb-text").AllInnerTextsAsync();
        await page.EvaluateAsync("""
            () => addEventListener('beforeprint', () => window.printed = {
              answers: [...document.querySelectorAll('.nb-answer')].map(answer => answer.textContent).join('\n'),
              marks: [...document.querySelectorAll('.nb-belongs')].map(mark => mark.textContent),
              titles: [...document.querySelectorAll('.nb-plot .gtitle')].map(title => title.style.fill),
              charts: document.querySelectorAll('.nb-plot .main-svg:first-child').length,
            })
            """);
        // Nobody has scrolled: the charts below are drawn for the paper alone.
        var pages = PdfPages.Of(await page.PdfAsync(new() { Format = "A4" }));
        Assert.All(pages, Assert.NotEmpty);
        Assert.InRange(pages.Count, 2, 12);
        Assert.Equal(3, await page.EvaluateAsync<int>("() => window.printed.charts"));
        Assert.Contains("var better", await page.EvaluateAsync<string>("() => window.printed.answers"), StringComparison.Ordinal);
        Assert.Equal(["My answer → answer 1", "Solution → answer 2"], await page.EvaluateAsync<string[]>("() => window.printed.marks"));
        Assert.All(await page.EvaluateAsync<string[]>("() => window.printed.titles"), fill => Assert.Equal("rgb(34, 37, 42)", fill));

        // Afterwards the page is as it was.
        Assert.Equal(before, await page.Locator(".nb-text").AllInnerTextsAsync());
        Assert.Equal(0, await page.Locator(".nb-answer, .nb-belongs").CountAsync());
        await page.GetByText("My answer").ClickAsync();
        await Assertions.Expect(page.GetByText("var better")).ToBeVisibleAsync();
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_chart_follows_the_system_into_the_dark_and_keeps_the_place_of_its_slider()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync());
        var chart = page.Page.Locator(".nb-plot").First;
        await chart.ScrollIntoViewIfNeededAsync();
        var light = await TitleColorAsync();
        var shown = chart.Locator(".nb-player output");
        for (var i = 0; i < 6; i++) await chart.GetByRole(AriaRole.Slider).PressAsync("ArrowRight");
        await Assertions.Expect(shown).ToHaveTextAsync("iteration 6");
        const string Points = "document.querySelector('.nb-plot .js-plotly-plot').data[1].x.length";
        await page.Page.WaitForFunctionAsync($"() => {Points} === 7");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(chart.Locator(".gtitle")).Not.ToHaveCSSAsync("fill", light);
        await Assertions.Expect(shown).ToHaveTextAsync("iteration 6");
        await page.Page.WaitForFunctionAsync($"() => {Points} === 7");
        Assert.Empty(page.Errors);

        Task<string> TitleColorAsync() => chart.Locator(".gtitle").EvaluateAsync<string>("e => getComputedStyle(e).fill");
    }

    [Fact]
    public async Task Where_the_reader_wants_no_motion_nothing_glides()
    {
        // A slider that does more than go through frames is plotly's own.
        var figure = System.Text.Json.Nodes.JsonNode.Parse("""
            {"data":[{"y":[1,2,3]}],"layout":{"transition":{"duration":400},"sliders":[{"transition":{"duration":400},"steps":[{"label":"a","method":"restyle","args":["opacity",1]},{"label":"b","method":"restyle","args":["opacity",0.5]}]}]}}
            """)!;
        await using var page = await browser.OpenAsync(await site.WriteAsync("glides.html", Made(new() { ["application/vnd.plotly.v1+json"] = figure })));
        const string Glides = "() => { const { sliders, transition } = document.querySelector('.nb-plot > div').layout; return sliders[0].transition.duration > 0 || transition?.duration > 0; }";
        Assert.True(await page.Page.EvaluateAsync<bool>(Glides));
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Page.ReloadAsync();
        await page.Page.Locator(".nb-plot").First.ScrollIntoViewIfNeededAsync();
        await page.Page.Locator(".nb-plot[data-drawn]").First.WaitForAsync();
        Assert.False(await page.Page.EvaluateAsync<bool>(Glides));
    }

    [Fact]
    public async Task A_chart_offers_no_button_that_would_send_it_away()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync());
        var buttons = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.modebar-btn')].map(b => b.dataset.title)");
        Assert.Contains("Download plot as a PNG", buttons);
        Assert.All(buttons, title => Assert.DoesNotMatch("(?i)share|cloud|studio|plotly", title));
    }

    [Fact]
    public async Task A_button_copies_the_code_as_it_stands_in_the_notebook()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync());
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var code = page.Page.Locator(".nb-code").Nth(1);
        await code.HoverAsync();
        await code.GetByRole(AriaRole.Button, new() { Name = "Copy the code" }).ClickAsync();
        await Assertions.Expect(code.GetByRole(AriaRole.Button)).ToHaveTextAsync("Copied");
        var expected = Notebook.Load(Site.SampleNotebook()).Cells.Single(cell => cell.Id == "nodes").Source;
        Assert.Equal(expected, await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task The_keyboard_skips_to_the_text_and_the_contents_follow_the_reading()
    {
        await using var page = await browser.OpenAsync(await site.SampleAsync());
        await page.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Page.GetByText("Skip to the text")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator("main")).ToBeFocusedAsync();
        await page.Page.Locator("#exercises").EvaluateAsync("e => e.scrollIntoView({ behavior: 'instant' })");
        await Assertions.Expect(page.Page.Locator(".nb-contents [aria-current]")).ToHaveTextAsync("Exercises");
    }

    [Fact]
    public async Task A_formula_in_a_line_that_is_wider_than_a_phone_scrolls_by_itself_and_the_keyboard_reaches_it()
    {
        var row = string.Join(" & ", Enumerable.Range(1, 40));
        var notebook = Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
        {
            cells = new[] { new { cell_type = "markdown", metadata = new { }, source = $"a row $\\begin{{pmatrix}} {row} \\end{{pmatrix}}$ and $x$" } },
            metadata = new { },
            nbformat = 4,
            nbformat_minor = 4,
        }), "wide.ipynb");
        await using var page = await browser.OpenAsync(await site.WriteAsync("wide.html", notebook), width: 390);
        Assert.Empty(page.Problems);
        Assert.Equal("0 -1", await page.Page.EvaluateAsync<string>("() => [...document.querySelectorAll('main .katex')].map(formula => formula.tabIndex).join(' ')"));
        // Where there is room again, it is a formula as others are.
        await page.Page.Locator(".nb-text p").EvaluateAsync("p => { p.style.maxWidth = 'none'; p.closest('.nb-page').style.maxWidth = 'none'; }");
        await page.Page.SetViewportSizeAsync(3000, 800);
        await Assertions.Expect(page.Page.Locator(".nb-wide")).ToHaveCountAsync(0);
        Assert.Equal(-1, await page.Page.Locator("main .katex").First.EvaluateAsync<int>("formula => formula.tabIndex"));
    }

    [Theory]
    [InlineData("</div></section></main></body></html><footer>mine</footer>")]
    [InlineData("<div style=\"position:fixed;inset:0;background:red;z-index:99\">over the page</div>")]
    [InlineData("<div style=\"margin-top:-3000px;width:9000px;height:9000px;background:red\">over the page</div>")]
    [InlineData("<style>main{display:none}</style><link rel=stylesheet href=https://example.org/x.css>")]
    [InlineData("<base href=https://example.org/><script>document.body.innerHTML=''</script>")]
    [InlineData("<img src=x onerror=\"document.body.innerHTML=''\"><svg onload=\"document.body.innerHTML=''\"><script>document.body.innerHTML=''</script></svg>")]
    [InlineData("<form action=https://example.org><input autofocus><button>send</button></form><iframe src=https://example.org></iframe>")]
    [InlineData("<li><section><li></section></div></table></td><table><div><tr><td></div>")]
    [InlineData("<svg viewBox='0 0 1 1' width='9' height='9' overflow='visible' style='overflow:visible'><rect x='-9000' y='-9000' width='18000' height='18000'/></svg>")]
    [InlineData("<p style=\"text-indent:-300px;line-height:0\">over the page</p>")]
    [InlineData("<!-- <script> <![CDATA[ <textarea> <title> <noscript> <plaintext>")]
    public async Task No_output_and_no_text_reaches_the_rest_of_the_page(string hostile)
    {
        await using var page = await browser.OpenAsync(await site.WriteAsync("hostile.html", Hostile(hostile)), width: 390);
        Assert.Empty(page.Problems);
        Assert.Equal(["header", "div", "footer"], await page.Page.EvaluateAsync<string[]>("() => [...document.body.children].filter(e => !e.matches('.nb-skip')).map(e => e.localName)"));
        Assert.Equal(3, await page.Page.Locator("main > :is(.nb-text, .nb-cell)").CountAsync());
        foreach (var part in (ILocator[])[page.Page.GetByText("before it"), page.Page.GetByText("after it")])
        {
            await part.ScrollIntoViewIfNeededAsync();
            // The one that is seen at its place is itself: nothing lies over it.
            Assert.True(await part.EvaluateAsync<bool>("e => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.left + 5, r.top + 5) === e; }"));
        }
    }

    [Fact]
    public async Task Half_characters_control_characters_and_turned_text_break_no_page_and_are_named()
    {
        const string Bad = "a\\ud83dz \\u202edlrow\\u0000\\u0007\\u001b[31m";
        var notebook = Notebook.Parse("""
            {"cells":[{"cell_type":"markdown","metadata":{},"source":"# BAD\n\n`BAD` $x$ and $\\text{ BAD }$"},
            {"cell_type":"code","metadata":{},"source":"// BAD","outputs":[{"output_type":"stream","name":"stdout","text":"BAD"},{"output_type":"error","ename":"BAD","evalue":"BAD","traceback":["BAD"]},
            {"output_type":"display_data","metadata":{},"data":{"text/html":"<b title=\"BAD\">BAD</b>"}},{"output_type":"display_data","metadata":{},"data":{"BAD":"BAD"}},
            {"output_type":"display_data","metadata":{},"data":{"application/vnd.plotly.v1+json":{"data":[{"name":"BAD","x":["BAD"],"y":[1]}],"layout":{"title":{"text":"BAD"}}}}}]}],
            "metadata":{},"nbformat":4,"nbformat_minor":4}
            """.Replace("BAD", Bad, StringComparison.Ordinal), "bad.ipynb");
        await using var page = await browser.OpenAsync(await site.WriteAsync("bad.html", notebook));
        Assert.Empty(page.Problems);
        Assert.Equal(1, page.ChartsDrawn);
        Assert.StartsWith("a\uFFFDz ⟨U+202E⟩dlrow", await page.Page.TitleAsync(), StringComparison.Ordinal);
        var text = await page.Page.Locator("body").InnerTextAsync();
        Assert.DoesNotMatch("[\u202e\0\u0007\u001b]", text);
        // In the heading, in code twice, in what was printed, in the error, in the HTML, in the name of a form, and in the chart's title.
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(text, @"a\uFFFDz ⟨U\+202E⟩dlrow"), 8, 20);
    }

    [Fact]
    public async Task A_formula_takes_no_more_room_than_a_formula_takes()
    {
        var notebook = Notebook.Parse("""
            {"cells":[{"cell_type":"markdown","metadata":{},"source":"before $\\rule{9000em}{9000em}$\n\n$$\\rule{9000em}{9000em}$$\n\nafter"}],"metadata":{},"nbformat":4,"nbformat_minor":4}
            """, "rule.ipynb");
        await using var page = await browser.OpenAsync(await site.WriteAsync("rule.html", notebook), width: 390);
        Assert.Empty(page.Problems);
        Assert.Equal(2, await page.Page.Locator("main .katex-rule").CountAsync());
        Assert.InRange(await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), 400, 2000);
    }

    private static Notebook Made(Dictionary<string, System.Text.Json.Nodes.JsonNode> data) => Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
    {
        cells = new[] { new { cell_type = "code", metadata = new { }, source = "", outputs = new[] { new { output_type = "display_data", metadata = new { }, data } } } },
        metadata = new { },
        nbformat = 4,
        nbformat_minor = 4,
    }), "made.ipynb");

    [Fact]
    public async Task A_single_file_has_all_that_it_needs_and_asks_for_nothing()
    {
        var (file, formulas) = await site.WriteSingleAsync("sample.html", Notebook.Load(Site.SampleNotebook()));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(file)!));
        await using var page = await browser.OpenAsync(file, isDark: false, width: 390);
        Assert.Empty(page.Problems);
        Assert.Equal((3, formulas), (page.ChartsDrawn, page.FormulasTypeset));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('data:'))"));
        // Of KaTeX's fonts, those of the formulas are there, and no others are carried.
        Assert.Equal(["KaTeX_Main", "KaTeX_Math"], (await page.Page.EvaluateAsync<string[]>("() => [...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")).Where(name => name is "KaTeX_Main" or "KaTeX_Math").Distinct().Order());
        Assert.DoesNotContain("KaTeX_Fraktur-Regular", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => [...document.fonts].filter(font => font.status === 'error' || font.family.includes('Fraktur')).length"));
        var light = await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await page.Page.Locator(".nb-theme select").SelectOptionAsync("dark");
        await Assertions.Expect(page.Page.Locator("body")).Not.ToHaveCSSAsync("background-color", light);
        // Nothing that the page does not know runs on it, whoever puts it there.
        await page.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'document.title = \"taken\"'; document.body.append(script); }");
        Assert.NotEqual("taken", await page.Page.TitleAsync());
        Assert.Contains(page.Errors, error => error.Contains("Content Security Policy", StringComparison.Ordinal));

        await using var plain = await browser.OpenAsync(file, hasScripts: false);
        Assert.Empty(plain.Errors);
        Assert.Equal(formulas, plain.FormulasTypeset);
    }

    [Fact]
    public async Task A_single_file_without_charts_and_formulas_is_small()
    {
        var (file, _) = await site.WriteSingleAsync("small.html", Notebook.Parse("""{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"# Small"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""", "small.ipynb"));
        await using var page = await browser.OpenAsync(file);
        Assert.Empty(page.Problems);
        Assert.InRange(new FileInfo(file).Length, 1, 100_000);
    }

    private static Notebook Hostile(string html) => Notebook.Parse(System.Text.Json.JsonSerializer.Serialize(new
    {
        cells = new object[]
        {
            new { cell_type = "markdown", metadata = new { }, source = "before it\n\n" + html },
            new { cell_type = "code", metadata = new { }, source = "", outputs = new object[] { new { output_type = "display_data", metadata = new { }, data = new Dictionary<string, string> { ["text/html"] = html } } } },
            new { cell_type = "markdown", metadata = new { }, source = "after it" },
        },
        metadata = new { },
        nbformat = 4,
        nbformat_minor = 4,
    }), "hostile.ipynb");

    /// <summary>A folder with the sample's page and whatever else a test writes.</summary>
    public sealed class Site : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pages-");
        private string? _sample;

        /// <summary>How many formulas the sample has; other pages have theirs.</summary>
        public int Formulas { get; private set; }

        public static string SampleNotebook([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../samples/everything.ipynb"));

        public async Task<string> SampleAsync()
        {
            if (_sample is null) (_sample, Formulas) = await WritePageAsync("sample.html", Notebook.Load(SampleNotebook()));
            return _sample;
        }

        public async Task<string> WriteAsync(string name, Notebook notebook) => (await WritePageAsync(name, notebook)).File;

        /// <summary>The page as one file, in a folder where nothing else is.</summary>
        public async Task<(string File, int Formulas)> WriteSingleAsync(string name, Notebook notebook)
        {
            using var writer = new PageWriter(await AssetsAsync());
            var page = await writer.WriteAsync(notebook, new PageOptions { IsSingleFile = true }, TestContext.Current.CancellationToken);
            var file = Path.Combine(_folder.CreateSubdirectory("single-" + name).FullName, name);
            await File.WriteAllTextAsync(file, page.Html, TestContext.Current.CancellationToken);
            return (file, page.Formulas);
        }

        private static async Task<PageAssets> AssetsAsync()
        {
            try
            {
                return await PageAssets.PrepareAsync(cancellation: TestContext.Current.CancellationToken);
            }
            catch (ToolMissingException e)
            {
                Missing.Skip(e.Message);
                throw;
            }
        }

        private async Task<(string File, int Formulas)> WritePageAsync(string name, Notebook notebook)
        {
            var assets = await AssetsAsync();
            assets.CopyTo(Path.Combine(_folder.FullName, "assets"));
            using var writer = new PageWriter(assets);
            var page = await writer.WriteAsync(notebook, new PageOptions { Home = new("sample.html", "Home"), Next = new("sample.html", "Next"), Shelf = "samples" }, TestContext.Current.CancellationToken);
            var file = Path.Combine(_folder.FullName, name);
            await File.WriteAllTextAsync(file, page.Html, TestContext.Current.CancellationToken);
            return (file, page.Formulas);
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
