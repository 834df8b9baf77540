using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Html.Sanitizing;

namespace Notebooks.Tests.Html;

public sealed class HtmlSanitizerTests
{
    private static readonly string[] Acting =
        ["script", "style", "base", "iframe", "object", "embed", "link", "meta", "form", "input", "button", "template", "foreignObject", "animate", "set", "textarea", "select", "noscript"];

    [Theory]
    [InlineData("<p>one</p>", "<p>one</p>")]
    [InlineData("<b>bold", "<b>bold</b>")]
    [InlineData("</div></body></html>text", "text")]
    [InlineData("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d")]
    [InlineData("<script>alert(1)</script>after", "after")]
    [InlineData("<ScRiPt src=//evil.example></sCrIpT>after", "after")]
    [InlineData("<img src=x onerror=alert(1)>", "<span class=\"nb-missing\">[a picture: this picture is not there]</span>")]
    [InlineData("<p onclick=\"alert(1)\" ONMOUSEOVER='x'>text</p>", "<p>text</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">link</a>", "<a>link</a>")]
    [InlineData("<a href=\"&#106;ava&#10;script:alert(1)\">link</a>", "<a>link</a>")]
    [InlineData("<a href=\" JAVASCRIPT:alert(1)\">link</a>", "<a>link</a>")]
    [InlineData("<a href=\"data:text/html,<script>\">link</a>", "<a>link</a>")]
    [InlineData("<a href=\"//evil.example\">link</a>", "<a>link</a>")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\">link</a>", "<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">link</a>")]
    [InlineData("<base href=\"https://evil.example/\"><a href=\"x.html\">link</a>", "<a href=\"x.html\">link</a>")]
    [InlineData("a<BASE href=x>b<base/>c</base>d<basefont>e", "abcde")]
    [InlineData("<style>body{display:none}</style>text", "text")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>", "")]
    [InlineData("<form action=\"https://evil.example\"><input name=a><button>send</button></form>", "<div>send</div>")]
    [InlineData("<p style=\"position:fixed;top:0;left:0;width:100vw;color:red\">x</p>", "<p style=\"width:100vw;color:red\">x</p>")]
    [InlineData("<p style=\"background:url(https://evil.example/a.png)\">x</p>", "<p>x</p>")]
    [InlineData("<p style=\"background:u\\72l(https://evil.example/a.png)\">x</p>", "<p>x</p>")]
    [InlineData("<p style=\"color:red/**/;width:expression(alert(1))\">x</p>", "<p>x</p>")]
    [InlineData("<p style=\"margin-top:-4000px;margin-left:2px\">x</p>", "<p style=\"margin-left:2px\">x</p>")]
    [InlineData("<p style=\"text-indent:-400px;word-spacing:calc(1px*(-90));letter-spacing:-.5em;vertical-align:text-top\">x</p>", "<p style=\"vertical-align:text-top\">x</p>")]
    [InlineData("<button style=\"color:red; DISPLAY : none\"><svg></svg>icon</button><p hidden>x</p>after", "after")]
    [InlineData("<div style=\"height:0;padding-bottom:60%;padding-top:2px\">x</div>", "<div style=\"height:0;padding-top:2px\">x</div>")]
    [InlineData("<a href=\"https://example.org\" class=\"logo\"></a>", "<a class=\"logo\"></a>")]
    [InlineData("<a href=\"https://example.org/\"><img src=\"https://example.org/a.png\" alt=\"Badge\"></a>", "<a href=\"https://example.org/\" rel=\"noopener noreferrer\"><span class=\"nb-missing\">[Badge]</span></a>")]
    [InlineData("<svg width=\"9\"><g></g></svg>", "<svg width=\"9\" role=\"img\" aria-label=\"A picture that the code above gave\"><g></g></svg>")]
    [InlineData("<p class=\"nb-header dataframe katex\" id=a>x</p>", "<p class=\"dataframe\" id=\"o-a\">x</p>")]
    [InlineData("<nav><main><h1>Title</h1></main></nav>", "<div><div><div class=\"heading\">Title</div></div></div>")]
    [InlineData("<li>one<li>two", "<li>one</li><li>two</li>")]
    [InlineData("<!-- a comment --><!DOCTYPE html>text<?php x ?>", "text")]
    [InlineData("<textarea><p>typed</textarea>", "&lt;p&gt;typed")]
    [InlineData("<table><tr><th> </th><th>a</th></tr></table>", "<div class=\"nb-scroll\"><table><tbody><tr><td> </td><th>a</th></tr></tbody></table></div>")]
    [InlineData("\u202E turned &#x202E;", "⟨U+202E⟩ turned ⟨U+202E⟩")]
    [InlineData("<details open><summary>More</summary><p>text</p></details>", "<details open=\"\"><summary>More</summary><p>text</p></details>")]
    public void Only_what_cannot_act_is_left(string html, string expected)
        => Assert.Equal(expected, Sanitize(html).Html);

    [Fact]
    public void Half_a_character_is_shown_as_missing() => Assert.Equal("one \uFFFD, 🙂", Sanitize("one \uD83D, 🙂").Html);

    [Fact]
    public void A_picture_in_SVG_keeps_its_shapes_its_name_its_variables_and_the_marks_that_it_refers_to()
    {
        var safe = Sanitize("""
            <svg role="img" viewBox="0 0 10 10" onload="alert(1)" aria-labelledby="t"><title id="t">A &lt; B</title>
            <defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><style>*{fill:red}</style>
            <g style="fill:var(--dl-value,#0b6);stroke:currentColor"><path d="M0 0L1 1" marker-end="url(#m)" fill="url(#g)"/></g>
            <use href="#m"/><use href="https://evil.example/#m"/><image href="https://evil.example/a.png"/><a href="javascript:alert(1)"><text x="1">label</text></a>
            <foreignObject><body onload="alert(1)"><p>html</p></body></foreignObject><script>alert(1)</script><animate attributeName="href" to="javascript:alert(1)"/></svg>
            """);
        Assert.StartsWith("<svg role=\"img\" viewBox=\"0 0 10 10\" aria-labelledby=\"o-t\"><title id=\"o-t\">A &lt; B</title>", safe.Html, StringComparison.Ordinal);
        Assert.Contains("<linearGradient id=\"o-g\"><stop offset=\"0\" stop-color=\"#fff\"></stop></linearGradient>", safe.Html, StringComparison.Ordinal);
        Assert.Contains("<g style=\"fill:var(--dl-value,#0b6);stroke:currentColor\"><path d=\"M0 0L1 1\" marker-end=\"url(#o-m)\" fill=\"url(#o-g)\"></path></g>", safe.Html, StringComparison.Ordinal);
        Assert.Contains("<use href=\"#o-m\"></use><use></use><image></image><text x=\"1\">label</text>", safe.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", safe.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", safe.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<p>", safe.Html, StringComparison.Ordinal);
        Assert.True(safe.HadScript);
    }

    [Theory]
    [InlineData("<script>draw()</script>", true, false, false)]
    [InlineData("<div id=plot></div><script>draw()</script>", true, false, false)]
    [InlineData("<p>text</p><script>draw()</script>", true, false, true)]
    [InlineData("<video src=a.mp4></video>", false, true, false)]
    [InlineData("<hr>", false, false, true)]
    [InlineData("<p> &#32;\n </p>", false, false, false)]
    public void What_was_left_out_is_known(string html, bool script, bool frame, bool shows)
    {
        var safe = Sanitize(html);
        Assert.Equal((script, frame, shows), (safe.HadScript, safe.HadFrame, safe.ShowsSomething));
    }

    [Fact]
    public void A_table_that_is_too_long_is_cut_and_closed()
    {
        var rows = string.Concat(Enumerable.Repeat("<tr><td>number</td><td>1</td></tr>", 100_000));
        var safe = new HtmlSanitizer { Longest = 10_000 }.Run($"<table>{rows}</table><p>end</p>");
        Assert.True(safe.WasCut);
        Assert.InRange(safe.Html.Length, 9_000, 12_000);
        Assert.EndsWith("</tbody></table></div>", safe.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<svg><text>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<b><p>")]
    public void A_hundred_thousand_open_elements_neither_hang_nor_overflow(string tag)
    {
        var safe = Sanitize(string.Concat(Enumerable.Repeat(tag, 100_000)) + "deep");
        Assert.Contains("deep", safe.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!--")]
    [InlineData("<script ")]
    [InlineData("<a")]
    public void What_never_ends_is_read_once_and_shows_nothing(string start)
        => Assert.False(Sanitize(string.Concat(Enumerable.Repeat(start, 200_000))).ShowsSomething);

    [Fact]
    public void Tags_in_a_script_do_not_count_as_open()
        => Assert.EndsWith("<p><b>after</b></p>", Sanitize($"<script>{string.Concat(Enumerable.Repeat("'<b>'", 1000))}</script><p><b>after</b></p>").Html, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_written_stays_in_its_place_and_does_not_act()
    {
        string[] pieces =
        [
            "<div>", "</div>", "<p>", "</p>", "<li>", "</li>", "<ul>", "</ul>", "<section>", "</section>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<th>", "<caption>", "<colgroup>", "<col>",
            "<a href=#x>", "</a>", "<b>", "</b>", "<i>", "</i>", "<h2>", "</h2>", "<details>", "<summary>", "</details>", "<svg>", "</svg>", "<g>", "<title>", "</title>", "<desc>", "<text>",
            "<math>", "<mi>", "<annotation-xml encoding=text/html>", "</math>", "<foreignObject>", "<pre>", "</pre>", "<select>", "<option>", "<button>", "</button>", "<form>", "</form>",
            "<style>", "</style>", "<script>", "</script>", "<noscript>", "</noscript>", "<template>", "</template>", "<textarea>", "</textarea>", "<iframe>", "</iframe>", "<plaintext>", "<xmp>",
            "<!--", "-->", "<![CDATA[", "]]>", "<img src=x onerror=alert(1)>", "<br>", "<hr>", "<body onload=alert(1)>", "</body>", "</html>", "<base href=x>", "<font color=red>", "</font>",
            "<dl>", "<dt>", "<dd>", "<blockquote>", "<center>", "<nobr>", "text", " ", "\n", "&lt;script&gt;", "<", ">", "\"", "'", "&", "<p style='position:fixed'>", "\u202E", "\uE0000\uE001",
        ];
        var texts = Gen.ListOf(Gen.Elements(pieces)).Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            foreach (var isText in (bool[])[false, true])
            {
                var html = new HtmlSanitizer { IsText = isText }.Run(text).Html;
                var page = new HtmlParser().ParseDocument($"<!DOCTYPE html><main><div id=cell>{html}</div><p id=after>after</p></main>");
                var cell = page.GetElementById("cell")!;
                Assert.Same(cell.NextElementSibling, page.GetElementById("after"));
                Assert.Equal(2, cell.ParentElement!.Children.Length);
                foreach (var element in cell.QuerySelectorAll("*"))
                {
                    Assert.DoesNotContain(element.LocalName, Acting);
                    foreach (var attribute in element.Attributes)
                    {
                        Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), html);
                        Assert.DoesNotContain("fixed", attribute.Value, StringComparison.Ordinal);
                    }
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));
    }

    private static SanitizedHtml Sanitize(string html) => new HtmlSanitizer { MapId = id => "o-" + id }.Run(html);
}
