using System.Net;
using System.Text.RegularExpressions;
using Notebooks.Html;

namespace Notebooks.Tests.Html;

public sealed class CodeColorsTests
{
    [Fact]
    public void Code_has_the_colours_of_its_parts()
        => Assert.Equal(
            "<span class=\"nb-c\">// a comment</span>\n<span class=\"nb-k\">var</span> text = <span class=\"nb-s\">&quot;a &lt; b&quot;</span>;\n<span class=\"nb-t\">Console</span>.<span class=\"nb-m\">WriteLine</span>(text.Length + <span class=\"nb-n\">1.5</span>);",
            Html("// a comment\nvar text = \"a < b\";\nConsole.WriteLine(text.Length + 1.5);"));

    // Of the last two, what gives the colours overflows the stack.
    [Theory]
    [InlineData("[", 5_000)]
    [InlineData("b ?? ", 20_000)]
    [InlineData("b.Trim().", 20_000)]
    public void What_Roslyn_would_read_for_hours_has_no_colours_and_the_cells_after_it_have(string part, int times)
    {
        var brackets = "var a = " + string.Concat(Enumerable.Repeat(part, times));
        Assert.Equal([brackets, "<span class=\"nb-k\">var</span> b = <span class=\"nb-n\">1</span>;"], new CodeColors(null, new SharedReferences()).Html([brackets, "var b = 1;"], CancellationToken.None));
    }

    [Fact]
    public void A_cell_knows_what_earlier_cells_declare()
        => Assert.Equal(
            "<span class=\"nb-k\">new</span> <span class=\"nb-t\">Node</span>[<span class=\"nb-n\">1</span>]; <span class=\"nb-t\">Action</span> a = <span class=\"nb-m\">Run</span>; <span class=\"nb-k\">new</span> Later[<span class=\"nb-n\">1</span>];",
            Html("class Node { }\nvoid Run() { }", "new Node[1]; Action a = Run; new Later[1];", "using System.IO;\nclass Later { }")[1]);

    [Theory]
    [InlineData("node.Forward", "class Node { }\nvar node = new Node();", "class Node { public void Forward() { } }\nvar node = new Node();")]
    [InlineData("node.Forward", "class Node { public void Forward() { } }\nvar node = new Node();", "if (node != null) {")]
    [InlineData("node.Forward", "class Node { public void Forward() { } }\nvar node = new Node();\nnode // the last value")]
    [InlineData("node.Forward", "var (node, b) = (1, 2);", "class Node { public void Forward() { } }", "var (node, b) = (new Node(), 2);")]
    public void What_a_cell_leaves_open_or_declares_again_is_no_hindrance_to_the_next(string code, params string[] before)
        => Assert.Equal("node.<span class=\"nb-m\">Forward</span>", Html([.. before, code])[^1]);

    [Fact]
    public void A_reference_counts_from_the_notebooks_folder()
        => Assert.Equal(
            ["<span class=\"nb-t\">PageOptions</span> o;", "<span class=\"nb-t\">NotebookPage</span> p;"],
            new CodeColors(AppContext.BaseDirectory, new SharedReferences()).Html(["1 + 1", "#r \"Notebooks.dll\"\nusing Notebooks.Html;", "PageOptions o;", "NotebookPage p;"], CancellationToken.None).Skip(2));

    [Theory]
    [InlineData("#!time\nvar a = 1;", "<span class=\"nb-p\">#!time</span>\n<span class=\"nb-k\">var</span> a = <span class=\"nb-n\">1</span>;")]
    [InlineData("display(1)", "<span class=\"nb-m\">display</span>(<span class=\"nb-n\">1</span>)")]
    public void What_only_the_kernel_knows_is_coloured_too(string code, string html) => Assert.Equal(html, Html(code));

    [Theory]
    [InlineData("var x = ;;; }} </pre><script>")]
    [InlineData("#r \"nuget: Missing, 1.0\"\n#load \"missing.csx\"\nfoo")]
    [InlineData("var s = $\"\"\"{x} \"\"\" \"\\n\" 'c' @\"v\" 1_000 0x1F // 한국어 🙂")]
    [InlineData("")]
    public void The_text_itself_is_never_changed(string code)
        => Assert.Equal(code, WebUtility.HtmlDecode(Regex.Replace(Html(code), "</?span[^>]*>", "")));

    private static string Html(string code) => Html([code])[0];

    private static IReadOnlyList<string> Html(params string[] cells) => new CodeColors(null, new SharedReferences()).Html(cells, CancellationToken.None);
}
