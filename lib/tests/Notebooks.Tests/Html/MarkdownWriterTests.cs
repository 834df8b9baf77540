using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Html;
using Notebooks.Html.Markdown;

namespace Notebooks.Tests.Html;

public sealed class MarkdownWriterTests
{
    [Theory]
    [InlineData("the model $y = \\theta x$ is", "the model [y = \\theta x] is")]
    [InlineData("($x$), **$y$**", "([x]), <strong>[y]</strong>")]
    [InlineData("기울기$x$는", "<span lang=\"ko\">기울기</span>[x]<span lang=\"ko\">는</span>")]
    [InlineData("a pen costs $3, a book $12 and more", "a pen costs $3, a book $12 and more")]
    [InlineData("a pen costs \\$3, not $x$", "a pen costs $3, not [x]")]
    [InlineData("$a_1 * b_2 * c$ and $|x|$", "[a_1 * b_2 * c] and [|x|]")]
    [InlineData("$\\text{a \\$ sign}$", "[\\text{a \\$ sign}]")]
    [InlineData("`$x$` is code", "<code>$x$</code> is code")]
    [InlineData("an open $x", "an open $x")]
    [InlineData("empty $$ and $ $", "empty $$ and $ $")]
    [InlineData("shown $$x^2$$ in a line", "shown [[x^2]] in a line")]
    public void A_formula_is_what_VS_Code_takes_for_one(string markdown, string expected)
        => Assert.Equal($"<p>{expected}</p>", Write(markdown));

    [Theory]
    [InlineData("$$\na\n- b\n= c\n\n+ d\n$$", "<p>[[\na\n- b\n= c\n\n+ d\n]]</p>")]
    [InlineData("text\n$$x$$\nmore", "<p>text</p>\n<p>[[x]]</p>\n<p>more</p>")]
    [InlineData("\\begin{align}\na &= b \\\\\n- c\n\\end{align}\nafter", "<p>[[\\begin{align}\na &= b \\\\\n- c\n\\end{align}]]</p>\n<p>after</p>")]
    [InlineData("- item\n\n  $$\n  x\n  $$\n\n- next", "<ul>\n<li><p>item</p>\n<p>[[\nx\n]]</p>\n</li>\n<li><p>next</p>\n</li>\n</ul>")]
    public void Nothing_in_a_formula_of_several_lines_is_Markdown(string markdown, string expected)
        => Assert.Equal(expected, Write(markdown));

