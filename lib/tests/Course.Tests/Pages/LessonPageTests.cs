using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DeepLearningMath.Tests;
using Microsoft.Playwright;

namespace Course.Tests.Pages;

/// <summary>The course's own pages, as the command writes them, in a real browser, from files and without a network.</summary>
public sealed partial class LessonPageTests(Browser browser, LessonPageTests.Course course, ExecutedLessons executed) : IClassFixture<Browser>, IClassFixture<LessonPageTests.Course>
{
    public static TheoryData<string> Pages => [.. ExecutedLessons.Names.Select(lesson => Path.GetFileNameWithoutExtension(lesson)).Append("index")];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_the_course_is_whole_in_light_and_dark_wide_and_narrow(string page)
    {
        var html = await File.ReadAllTextAsync(course.PageOf(page), TestContext.Current.CancellationToken);
        await using var opened = await browser.OpenAsync(course.PageOf(page), width: 390);
        IsWhole();
        Assert.Empty(await opened.ViolationsAsync());
        if (page != "index") await HasWhatALessonHasAsync(opened);

        await opened.ChangeAsync(1280, isDark: false);
        IsWhole();
        Assert.Empty(await opened.NamelessAsync());
        if (page == "index") Assert.Empty(await opened.ViolationsAsync());

        await opened.ChangeAsync(1280, isDark: true);
        IsWhole();
        Assert.Empty(await opened.ViolationsAsync(colorsOnly: true));

        await opened.ChangeAsync(390, isDark: true);
        IsWhole();

        void IsWhole()
        {
            Assert.Empty(opened.Problems);
            // What the file holds is what the browser shows: nothing is lost on the way to being drawn and typeset.
            Assert.Equal(Charts().Count(html), opened.ChartsDrawn);
            Assert.Equal(Formulas().Count(html[html.IndexOf("<main", StringComparison.Ordinal)..]), opened.FormulasTypeset);
        }
    }

    private static async Task HasWhatALessonHasAsync(OpenedPage opened)
    {
        Assert.InRange(opened.ChartsDrawn, 1, 40);
        Assert.InRange(opened.FormulasTypeset, 1, 400);
        await Assertions.Expect(opened.Page.GetByText("Solution").First).ToBeVisibleAsync();
        Assert.Equal(0, await opened.Page.Locator("main details[open]").CountAsync());
        Assert.InRange(await opened.Page.GetByText("open: solve it in the notebook").CountAsync(), 2, 6);
    }

    [Theory]
    [InlineData("index")]
    [InlineData("02-one-sample")]
    public async Task A_page_has_the_parts_that_it_had(string page)
        => Snapshot.Matches(Structure.Of(await File.ReadAllTextAsync(course.PageOf(page), TestContext.Current.CancellationToken)), page + ".txt");

    [Fact]
    public async Task A_chart_that_moves_is_played_and_stepped_through_with_the_keyboard_alone()
    {
        await using var opened = await browser.OpenAsync(course.PageOf("02-one-sample"));
        var chart = opened.Page.Locator(".nb-chart", new() { Has = opened.Page.Locator(".nb-player") }).First;
        var shown = chart.Locator(".nb-player output");
        var slider = chart.GetByRole(AriaRole.Slider);
        // Plotly's own controls, which no key reaches, are gone.
        Assert.Equal(0, await chart.Locator(".slider-container, .updatemenu-container").CountAsync());
        const string Drawn = "JSON.stringify(document.querySelector('.nb-player').parentElement.querySelector('.js-plotly-plot').data.map(trace => [trace.x, trace.y]))";
        var before = await DrawnAsync();
        await chart.GetByRole(AriaRole.Button, new() { Name = "One step forward" }).PressAsync("Enter");
        await Assertions.Expect(shown).ToHaveTextAsync(new Regex(" 1$"));
        await Assertions.Expect(slider).ToHaveAttributeAsync("aria-valuetext", new Regex(" 1$"));
        await WaitUntilAsync("!==", before);
        await chart.GetByRole(AriaRole.Button, new() { Name = "One step back" }).PressAsync("Space");
        await Assertions.Expect(shown).ToHaveTextAsync(new Regex(" 0$"));
        await WaitUntilAsync("===", before);

        await slider.PressAsync("End");
        var last = await shown.TextContentAsync();
        // Where no motion is wanted, playing still goes to the end, frame by frame; and it starts over from there.
        await opened.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await chart.GetByRole(AriaRole.Button, new() { Name = "Play" }).PressAsync("Enter");
        await Assertions.Expect(shown).ToHaveTextAsync(new Regex(" [01]$"));
        await chart.GetByRole(AriaRole.Button, new() { Name = "Pause" }).PressAsync("Enter");
        await Assertions.Expect(chart.GetByRole(AriaRole.Button, new() { Name = "Play" })).ToBeVisibleAsync();
        Assert.NotEqual(last, await shown.TextContentAsync());

        // The dark redraws the chart: it stays where it was.
        await slider.PressAsync("Home");
        await WaitUntilAsync("===", before);
        await slider.PressAsync("End");
        await WaitUntilAsync("!==", before);
        var atEnd = await DrawnAsync();
        await opened.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(shown).ToHaveTextAsync(last!);
        await WaitUntilAsync("===", atEnd);
        Assert.Empty(opened.Errors);

        Task<string> DrawnAsync() => opened.Page.EvaluateAsync<string>($"() => {Drawn}");
        Task WaitUntilAsync(string comparison, string drawn) => opened.Page.WaitForFunctionAsync($"drawn => {Drawn} {comparison} drawn", drawn);
    }

