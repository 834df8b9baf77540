using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Tests.Documents;

public sealed class NotebookTests
{
    // What Python's json.dumps(nb, indent=1, ensure_ascii=False) + "\n" gave for it, character by character.
    private const string AsPythonWritesIt =
        """
        {
         "cells": [
          {
           "attachments": {
            "p.png": {
             "image/png": "iVBORw0KGgo="
            }
           },
           "cell_type": "markdown",
           "id": "intro",
           "metadata": {},
           "source": [
            "기울기 ∂L/∂θ 😀 & <b> 'quoted' + `code`\n",
            "tab\there, \"quotes\", back\\slash, \b\f\r and \u001b[31m, line\u2028separator"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "run-1",
           "metadata": {
            "strange": [
             1.0,
             1e5,
             -0,
             123456789012345678901234567890,
             true,
             null
            ]
           },
           "outputs": [],
           "source": []
          },
          {
           "cell_type": "raw",
           "id": "raw-1",
           "metadata": {
            "format": "text/latex"
           },
           "source": [
            "\\alpha"
           ]
          },
          {
           "cell_type": "poem",
           "source": "roses"
          }
         ],
         "zeta": "kept before alpha",
         "alpha": {},
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    private static readonly string Canonical = AsPythonWritesIt.ReplaceLineEndings("\n").Replace("\\u2028", "\u2028", StringComparison.Ordinal);

    public static TheoryData<string, string> NoNotebooks => new()
    {
        { "", "x.ipynb: the file is empty; expected a notebook (JSON, nbformat 4)" },
        { "hello", "x.ipynb:1:1: not valid JSON: 'h' is an invalid start of a value" },
        { "{\"cells\": [],\n \"nbformat\": 4,", "x.ipynb:2:16: the file ends in the middle of its JSON: it seems to be cut off" },
        { "{\"cells\": [tru", "x.ipynb:1:15: the file ends in the middle of its JSON: it seems to be cut off" },
        { "{\"cells\": [\"기울", "x.ipynb:1:15: the file ends in the middle of its JSON: it seems to be cut off" },
        { "{\"cells\": [],\n \"기\": oops}", "x.ipynb:2:7: not valid JSON: 'o' is an invalid start of a value" },
        { "[]", "x.ipynb:1:1: not a notebook: expected a JSON object with \"nbformat\" and \"cells\"" },
        { "{}", "x.ipynb:1:1: not a notebook: it has no \"nbformat\"; expected 4" },
        { "{\"worksheets\": [],\n \"nbformat\": 3}", "x.ipynb:2:2: nbformat is 3; expected 4: open the notebook in Jupyter and save it there as version 4" },
        { "{\"nbformat\": 5}", "x.ipynb:1:2: nbformat is 5; expected 4: open the notebook in Jupyter and save it there as version 4" },
        { "{\"nbformat\": \"4\"}", "x.ipynb:1:2: nbformat is \"4\"; expected 4: open the notebook in Jupyter and save it there as version 4" },
        { "{\"nbformat\": 4}", "x.ipynb:1:1: \"cells\" is no list; expected a list of cells" },
        { "{\"nbformat\": 4,\n\"cells\": {}}", "x.ipynb:2:1: \"cells\" is no list; expected a list of cells" },
        { "{\"nbformat\": 4,\n\"cells\": [{},\n  7]}", "x.ipynb:3:3: cell 2 is no object; expected { \"cell_type\": …, \"source\": … }" },
        { "{\"nbformat\": 4,\n\"cells\": [{\"cell_type\": \"code\",\n  \"source\": 7}]}", "x.ipynb:3:3: the source of cell 1 is neither a text nor a list of texts" },
        { "{\"nbformat\": 4,\n\"cells\": [{\"cell_type\": \"code\",\n  \"source\": [\"a\", null]}]}", "x.ipynb:3:3: the source of cell 1 is neither a text nor a list of texts" },
        { "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\",\n  \"outputs\": {}}]}", "x.ipynb:2:3: the outputs of cell 1 are no list" },
        { "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"outputs\": [\n{}, 3]}]}", "x.ipynb:2:5: output 2 of cell 1 is no object" },
        { "{\"nbformat\": 4, \"cells\": [],\n \"metadata\": {\"a\": 1, \"b\": {}, \"a\": 2}}", "x.ipynb:2:32: the key \"a\" stands twice in one object: remove one of the two" },
    };

    [Fact]
    public void A_notebook_in_Pythons_form_comes_out_character_by_character_as_it_went_in()
        => Assert.Equal(Canonical, Notebook.Parse(Canonical, "n").ToText());

    [Fact]
    public void A_notebook_in_another_form_comes_out_in_Pythons()
    {
        var compact = JsonNode.Parse(Canonical)!.AsObject();
        var markdown = compact["cells"]![0]!;
        markdown["source"] = string.Concat(markdown["source"]!.AsArray().Select(line => (string)line!));

        Assert.Equal(Canonical, Notebook.Parse(compact.ToJsonString(), "n").ToText());
    }

    [Theory]
    [MemberData(nameof(NoNotebooks))]
    public void What_is_no_notebook_is_named_in_one_line_with_its_place(string text, string message)
    {
        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(text, "x.ipynb"));
        Assert.Equal(message, error.Message);
        Assert.Equal("x.ipynb", error.File);
        if (error.Line is { } line) Assert.StartsWith($"x.ipynb:{line}:{error.Column}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_show_kind_source_id_and_language()
    {
        var notebook = Notebook.Parse(Canonical, "n");
        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Raw, CellKind.Unknown], notebook.Cells.Select(c => c.Kind));
        Assert.Equal(["intro", "run-1", "raw-1", "cell-4"], notebook.Cells.Select(c => c.Id));
        Assert.Equal([0, 1, 2, 3], notebook.Cells.Select(c => c.Index));
        Assert.Equal(["\\alpha", "roses"], notebook.Cells.Skip(2).Select(c => c.Source));
        Assert.Equal("C#", notebook.Language);
        Assert.NotNull(notebook.Cells[0].Attachments);
        Assert.Null(notebook.Cells[1].ExecutionCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("one line")]
    [InlineData("two\nlines\n")]
    [InlineData("\r\nwindows\r\n\r\n")]
    public void A_source_that_is_set_comes_back(string source)
    {
        var notebook = Notebook.Parse(Canonical, "n");
        notebook.Cells[1].Source = source;
        Assert.Equal(source, Notebook.Parse(notebook.ToText(), "n").Cells[1].Source);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_survives_in_values_and_in_keys()
    {
        var text = Canonical.Replace("kept before alpha", @"half \ud83d, C:\\u0041 \n", StringComparison.Ordinal)
            .Replace("\"strange\"", "\"\\ude00 strange\"", StringComparison.Ordinal);
        Assert.Equal(text, Notebook.Parse(text, "n").ToText());
    }

    [Fact]
    public void A_nesting_of_200_lists_is_read_and_one_of_10000_is_refused_in_one_line()
    {
        string Nested(int depth) => $$"""{"nbformat":4,"cells":[],"x":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        Assert.Equal(Nested(200), Notebook.Parse(Nested(200), "n").ToText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(Nested(10_000), "n"));
        Assert.DoesNotContain('\n', error.Message);
    }
}
