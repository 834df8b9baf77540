using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Documents;
using Notebooks.Html;
using Notebooks.Html.Markdown;

namespace Fuzz.Targets;

/// <summary>Any output of a cell becomes HTML that does nothing. An input that is a JSON object is an output, any other is its <c>text/html</c>.</summary>
internal sealed class OutputTarget : Target
{
    public override string Name => "html";

    // Formulas and marks are small, and what is made of them is read twice more here.
    public override int MemoryPerByte => 8_000;

    public override IReadOnlyList<string> Words { get; } =
    [
        "<", ">", "</", "/>", "<b>", "</b>", "<p>", "<table><tr><td>", "</table>", "<script>alert(1)</script>", "<script", "</script", "<style>@import 'x'", "<svg><a href=\"javascript:a\">", "<svg><script>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<foreignObject>", "<iframe src=x>",
        "<img src=x onerror=a>", "<img src=\"data:image/svg+xml,<svg onload=a>\">", " style=\"position:fixed\"", " style=\"background:url(//x)\"", " onclick=a", " href=\"javascript:a\"", " href=\" JAVASCRIPT:a\"", " href=\"&#106;avascript:a\"", " id=\"nb-main\"", " class=\"nb-x\"", "<a>", "<template>", "<noscript>", "<plaintext>", "<textarea>", "<title>", "<xmp>", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "&#x", "&#0;", "&lt;", "\0",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=a>", "<select><option>", "<frameset>", "<body>", "<html>", "<head>", "<base href=x>", "<meta http-equiv=refresh>", "\ue0000\ue001", "{\"output_type\":\"display_data\",\"data\":{", "\"text/html\":\"", "\"text/latex\":\"", "\"image/svg+xml\":\"<svg\"", "\"application/vnd.plotly.v1+json\":{\"data\":[],\"layout\":{}}", "\"application/json\":{}", "}}",
    ];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(
        Gen.OneOf(Gen.Elements("p", "b", "a", "div", "table", "tr", "td", "svg", "path", "math", "mi", "style", "script", "img", "ul", "li", "span", "details", "summary", "title", "foreignObject", "template", "form", "h1", "pre", "code", "font").SelectMany(name =>
            Gen.Elements("", "", " style=\"color:red\"", " href=\"x\"", " href=\"javascript:a\"", " onclick=\"a\"", " id=\"x\"", " src=\"data:image/png;base64,AQID\"", " style=\"background:url(x)\"", " class=\"nb-note\"").Select(attribute => $"<{name}{attribute}>")),
            Gen.Elements("</p>", "</b>", "</a>", "</div>", "</table>", "</td>", "</svg>", "</math>", "</style>", "</script>", "</li>", "</title>", "</template>", "</form>", "<!--", "-->", "<br>", "&amp;", "text "),
            Samples.Texts).ListOf().Select(parts => Bytes(string.Concat(parts))),
        Samples.Json(3, "text/html", "text/plain", "image/png", "image/svg+xml", "application/json", "application/vnd.plotly.v1+json", "text/markdown", "text/latex", "data", "layout", "type", "x", "y", "z", "title", "name", "application/vnd.course.check+json", "passed", "hint").SelectMany(data =>
            Gen.Elements("display_data", "execute_result", "stream", "error", "other").Select(type => Bytes($$"""{"output_type":"{{type}}","data":{{data}},"name":"stdout","text":{{data}},"ename":"E","evalue":"e","traceback":{{data}}}"""))));

    public override IEnumerable<byte[]> Seeds() => Samples.Cells
        .SelectMany(cell => cell["outputs"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .SelectMany(output => (output["data"] as JsonObject)?["text/html"] is { } html
            ? new[] { Bytes(output.ToJsonString()), Bytes(string.Concat(html is JsonArray lines ? lines.Select(line => (string)line!) : [(string)html!])) }
            : [Bytes(output.ToJsonString())]);

    public override string Run(byte[] input)
    {
        var cell = new Cell(new JsonObject { ["cell_type"] = "code", ["source"] = "" }, 0, []);
        var fragments = new Fragments();
        var markdown = new MarkdownWriter(fragments, (code, _) => fragments.Add(PageText.Encode(PageText.Clean(code))), formula => fragments.Add(PageText.Encode(PageText.Clean(formula.Tex))), null, link => link);
        var output = Output(input);
        var html = fragments.Insert(new OutputWriter(fragments, markdown).Write(cell, output));
        Markup.RequireHarmless(html);
        BrokenException.Unless(html.AsSpan().IndexOfAny('\ue000', '\ue001', '\0') < 0, "No mark of the page is left");
        return $"{output.GetType().Name} {html[..Math.Min(html.Length, 40)]}";
    }

    private static CellOutput Output(byte[] input)
    {
        if (input is [(byte)'{', ..] && System.Text.Unicode.Utf8.IsValid(input))
        {
            try
            {
                // As a notebook's file is read.
                if (JsonText.Parse(input) is JsonObject json) return CellOutput.FromJson(json);
            }
            catch (JsonTextException)
            {
                // Then it is a text.
            }
        }
        return new DisplayOutput(new(("text/html", JsonValue.Create(Encoding.UTF8.GetString(input)))));
    }
}
