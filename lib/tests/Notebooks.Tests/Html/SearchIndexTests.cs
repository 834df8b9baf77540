using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Notebooks.Documents;
using Notebooks.Html;
using Notebooks.Html.Markdown;

namespace Notebooks.Tests.Html;

/// <summary>What a search looks through, and how it cuts words.</summary>
public sealed class SearchIndexTests
{
    [Fact]
    public async Task A_section_is_a_heading_with_the_text_the_terms_and_the_code_under_it_and_what_is_folded_apart()
    {
        var page = await TestPages.WriteAsync(Make(
            ("markdown", "before all"),
            ("markdown", """
                # 03 · *One* `sample`, $x^2$

                A **[link](other.ipynb)** & a
                second line; $\hat{y} = \theta_1 x + \theta_0$, and $\frac{1}{2}$.

                - $\theta_0$ is the *bias* (<span lang="ko">편향</span>), not *this*.
                - the **batch size** $B$ (<span lang="ko">배치 크기</span>)

                $$ left = out $$

                | term | Korean |
                | --- | --- |
                | **One *epoch*** (<span lang="ko">에포크</span>) | all &amp; everything |
                """),
            ("code", "var secret = 1;"),
            ("markdown", """
                <details><summary>Did you guess?</summary>

                The answer.

                ```csharp
                var better = 2;
                ```

                </details>

                After it.
                <script>alert(1)</script>

                ## Same

                ## Same
                """),
            ("code", "Console.WriteLine();")));

        Assert.Equal(["", "03--one-sample-x2", "same", "same-1"], page.Sections.Select(section => section.Anchor));
        Assert.Equal(page.Anchors, page.Sections.Skip(1).Select(section => section.Anchor));
        Assert.Equal("before all", page.Sections[0].Text);
        var section = page.Sections[1];
        Assert.Equal("03 · One sample, x²", section.Heading);
        Assert.Equal("""
            A link & a second line; ŷ = θ₁ x + θ₀, and ….
            θ₀ is the bias (편향), not this.
            the batch size B (배치 크기)
            term · Korean
            One epoch (에포크) · all & everything
            Did you guess?
            After it.
            """.ReplaceLineEndings("\n"), section.Text);
        Assert.Equal(["bias", "편향", "batch size", "배치 크기", "epoch", "에포크"], section.Terms);
        Assert.Equal("var secret = 1;", section.Code);
        Assert.Equal("The answer.\nvar better = 2;", section.Folded);
        Assert.Equal("Console.WriteLine();", page.Sections[3].Code);
    }

    [Theory]
    [InlineData(@"\theta_1 \cdot x^{2}", "θ₁ · x²")]
    [InlineData(@"\hat{y}_i", "ŷᵢ")]
    [InlineData(@"\theta_{\text{new}}", "θnew")]
    [InlineData(@"\partial L/\partial z", "∂ L/∂ z")]
    [InlineData(@"J^\top", "Jᵀ")]
    [InlineData(@"10\,000", "10 000")]
    [InlineData(@"\frac{1}{2}", null)]
    [InlineData(@"x^{a+b}", null)]
    [InlineData(@"\begin{matrix} 1 \end{matrix}", null)]
    public void A_short_formula_is_what_a_person_would_type_and_a_longer_one_is_left_out(string tex, string? text) => Assert.Equal(text, FormulaText.Of(tex));

    [Fact]
    public async Task The_index_is_a_script_that_holds_the_pages_and_is_the_same_each_time()
    {
        var page = await TestPages.WriteAsync(Make(("markdown", "# 경사 하강법 </script> \"quoted\" \u2028\n\nθ'")));

        var script = SearchIndex.Write([("a.html", page)]);

        Assert.Equal(script, SearchIndex.Write([("a.html", page)]));
        Assert.Contains("경사 하강법", script, StringComparison.Ordinal);
        var read = JsonDocument.Parse(await NodeAsync($"{script} console.log(JSON.stringify(notebookIndex));")).RootElement[0];
        Assert.Equal(("a.html", page.Title), (read.GetProperty("href").GetString(), read.GetProperty("title").GetString()));
        Assert.Equal(page.Sections[0].Heading, read.GetProperty("sections")[0].GetProperty("heading").GetString());
        Assert.Equal("θ'", read.GetProperty("sections")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Words_are_cut_so_that_whoever_writes_them_otherwise_finds_them_too()
    {
        (string Text, string Kept, string Asked)[] cases =
        [
            ("The Chain rule.", "the chain rule", "the chain rule"),
            // Korean has no word breaks to rely on: pairs of syllables, also across a space; and each syllable, for who asks for one.
            ("편향", "편향 편 향", "편향"),
            ("층", "층", "층"),
            ("경사 하강법", "경사 사하 하강 강법 경 사 하 강 법", "경사 하강 강법"),
            ("경사하강법", "경사 사하 하강 강법 경 사 하 강 법", "경사 사하 하강 강법"),
            ("bias를", "bias 를", "bias 를"),
            // A syllable that is still being typed is none yet.
            ("편ㅎ", "편", "편"),
            // As a Mac may write it: letter by letter.
            ("\u1111\u1167\u11AB\u1112\u1163\u11BC", "편향 편 향", "편향"),
            ("back-propagation", "back propagation backpropagation", "back propagation"),
            ("SoftmaxCrossEntropy", "softmax cross entropy softmaxcrossentropy", "softmaxcrossentropy"),
            ("ŷ = θ₁·x²", "y θ1 theta x2", "y θ1 x2"),
            ("naïve Ｘ ﬁt", "naive x fit", "naive x fit"),
            ("<a href=\"x\">", "a href x", "a href x"),
            ("…", "", ""),
        ];

        var script = Encoding.UTF8.GetString(PageAssets.Resource("search-engine.js"));
        var answers = JsonDocument.Parse(await NodeAsync(
            $"{script} console.log(JSON.stringify({JsonSerializer.Serialize(cases.Select(c => c.Text))}.map(text => [false, true].map(isAsked => notebookSearch.words(text, isAsked).join(' ')))));")).RootElement;

        Assert.Equal(cases, cases.Select((c, i) => (c.Text, answers[i][0].GetString()!, answers[i][1].GetString()!)));
    }

    private static async Task<string> NodeAsync(string script)
    {
        await TestPages.RequireNodeAsync();
        var start = PageAssets.Node("-");
        start.StandardOutputEncoding = Encoding.UTF8;
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(script);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (node.ExitCode, await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        return output;
    }

    private static Notebook Make(params (string Kind, string Source)[] cells) => Notebook.Parse(JsonSerializer.Serialize(new
    {
        cells = cells.Select((cell, i) => new { cell_type = cell.Kind, id = $"cell-{i + 1}", metadata = new { }, source = cell.Source }),
        metadata = new { kernelspec = new { language = "C#", name = ".net-csharp", display_name = ".NET (C#)" } },
        nbformat = 4,
        nbformat_minor = 5,
    }), "made.ipynb");
}
