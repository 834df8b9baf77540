using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Tests.Execution;

[Collection(SessionTests.Name)]
public sealed class FormattingTests : IDisposable
{
    private const string Convention =
        """
        class TypeFormatterSourceAttribute : Attribute
        {
            public TypeFormatterSourceAttribute(Type type) => FormatterSourceType = type;
            public Type FormatterSourceType { get; }
            public string[] PreferredMimeTypes { get; set; }
        }
        class Writing
        {
            public Writing(string mimeType, string text) => (MimeType, Text) = (mimeType, text);
            public string MimeType { get; }
            string Text { get; }
            public bool Format(object value, System.IO.TextWriter writer) { writer.Write(Text); return Text != "declined"; }
        }
        class PictureSource
        {
            public IEnumerable<object> CreateTypeFormatters() =>
            [
                new Writing("text/html", "<p>picture</p>"), new Writing("text/plain", "a picture"),
                new Writing("application/vnd.plotly.v1+json", "{\"data\": [1, 2.5]}"), new Writing("image/svg+xml", "declined"),
            ];
        }
        [TypeFormatterSource(typeof(PictureSource), PreferredMimeTypes = new[] { "text/html", "text/plain" })]
        class Picture { }
        class Photo : Picture { }
        """;

    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_types_own_formatters_are_found_by_convention_and_all_that_they_offer_is_sent()
    {
        await _session.DoAsync(Convention);
        foreach (var code in new[] { "new Picture()", "new Photo()", "display(new Picture());" })
        {
            var data = DataOf(await _session.DoAsync(code));
            Assert.Equal(["text/html", "text/plain", "application/vnd.plotly.v1+json"], data.Keys);
            Assert.Equal("<p>picture</p>", data.Text("text/html"));
            Assert.Equal("a picture", data.Text("text/plain"));
            Assert.Equal(2.5, data["application/vnd.plotly.v1+json"]["data"]![1]!.GetValue<double>());
        }
        Assert.Contains("<p>picture</p>", DataOf(await _session.DoAsync("new[] { new Photo() }")).Text("text/html"));
    }

    [Fact]
    public async Task A_string_is_text_and_another_value_html_with_text_beside_it()
    {
        Assert.Equal(["text/plain"], DataOf(await _session.DoAsync("\"<b>\"")).Keys);
        var data = DataOf(await _session.DoAsync("new { A = 1.5, B = \"x\" }"));
        Assert.Equal(["text/html", "text/plain"], data.Keys);
        Assert.Contains("1.5", data.Text("text/html"));
        Assert.DoesNotContain("<style>", data.Text("text/html"));
    }

    [Fact]
    public async Task Mime_types_asked_for_are_those_given()
    {
        Assert.Equal(["text/plain"], DataOf(await _session.DoAsync("(1.5).Display(\"text/plain\");")).Keys);
        var json = DataOf(await _session.DoAsync("\"{\\\"a\\\": [1]}\".DisplayAs(\"application/json\");"))["application/json"];
        Assert.Equal(1, Assert.IsType<JsonObject>(json)["a"]![0]!.GetValue<int>());
        Assert.Equal("# title", DataOf(await _session.DoAsync("\"# title\".DisplayAs(\"text/markdown\");")).Text("text/markdown"));
        Assert.Equal("<script type=\"text/javascript\">f()</script>", DataOf(await _session.DoAsync("Javascript(\"f()\");")).Text("text/html"));
        Assert.Equal("<style>p {}</style>", DataOf(await _session.DoAsync("CSS(\"p {}\");")).Text("text/html"));
        var wrong = await _session.RunAsync("\n\"{\".DisplayAs(\"application/json\");");
        Assert.Equal(("FormatterError", 2), (wrong.Error.Name, wrong.Error.Line));
    }

    [Theory]
    [InlineData("Func<double, int, double[]> f = (x, n) => null; f", "(double x, int n) => double[]")]
    [InlineData("Action<List<int?>> g = values => { }; g", "(List<int?> values) => void")]
    [InlineData("int Add(int a, (int, string) b) => a; Add", "(int a, (int, string) b) => int")]
    public async Task A_delegate_shows_its_signature(string code, string signature)
        => Assert.Equal(signature, (await _session.DoAsync(code)).Value);

    [Fact]
    public async Task A_display_can_be_replaced()
    {
        var ran = await _session.DoAsync("var shown = display(\"1 %\"); shown.Update(\"2 %\"); shown");
        var display = Assert.IsType<DisplayOutput>(ran.Outputs[0]);
        var update = Assert.IsType<DisplayUpdate>(ran.Outputs[1]);
        Assert.Equal((display.DisplayId, "2 %"), (update.DisplayId, update.Data.Text("text/plain")));
        Assert.Equal(2, ran.Outputs.Count);
    }

    [Fact]
    public async Task Numbers_are_written_as_in_the_text_whatever_the_machines_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var ran = await _session.DoAsync("Console.Write(1.5); await Task.Yield(); Console.Write($\" {2.5}\"); await Task.Run(() => Console.Write($\" {3.5}\")); 4.5");
            Assert.Equal("1.5 2.5 3.5", ran.StandardOutput);
            Assert.Equal("4.5", ran.Value);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task What_one_session_registers_is_gone_in_the_next()
    {
        await _session.DoAsync("Microsoft.DotNet.Interactive.Formatting.Formatter.Register<int>(n => \"number\", \"text/plain\"); 5");
        Assert.Equal("number", (await _session.DoAsync("5")).Value);
        using var next = new TestSession();
        Assert.Equal("5", (await next.DoAsync("5")).Value);
    }

    private static MimeBundle DataOf(Ran ran) => Assert.Single(ran.Outputs) switch
    {
        ResultOutput result => result.Data,
        DisplayOutput display => display.Data,
        var other => throw new InvalidOperationException($"{other}"),
    };
}