    [Fact]
    public void Formulas_stand_in_tables_and_footnotes()
    {
        var html = Write("| a | b |\n| --- | ---: |\n| $|x|$ | $y$[^1] |\n\n[^1]: Note $z$.");
        Assert.Contains("<td>[|x|]</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td style=\"text-align:right\">[y]<a id=\"c1-fnref:1\" href=\"#c1-fn:1\"", html, StringComparison.Ordinal);
        Assert.Contains("Note [z].", html, StringComparison.Ordinal);
        Assert.StartsWith("<div class=\"nb-scroll\"><table>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_holds_Markdown_and_everything_that_could_act_is_gone()
    {
        var html = Write("""
            <details>
            <summary>Solution</summary>

            It is **this** $x$.

            ```csharp
            var a = 1;
            ```

            </details>

            <script>alert(1)</script>
            <style>body { display: none }</style>
            <base href="https://evil.example/">
            <iframe src="https://evil.example/"></iframe>

            Text <b onclick="alert(1)">bold</b> <img src="x" onerror="alert(1)"> after.
            """);
        Assert.StartsWith("<details>\n<summary>Solution</summary>\n<p>It is <strong>this</strong> [x].</p>\n<div>{csharp:var a = 1;}</div>\n</details>", html, StringComparison.Ordinal);
        Assert.EndsWith("<p>Text <b>bold</b> <span class=\"nb-missing\">[a picture: this picture is not there]</span> after.</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", html, StringComparison.Ordinal);
        Assert.DoesNotContain("display", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_that_is_never_closed_closes_with_its_cell()
        => Assert.Equal("<details><summary>Open</summary>\n<p>text</p>\n</details>", Write("<details><summary>Open</summary>\n\ntext"));

    [Fact]
    public void Headings_get_anchors_of_their_own_and_a_short_form_for_the_contents()
    {
        var writer = Writer(out var fragments);
        var html = fragments.Insert(writer.Write(Cell("# The *first* `node` $x$ [link](a.html)\n\n## 노드: a & b\n\n## 노드: a & b\n\n## nb-main\n\n## ?!")));
        Assert.Equal(["the-first-node-x-link", "노드-a--b", "노드-a--b-1", "sectionnb-main", "section"], writer.Headings.Select(h => h.Id));
        Assert.Equal([1, 2, 2, 2, 2], writer.Headings.Select(h => h.Level));
        Assert.Equal("The <em>first</em> <code>node</code> [x] link", fragments.Insert(writer.Headings[0].Html));
        Assert.Equal("The first node x link", writer.Headings[0].Text);
        Assert.Contains("<h2 id=\"노드-a--b\"><span lang=\"ko\">노드</span>: a &amp; b<a class=\"nb-anchor\" href=\"#노드-a--b\" aria-label=\"Link to “노드: a &amp; b”\"></a></h2>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_come_from_the_cell_or_from_beside_the_notebook_and_from_nowhere_else()
    {
        var folder = Directory.CreateTempSubdirectory("pictures-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "a b.png"), [1, 2, 3]);
            var writer = Writer(out var fragments, folder.FullName);
            var cell = Cell("![mine](attachment:m.png) ![file](a%20b.png) ![none](c.png) ![web](https://example.org/w.png)",
                new JsonObject { ["m.png"] = new JsonObject { ["image/png"] = "AQID" } });
            Assert.Equal(
                "<p><img src=\"data:image/png;base64,AQID\" alt=\"mine\"> <img src=\"data:image/png;base64,AQID\" alt=\"file\"> <span class=\"nb-missing\">[none: this picture is not there]</span> "
                + "<a class=\"nb-missing\" href=\"https://example.org/w.png\" rel=\"noopener noreferrer\">[web: a picture on the web]</a></p>",
                fragments.Insert(writer.Write(cell)).Trim());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_picture_comes_from_outside_of_the_notebooks_folder()
    {
        var outer = Directory.CreateTempSubdirectory("pictures-");
        try
        {
            var folder = outer.CreateSubdirectory("notes").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "sub"));
            File.WriteAllBytes(Path.Combine(outer.FullName, "secret.png"), [4, 5, 6]);
            File.WriteAllBytes(Path.Combine(folder, "sub", "m.png"), [1, 2, 3]);
            string[] ways = ["../secret.png", "..%2Fsecret.png", "%2e%2e/secret.png", "sub/../../secret.png", "..\\secret.png", Path.Combine(outer.FullName, "secret.png"), Uri.EscapeDataString(Path.Combine(outer.FullName, "secret.png")), "sub//m.png", "a%00.png"];
            if (!OperatingSystem.IsWindows())
            {
                File.CreateSymbolicLink(Path.Combine(folder, "link.png"), Path.Combine(outer.FullName, "secret.png"));
                File.CreateSymbolicLink(Path.Combine(folder, "up"), outer.FullName);
                ways = [.. ways, "link.png", "up/secret.png"];
            }
            Assert.Contains("AQID", Html("./sub/m.png"), StringComparison.Ordinal);
            Assert.All(ways, way =>
            {
                Assert.Contains("[p: this picture is not there]", Html(way), StringComparison.Ordinal);
                Assert.Contains("[p: this picture is not there]", Html($"<img src=\"{way}\" alt=p>"), StringComparison.Ordinal);
            });

            string Html(string way)
            {
                var writer = Writer(out var fragments, folder);
                return fragments.Insert(writer.Write(Cell(way.StartsWith('<') ? way : $"![p](<{way}>)")));
            }
        }
        finally
        {
            outer.Delete(recursive: true);
        }
    }

    [Fact]
    public void Markdown_that_nests_too_deeply_to_be_read_stands_as_it_was_typed()
    {
        var writer = Writer(out var fragments);
        var deep = "# Head\n\n" + new string('[', 5_000) + "<b>";
        Assert.Equal($"<pre>{deep.Replace("<b>", "&lt;b&gt;", StringComparison.Ordinal)}</pre>", fragments.Insert(writer.Write(Cell(deep))));
        Assert.Empty(writer.Headings);
        Assert.Contains("<pre>", fragments.Insert(writer.WriteOutput(Cell(""), deep)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_does_not_grow_beyond_what_was_written()
    {
        static string Table(int columns, int rows) => $"{string.Concat(Enumerable.Repeat("|a", columns))}|\n{string.Concat(Enumerable.Repeat("|-", columns))}|\n{string.Concat(Enumerable.Repeat("|b|\n", rows))}";
        Assert.Equal(60, Write(Table(20, 2)).Split("<t", StringSplitOptions.None).Count(part => part.StartsWith("h>", StringComparison.Ordinal) || part.StartsWith("d>", StringComparison.Ordinal)));
        Assert.InRange(Write(Table(1_000, 1_000)).Length, 0, 50_000);
    }

    [Fact]
    public void Links_go_where_the_page_says()
        => Assert.Equal("<p><a href=\"02.html#the-graph\">next</a> <a href=\"https://example.org\" rel=\"noopener noreferrer\">web</a> none</p>",
            Write("[next](02.ipynb#the-graph) [web](https://example.org) [none](javascript:alert)").Replace("<a>none</a>", "none", StringComparison.Ordinal));

    [Fact]
    public void No_text_can_spell_a_mark_of_the_page()
        => Assert.DoesNotContain("[x]", Write("$x$ \uE0000\uE001 &#xE000;0&#xE001; <b title=\"&#57344;0&#57345;\">b</b>")["<p>[x]".Length..], StringComparison.Ordinal);

    private static string Write(string markdown)
    {
        var writer = Writer(out var fragments);
        return fragments.Insert(writer.Write(Cell(markdown))).Trim();
    }

    private static MarkdownWriter Writer(out Fragments fragments, string? folder = null)
    {
        var own = fragments = new Fragments();
        return new MarkdownWriter(own, (code, language) => own.Add($"{{{language}:{code}}}"), formula => own.Add(formula.IsDisplay ? $"[[{formula.Tex}]]" : $"[{formula.Tex}]"), folder,
            link => link.Replace(".ipynb", ".html", StringComparison.Ordinal));
    }

    private static Cell Cell(string markdown, JsonObject? attachments = null)
    {
        var cell = new JsonObject { ["cell_type"] = "markdown", ["id"] = "c", ["metadata"] = new JsonObject(), ["source"] = markdown };
        if (attachments is not null) cell["attachments"] = attachments;
        return Notebook.Parse(new JsonObject { ["cells"] = new JsonArray(cell), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString(), "n.ipynb").Cells[0];
    }
}
