using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Course.Tests.Pages;

/// <summary>The course's own pages, as the command writes them, in a real browser, from files and without a network.</summary>
public sealed partial class LessonPageTests(Browser browser, LessonPageTests.Course course) : IClassFixture<Browser>, IClassFixture<LessonPageTests.Course>
{
    public static TheoryData<string, bool, int> Pages
    {
        get
        {
            var data = new TheoryData<string, bool, int>();
            foreach (var page in Course.Lessons().Append("index"))
                foreach (var isDark in new[] { false, true })
                    foreach (var width in new[] { 1280, 390 })
                        data.Add(page, isDark, width);
            return data;
        }
    }

    public static TheoryData<string> Lessons => [.. Course.Lessons()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_of_the_course_is_whole_in_light_and_dark_wide_and_narrow(string page, bool isDark, int width)
    {
        await using var opened = await browser.OpenAsync(course.PageOf(page), isDark, width);
        Assert.Empty(opened.Problems);
        // What the file holds is what the browser shows: nothing is lost on the way to being drawn and typeset.
        var html = await File.ReadAllTextAsync(course.PageOf(page), TestContext.Current.CancellationToken);
        Assert.Equal(Charts().Count(html), opened.ChartsDrawn);
        Assert.Equal(Formulas().Count(html), opened.FormulasTypeset);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Every_lesson_page_has_charts_formulas_a_prediction_and_exercises_left_open(string lesson)
    {
        await using var opened = await browser.OpenAsync(course.PageOf(lesson));
        Assert.InRange(opened.ChartsDrawn, 1, 40);
        Assert.InRange(opened.FormulasTypeset, 1, 400);
        await Assertions.Expect(opened.Page.GetByText("Solution").First).ToBeVisibleAsync();
        Assert.Equal(0, await opened.Page.Locator("main details[open]").CountAsync());
        Assert.InRange(await opened.Page.GetByText("open: solve it in the notebook").CountAsync(), 2, 6);
    }

    [Fact]
    public async Task Where_plotly_is_fetched_from_the_web_it_must_be_the_very_file_that_the_pages_have()
    {
        var executed = await course.ExecutedAsync(Course.Lessons()[0]);
        var integrity = Integrity().Match(executed).Groups[1].Value;
        var ours = SHA384.HashData(await File.ReadAllBytesAsync(Path.Combine(course.Site, "assets", "plotly.min.js"), TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToBase64String(ours), integrity);
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

        public string Site => _copy.Folder["site"];

        public static string[] Lessons() => [.. Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

        public async ValueTask InitializeAsync()
        {
            foreach (var folder in new[] { "notebooks", "images", "lib/out" }) Copy(folder);
            var result = await _copy.RunAsync();
            if (result.ExitCode == 0) return;
            _missing = result.Errors.Contains("Node.js", StringComparison.Ordinal) ? result.Errors : throw new InvalidOperationException($"course ended with {result.ExitCode}: {result.Errors}");
        }

        public string PageOf(string page)
        {
            if (_missing is not null) Missing.Skip(_missing);
            return Path.Combine(Site, page + ".html");
        }

        public async Task<string> ExecutedAsync(string lesson)
        {
            if (_missing is not null) Missing.Skip(_missing);
            var result = await _copy.RunAsync("run", Path.Combine("notebooks", lesson + ".ipynb"), "--output", "executed");
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            return await File.ReadAllTextAsync(_copy.Folder[$"executed/{lesson}.ipynb"]);
        }

        public ValueTask DisposeAsync()
        {
            _copy.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Copy(string folder)
        {
            var target = Directory.CreateDirectory(_copy.Folder[folder]).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder)))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