    [Fact]
    public async Task What_was_read_and_opened_is_kept_on_the_front_page_and_the_map_until_the_reader_clears_it()
    {
        await using var opened = await browser.OpenAsync(course.PageOf("index"));
        var page = opened.Page;
        var clear = page.GetByRole(AriaRole.Button, new() { Name = "Clear my progress" });
        await Assertions.Expect(clear).ToBeHiddenAsync();

        // The map is a way to the lessons, with the keyboard too.
        await page.Locator(".nb-map").GetByRole(AriaRole.Link, new() { NameRegex = new("^02 .*35 min One sample, no bias") }).PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/02-one-sample\\.html$"));
        await page.WaitForLoadStateAsync();
        await page.GetByText("Did you turn it up?").PressAsync("Enter");
        await Assertions.Expect(page.Locator("main > .nb-about")).ToContainTextAsync("1 of 3 predictions opened");
        // A solution is no prediction.
        await page.GetByText("Solution").First.PressAsync("Enter");
        await page.GotoAsync(new Uri(course.PageOf("03-one-sample-with-bias")).AbsoluteUri);
        await page.GetByLabel("I have read this to the end").ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(page.GetByLabel("I have read this to the end")).ToBeCheckedAsync();

        await page.GotoAsync(new Uri(course.PageOf("index")).AbsoluteUri);
        await Assertions.Expect(LineOf("02-one-sample")).ToContainTextAsync("◐ begun · 1 of 3 predictions opened");
        await Assertions.Expect(LineOf("03-one-sample-with-bias")).ToContainTextAsync("✓ read");
        await Assertions.Expect(page.Locator(".nb-map").GetByRole(AriaRole.Link, new() { NameRegex = new("^03 ✓ ") })).ToContainTextAsync("✓");
        Assert.Equal(2, await page.Locator(".nb-lessons .nb-progress").CountAsync());

        await clear.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Cleared");
        await page.ReloadAsync();
        Assert.Equal(0, await page.Locator(".nb-progress").CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("() => localStorage.length"));
        Assert.Empty(opened.Errors);

        ILocator LineOf(string lesson) => page.Locator($".nb-lessons li:has(a[href='{lesson}.html']) .nb-about");
    }

    [Fact]
    public async Task A_lesson_and_the_front_page_are_printed_whole_and_without_a_blank_page()
    {
        var page = await browser.NewPageAsync();
        foreach (var (name, most) in new[] { ("00-start-here", 20), ("index", 5) })
        {
            await page.GotoAsync(new Uri(course.PageOf(name)).AbsoluteUri);
            var pages = PdfPages.Of(await page.PdfAsync(new() { Format = "A4" }));
            Assert.InRange(pages.Count, 2, most);
            Assert.All(pages, Assert.NotEmpty);
            // Not one chart was missing when the paper was drawn.
            Assert.Equal(await page.Locator(".nb-plot").CountAsync(), await page.Locator(".nb-plot .main-svg:first-child").CountAsync());
        }
        await page.Context.DisposeAsync();
    }

