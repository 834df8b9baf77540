using Notebooks.Documents;

namespace Course.Tests.Pages;

/// <summary>Notebooks as other tools write them (in <c>samples/foreign</c>), as pages: whatever a page can show is seen, and what it cannot is named.</summary>
public sealed class ForeignPageTests(Browser browser, SamplePageTests.Site site) : IClassFixture<Browser>, IClassFixture<SamplePageTests.Site>
{
    private const string NoScript = "A script of this output does not run on a page";

    /// <summary>By notebook: what is seen, as texts or as selectors (<c>css=…</c>); and what is not, after a <c>not:</c>.</summary>
    private static readonly Dictionary<string, string[]> Seen = new()
    {
        ["matplotlib"] = ["Fitting a sine", "css=img[width='280']", "css=img[src^='data:image/svg']", "np.float64(0.4975)", "[0.05025126, 0.05527638", "not:Figure size", "not:<?xml"],
        ["pandas-colab"] = ["Penguins", "title: penguins", "flipper_length_mm", "Gentoo", "4 rows × 5 columns", "Correlation", "0.656181", "dtype:", "[Open In Colab]", "not:A script of this output", "not:background-color", "not:convertToInteractive"],
        ["widgets"] = ["IntSlider(value=7, description='depth')", "A widget lives only while its notebook runs", "100%|██████████| 3/3", "done", "not:33%", "not:do\nne"],
        ["latex"] = ["css=.katex-display:has(.mfrac)", "css=img[alt='a gradient of colours']", "css=.nb-output .katex:has(.arraycolsep)", "A heading of an output", "It costs $5, not $6", @"\int x^{2}\, dx", @"not:\displaystyle", "not:IPython.core"],
        ["errors-4.0"] = ["Mistakes", "RuntimeWarning: Mean of empty slice.", "ZeroDivisionError: division by zero", "Where it happened", "SyntaxError: invalid syntax", "orange", "not:\u001b", "not:[0;31m"],
        ["r"] = ["A data.frame: 2 × 3", "<dbl>", "Mazda RX4", "10.4", "lm(formula = mpg ~ wt, data = mtcars)", "css=img[alt='plot without title'][width='420']", @"not:\begin{tabular}"],
        ["julia"] = ["2×2 Matrix{Float64}:", "css=.nb-sheet svg polyline", "LoadError: UndefVarError: `undefined_name` not defined", "css=.katex-display"],
        ["polyglot"] = ["Point { X = 1, Y = 2 }", "144", "2024", "Earth", NoScript, "error CS0029", "css=.nb-code .nb-k", "not:loadMermaid"],
        ["plotly-py"] = ["css=figure[aria-label='A damped wave']", "css=figure[aria-label='Years of life']", "css=figure[aria-label='Counts']", "css=.nb-plot[data-drawn]", "css=figure input[type=range]", "not:PlotlyConfig"],
        ["kaggle-deepnote"] = ["Created in Deepnote", "Epoch 1/120", "more lines", "100,480", "flipper_length_mm", "\"accuracy\": 0.98", "not:Epoch 120/120"],
        ["bokeh-altair"] = ["Loading BokehJS ...", NoScript, "alt.Chart(...)", "Make this Notebook Trusted", "Something embedded in this output is not shown on a page", "css=.nb-picture img", "Press", "not:_bokeh_onload_callbacks", "not:This output has only forms"],
    };

    public static TheoryData<string> Notebooks => [.. Directory.EnumerateFiles(Folder, "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "version-3").Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Path.GetDirectoryName(SamplePageTests.Site.SampleNotebook())!, "foreign");

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_of_another_tool_is_a_good_page(string name)
    {
        await using var page = await browser.OpenAsync(await site.WriteAsync(name + ".html", Notebook.Load(Path.Combine(Folder, name + ".ipynb"))), width: 390);
        Assert.Empty(page.Problems);
        foreach (var seen in Seen[name].Where(text => !text.StartsWith("not:", StringComparison.Ordinal)))
        {
            var part = seen.StartsWith("css=", StringComparison.Ordinal) ? page.Page.Locator(seen[4..]) : page.Page.Locator("main").GetByText(seen);
            Assert.True(await part.First.IsVisibleAsync(), $"{seen} is not seen");
        }
        var text = await page.Page.Locator("main").InnerTextAsync();
        Assert.All(Seen[name].Where(unseen => unseen.StartsWith("not:", StringComparison.Ordinal)), unseen => Assert.DoesNotContain(unseen[4..], text, StringComparison.Ordinal));
        Assert.Empty(await page.ViolationsAsync());
        Assert.Empty(await page.NamelessAsync());
    }

    [Fact]
    public void A_notebook_of_nbformat_3_is_refused_with_what_to_do()
        => Assert.Contains("nbformat is 3; expected 4: open the notebook in Jupyter and save it there as version 4",
            Assert.Throws<NotebookFormatException>(() => Notebook.Load(Path.Combine(Folder, "version-3.ipynb"))).Message, StringComparison.Ordinal);
}
