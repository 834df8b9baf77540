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

    [Fact]
    public void A_cell_knows_what_earlier_cells_declare_and_quoted_code_declares_nothing()
    {
        var colors = new CodeColors(null, new SharedReferences());
        colors.Html("class Node { }\nvoid Run() { }", isCell: true, CancellationToken.None);
        colors.Html("class Quoted { }", isCell: false, CancellationToken.None);
        Assert.Equal("<span class=\"nb-k\">new</span> <span class=\"nb-t\">Node</span>[<span class=\"nb-n\">1</span>]; Action a = <span class=\"nb-m\">Run</span>; <span class=\"nb-k\">new</span> Quoted[<span class=\"nb-n\">1</span>];"
            .Replace("Action", "<span class=\"nb-t\">Action</span>", StringComparison.Ordinal),
            colors.Html("new Node[1]; Action a = Run; new Quoted[1];", isCell: true, CancellationToken.None));
    }

    [Fact]
    public void A_reference_counts_from_the_notebooks_folder()
    {
        var colors = new CodeColors(AppContext.BaseDirectory, new SharedReferences());
        colors.Html("#r \"Notebooks.dll\"\nusing Notebooks.Html;", isCell: true, CancellationToken.None);
        Assert.Equal("<span class=\"nb-t\">PageOptions</span> o;", colors.Html("PageOptions o;", isCell: true, CancellationToken.None));
    }

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

    private static string Html(string code) => new CodeColors(null, new SharedReferences()).Html(code, isCell: true, CancellationToken.None);
}
