using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Tests.Documents;

public sealed class CellTests
{
    private static Notebook TwoCells() => Notebook.Parse("""
        {"cells": [{"cell_type": "code", "source": "1", "outputs": [], "execution_count": null, "metadata": {}},
                   {"cell_type": "code", "source": "2"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """, "two");

    private static Cell CodeCell() => TwoCells().Cells[0];

    private static string Outputs(Cell cell) => cell.Json["outputs"]!.ToJsonString();

    [Fact]
    public void Text_of_one_stream_becomes_one_output_of_whole_lines()
    {
        var cell = CodeCell();
        foreach (var text in new[] { "a", "b\nc", "\n", "", "d\n", "e" }) cell.Add(new StreamOutput("stdout", text));
        cell.Add(new StreamOutput("stderr", "x"));
        cell.Add(new StreamOutput("stdout", "f"));

        Assert.Equal(["ab\nc\nd\ne", "x", "f"], cell.Outputs.Cast<StreamOutput>().Select(o => o.Text));
        Assert.Equal("""["ab\n","c\n","d\n","e"]""", cell.Json["outputs"]![0]!["text"]!.ToJsonString());
    }

    [Fact]
    public void Text_continues_a_stream_that_the_file_stores_as_one_string()
    {
        var cell = CodeCell();
        cell.Json["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "a\nb" });
        cell.Add(new StreamOutput("stdout", "c"));
        Assert.Equal(new StreamOutput("stdout", "a\nbc"), Assert.Single(cell.Outputs));
    }

    [Fact]
    public void Forms_of_text_are_stored_as_lines_and_JSON_as_it_is()
    {
        var cell = CodeCell();
        cell.Add(new DisplayOutput(new MimeBundle(
            ("application/vnd.plotly.v1+json", new JsonObject { ["data"] = new JsonArray("not\n", "joined") }),
            ("application/json", new JsonArray("not\n", "joined")),
            ("text/html", "<b>\n</b>"),
            ("image/svg+xml", "<svg/>"))));

        Assert.Equal("""{"application/vnd.plotly.v1+json":{"data":["not\n","joined"]},"application/json":["not\n","joined"],"text/html":["<b>\n","</b>"],"image/svg+xml":["<svg/>"]}""",
            cell.Json["outputs"]![0]!["data"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        var data = Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs)).Data;
        Assert.Equal("<b>\n</b>", data.Text("text/html"));
        Assert.Equal("""["not\n","joined"]""", data["application/json"].ToJsonString());
        Assert.Null(data.Text("application/json"));
        Assert.Equal(["application/vnd.plotly.v1+json", "application/json", "text/html", "image/svg+xml"], data.Keys);
    }

    [Fact]
    public void An_update_changes_every_display_of_its_id_in_the_whole_notebook_and_ids_are_not_stored()
    {
        var notebook = TwoCells();
        var (first, second) = (notebook.Cells[0], notebook.Cells[1]);
        first.Add(new DisplayOutput(new MimeBundle(("text/plain", "0 %")), DisplayId: "bar"));
        first.Add(new DisplayOutput(new MimeBundle(("text/plain", "other")), DisplayId: "other"));
        second.Add(new DisplayOutput(new MimeBundle(("text/plain", "0 %")), DisplayId: "bar"));
        second.Add(new DisplayUpdate("bar", new MimeBundle(("text/plain", "100 %"))));
        second.Add(new DisplayUpdate("nobody", new MimeBundle(("text/plain", "lost"))));

        Assert.Equal(["100 %", "other"], first.Outputs.Cast<DisplayOutput>().Select(o => o.Data.Text("text/plain")));
        Assert.Equal(["100 %"], second.Outputs.Cast<DisplayOutput>().Select(o => o.Data.Text("text/plain")));
        Assert.DoesNotContain("transient", notebook.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clearing_takes_effect_now_or_with_the_next_output()
    {
        var cell = CodeCell();
        cell.Add(new StreamOutput("stdout", "a"));
        cell.Add(new ClearOutput(Wait: true));
        Assert.Equal(new StreamOutput("stdout", "a"), Assert.Single(cell.Outputs));
        cell.Add(new StreamOutput("stdout", "b"));
        cell.Add(new StreamOutput("stdout", "c"));
        Assert.Equal(new StreamOutput("stdout", "bc"), Assert.Single(cell.Outputs));
        cell.Add(new ClearOutput(Wait: false));
        Assert.Empty(cell.Outputs);
    }

    [Fact]
    public void Clearing_a_cell_takes_outputs_and_count()
    {
        var cell = CodeCell();
        cell.ExecutionCount = 3;
        cell.Add(new ResultOutput(new MimeBundle(("text/plain", "1")), 3));
        cell.ClearOutputs();
        Assert.Equal("[]", Outputs(cell));
        Assert.Null(cell.ExecutionCount);
        Assert.True(cell.Json.ContainsKey("execution_count"));
    }

    [Fact]
    public void Every_output_comes_back_from_its_JSON()
    {
        var data = new MimeBundle(("text/plain", "1\n2"), ("application/json", new JsonObject { ["a"] = 1.5 }));
        var metadata = new JsonObject { ["text/plain"] = new JsonObject { ["width"] = 3 } };
        CellOutput[] outputs =
        [
            new StreamOutput("stderr", "a\nb"), new DisplayOutput(data), new DisplayOutput(data, metadata, "id"),
            new ResultOutput(data, 7, metadata), new ResultOutput(data), new ErrorOutput("DivideByZeroException", "no", ["at", "\u001b[31mline"]),
            new DisplayUpdate("id", data, metadata), new ClearOutput(true), new ClearOutput(false),
            new UnknownOutput(new JsonObject { ["output_type"] = "smell", ["strength"] = 3 }),
        ];
        foreach (var output in outputs)
        {
            var again = CellOutput.FromJson((JsonObject)JsonNode.Parse(output.ToJson().ToJsonString())!);
            Assert.Equal(output.GetType(), again.GetType());
            Assert.Equal(output.ToJson().ToJsonString(), again.ToJson().ToJsonString());
        }
    }

    [Theory]
    [InlineData("""{"output_type": "stream", "name": "stdout"}""")]
    [InlineData("""{"output_type": "display_data", "data": 3}""")]
    [InlineData("""{"output_type": "error"}""")]
    [InlineData("""{"output_type": 3}""")]
    [InlineData("{}")]
    public void An_output_that_is_not_understood_is_kept(string json)
    {
        var output = Assert.IsType<UnknownOutput>(CellOutput.FromJson((JsonObject)JsonNode.Parse(json)!));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), output.ToJson()));
    }

    [Fact]
    public void Metadata_that_are_missing_are_added_when_they_are_asked_for()
    {
        var cell = TwoCells().Cells[1];
        cell.Metadata["tags"] = new JsonArray("x");
        Assert.Equal("""{"tags":["x"]}""", cell.Json["metadata"]!.ToJsonString());
    }
}