    /// <summary>Run with <c>UPDATE_IMAGES=1</c> to take the pictures anew (and look at them: no two machines draw the same letters).</summary>
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_pictures_in_the_README_are_taken_from_a_real_page(string theme)
    {
        var page = await browser.NewPageAsync();
        await page.SetViewportSizeAsync(1280, 800);
        await page.GotoAsync(new Uri(course.PageOf("08-cost-surfaces")).AbsoluteUri);
        await page.GetByLabel("Colours").SelectOptionAsync(theme);
        var chart = page.GetByRole(AriaRole.Figure, new() { Name = "Three walks on one surface" });
        // The chart stands at the lower edge of the picture, its code above it.
        await chart.EvaluateAsync("e => { const box = e.querySelector('.nb-plot').getBoundingClientRect(); scrollTo({ top: scrollY + box.bottom - 785, behavior: 'instant' }); }");
        await chart.Locator(".nb-plot[data-drawn]").WaitForAsync();
        await chart.EvaluateAsync("e => { const box = e.querySelector('.nb-plot').getBoundingClientRect(); scrollTo({ top: scrollY + box.bottom - 785, behavior: 'instant' }); }");
        await chart.GetByRole(AriaRole.Slider).FillAsync("10");
        await Assertions.Expect(chart.Locator("output")).ToHaveTextAsync(new Regex(" 10$"));
        await chart.GetByRole(AriaRole.Slider).BlurAsync();
        var taken = await page.ScreenshotAsync();
        await page.Context.DisposeAsync();

        var file = Path.Combine(Repository.Root, "images", $"lesson-{theme}.png");
        if (Environment.GetEnvironmentVariable("UPDATE_IMAGES") == "1") await File.WriteAllBytesAsync(file, taken, TestContext.Current.CancellationToken);
        var kept = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        // A PNG's size stands at its beginning; a reader of the README does not wait for it.
        Assert.Equal(taken[..24], kept[..24]);
        Assert.InRange(kept.Length, 20_000, 200_000);
        Assert.Contains($"images/lesson-{theme}.png", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_plotly_is_fetched_from_the_web_it_must_be_the_very_file_that_the_pages_have()
    {
        var script = Path.Combine(Path.GetDirectoryName(course.PageOf("index"))!, "assets", "plotly.min.js");
        var ours = SHA384.HashData(await File.ReadAllBytesAsync(script, TestContext.Current.CancellationToken));
        var integrity = Integrity().Match((await executed.OfAsync(ExecutedLessons.Names[0])).ToText()).Groups[1].Value;
        Assert.Equal(Convert.ToBase64String(ours), integrity);
    }

    [Fact]
    public async Task A_search_leads_to_where_a_term_is_introduced_in_English_and_in_Korean()
    {
        await using var opened = await browser.OpenAsync(course.PageOf("index"));
        var (field, results) = (opened.Page.GetByRole(AriaRole.Searchbox), opened.Page.Locator(".nb-search-results a"));
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        foreach (var (asked, page) in new[]
        {
            ("bias", "03-one-sample-with-bias.html#one-more-knob"), ("편향", "03-one-sample-with-bias.html#one-more-knob"), ("편향을", "03-one-sample-with-bias.html#one-more-knob"),
            ("chain rule", "01-nodes.html#along-a-path-multiply"), ("연쇄 법칙", "01-nodes.html#along-a-path-multiply"),
            ("gradient descent", "02-one-sample.html#downhill"), ("경사 하강법", "02-one-sample.html#downhill"), ("경사하강법", "02-one-sample.html#downhill"),
            ("learning rate", "00-start-here.html#change-one-number"), ("epoch", "02-one-sample.html#iteration-and-epoch"),
            ("softmax", "08-cost-surfaces.html#ten-outputs-one-loss"), ("cross-entropy", "10-vectorising.html#the-loss-how-surprised-are-you"),
            ("matrix product", "10-vectorising.html#a-matrix-product-is-all-rows"), ("matrix prod", "10-vectorising.html#a-matrix-product-is-all-rows"), ("행렬곱", "10-vectorising.html#a-matrix-product-is-all-rows"),
            ("backpropagation", "11-backpropagation.html#11--back-propagation-in-a-deep-network"), ("momentum", "12-optimizers.html#2--a-memory"), ("momentun", "12-optimizers.html#2--a-memory"),
            ("GradientCheck", "01-nodes.html#trust-but-nudge"), ("NumberLi", "02-one-sample.html#the-four-cases"),
        })
        {
            await field.FillAsync(asked);
            await Assertions.Expect(results.First).ToHaveAttributeAsync("href", page);
        }
        Assert.Empty(opened.Problems);
    }

    [Theory]
    [InlineData(1280, false)]
    [InlineData(390, true)]
    public async Task A_search_is_done_with_the_keyboard_alone_and_its_scripts_come_only_when_it_is_asked_for(int width, bool isDark)
    {
        await using var opened = await browser.OpenAsync(course.PageOf("02-one-sample"), isDark, width);
        var page = opened.Page;
        var (field, state, results) = (page.GetByRole(AriaRole.Searchbox), page.Locator(".nb-search [role=status]"), page.Locator(".nb-search-results a"));
        Assert.Equal(0, await page.Locator("script[src*=minisearch], script[src*=search-index]").CountAsync());

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await Assertions.Expect(state).ToContainTextAsync("Enter opens");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(field).ToBeHiddenAsync();
        // Opened again at once, while the field that has just been hidden still gets the keys.
        Assert.True(await page.EvaluateAsync<bool>("""
            () => {
              const dialog = document.querySelector('.nb-search');
              dialog.querySelector('input').dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
              return dialog.open;
            }
            """));
        await page.Keyboard.TypeAsync("xyzzy");
        await Assertions.Expect(state).ToHaveTextAsync("Nothing has “xyzzy” in it. Try a single word, its beginning, or the word in the other language.");
        Assert.Equal(0, await results.CountAsync());
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelector('.nb-search').scrollWidth - document.querySelector('.nb-search').clientWidth"));

        // The hit is shown in its sentence, and Korean is named as such.
        await field.FillAsync("편향");
        await Assertions.Expect(state).ToHaveTextAsync(new Regex("^[0-9]+ places$"));
        await Assertions.Expect(results.First).ToContainTextAsync("θ₀ is the bias (편향).");
        await Assertions.Expect(results.First.Locator("mark [lang=ko]")).ToHaveTextAsync("편향");
        Assert.Empty(await opened.ViolationsAsync());
        Assert.Empty(await opened.NamelessAsync());

        // Down into the list, back up to the field, and typing goes on from wherever one is.
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(results.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(results.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync("Downhil");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.TypeAsync("l");
        await Assertions.Expect(field).ToHaveValueAsync("Downhill");

        // A place on the page itself: the search goes out of the way. On another: Enter leads there.
        await results.Locator("xpath=self::*[@href='02-one-sample.html#downhill']").PressAsync("Enter");
        await Assertions.Expect(field).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#downhill")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("/");
        await field.FillAsync("matrix product");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("10-vectorising\\.html#a-matrix-product-is-all-rows$"));
        await Assertions.Expect(page.Locator("#a-matrix-product-is-all-rows")).ToBeInViewportAsync();
        Assert.Empty(opened.Problems);
    }

    [GeneratedRegex("class=\"nb-plot\"")]
    private static partial Regex Charts();

    [GeneratedRegex("class=\"katex\"")]
    private static partial Regex Formulas();

    [GeneratedRegex("integrity: 'sha384-([^']+)'")]
    private static partial Regex Integrity();

    /// <summary>The real course, run once into a folder of the tests' own.</summary>
    public sealed class Course : IAsyncLifetime
    {
        private readonly CourseCopy _copy = new();
        private string? _missing;

        public async ValueTask InitializeAsync()
        {
            foreach (var folder in new[] { "notebooks", "images", "data", "lib/out" }) Copy(folder);
            var result = await _copy.RunAsync();
            if (result.ExitCode == 0) return;
            _missing = result.Errors.Contains("Node.js", StringComparison.Ordinal) ? result.Errors : throw new InvalidOperationException($"course ended with {result.ExitCode}: {result.Errors}");
        }

        public string PageOf(string page)
        {
            if (_missing is not null) Missing.Skip(_missing);
            return Path.Combine(_copy.Folder["site"], page + ".html");
        }

        public ValueTask DisposeAsync()
        {
            _copy.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Copy(string folder)
        {
            var from = Path.Combine(Repository.Root, folder);
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var target = _copy.Folder[Path.Combine(folder, Path.GetRelativePath(from, file))];
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }
}
