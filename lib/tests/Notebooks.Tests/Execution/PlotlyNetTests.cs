using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebooks.Documents;

namespace Notebooks.Tests.Execution;

/// <summary>Charts of Plotly.NET, by stand-ins that have the names and the shape of its versions.</summary>
[Collection(SessionTests.Name)]
public sealed class PlotlyNetTests : IDisposable
{
    private readonly TestSession _session = new();

    public void Dispose() => _session.Dispose();

    private async Task<MimeBundle> ShownAsync(string code)
    {
        var ran = await ResultAsync(code);
        return Assert.IsType<ResultOutput>(ran.Outputs.Single()).Data;
    }

    private async Task<Ran> ResultAsync(string code)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(
            "Plotly.NET",
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(Path.Combine(core, "System.Runtime.dll"))],
            new(OutputKind.DynamicallyLinkedLibrary)).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var bytes = image.ToArray();
        for (int at; (at = bytes.AsSpan().IndexOf("GenericChar_"u8)) >= 0;) "GenericChart"u8.CopyTo(bytes.AsSpan(at));
        await File.WriteAllBytesAsync(Path.Combine(_session.Folder, "Plotly.NET.dll"), bytes, TestContext.Current.CancellationToken);
        await _session.DoAsync("#r \"Plotly.NET.dll\"");
        return await _session.RunAsync("Plotly.NET.Make.Chart()");
    }

    [Fact]
    public async Task A_chart_is_shown_by_the_functions_of_the_module_beside_it()
    {
        var shown = await ShownAsync("""
            namespace Plotly.NET;
            public class GenericChart { public class Case : GenericChart { } }
            public static class GenericChartModule
            {
                public static string toFigureJson(GenericChart chart) => "{\"data\":[{\"type\":\"bar\"}],\"layout\":{}}";
                public static string toChartHTML(GenericChart chart) => "<div>chart</div>";
            }
            public static class Make { public static object Chart() => new GenericChart.Case(); }
            """);
        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], shown.Keys);
        Assert.Equal("bar", (string)shown["application/vnd.plotly.v1+json"]["data"]![0]!["type"]!);
        Assert.Equal("<div>chart</div>", shown.Text("text/html"));
    }

    [Fact]
    public async Task A_chart_of_an_older_version_is_nested_in_its_module_and_may_give_traces_only()
    {
        // F# can name a nested type as the one around it, C# cannot: the name is put right in the compiled file.
        var shown = await ShownAsync("""
            namespace Plotly.NET;
            public static class GenericChart
            {
                public class GenericChar_ { }
                public static string toJson(GenericChar_ chart) => "[{\"type\":\"pie\"}]";
                public static string toEmbeddedHTML(GenericChar_ chart) => "<p>old</p>";
            }
            public static class Make { public static object Chart() => new GenericChart.GenericChar_(); }
            """);
        Assert.Equal("pie", (string)shown["application/vnd.plotly.v1+json"]["data"]![0]!["type"]!);
        Assert.Equal("<p>old</p>", shown.Text("text/html"));
    }

    [Fact]
    public async Task A_chart_whose_functions_throw_says_so()
    {
        var ran = await ResultAsync("""
            namespace Plotly.NET;
            public class GenericChart { }
            public static class GenericChartModule { public static string toFigureJson(GenericChart chart) => throw new System.InvalidOperationException("no data"); }
            public static class Make { public static object Chart() => new GenericChart(); }
            """);
        Assert.Contains("toFigureJson threw InvalidOperationException: no data", ran.Result.Error!.Message, StringComparison.Ordinal);
    }
}
