using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Documents;

namespace Fuzz.Targets;

/// <summary>Notebooks are read whole or refused with a reason, and a second reader sees the same in them.</summary>
internal sealed class NotebookTarget : Target
{
    private const string File = "n.ipynb";

    public override string Name => "notebook";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\"nbformat\": 4", "\"nbformat\": 3", "\"nbformat_minor\": 5", "\"cells\": []", "\"cells\"", "\"cell_type\": \"code\"", "\"cell_type\": \"markdown\"", "\"raw\"", "\"source\": \"x\"", "\"source\": [\"x\\n\"]",
        "\"outputs\": []", "\"output_type\": \"stream\"", "\"display_data\"", "\"error\"", "\"data\": {}", "\"text/plain\"", "\"metadata\": {}", "\"id\"", "\"attachments\"", "\"execution_count\": null",
        "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud83d", "null", "1e400", "{\"a\":", "[[[[[[[[", "\ufeff",
    ];

    public override Gen<byte[]> Whole { get; } = Samples.Some(
            from kind in Gen.Elements("markdown", "code", "raw", "poem")
            from source in Gen.OneOf(Gen.Elements("\"s\"", "[]"), Samples.Json(1))
            from outputs in Samples.Some(Samples.Json(2, "output_type", "data", "text", "name", "metadata", "ename"), 3)
            select $$"""{"cell_type": "{{kind}}", "outputs": [{{string.Join(",", outputs)}}], "source": {{source}}, "metadata": {} }""", 5)
        .SelectMany(cells =>
            from metadata in Samples.Json(2, "kernelspec", "language", "language_info", "name")
            from version in Gen.Elements("4", "4", "4", "3", "4.0", "\"4\"")
            select Bytes($$"""{"nbformat_minor": 5, "cells": [{{string.Join(",", cells)}}], "metadata": {{metadata}}, "nbformat": {{version}}}"""));

    public override IEnumerable<byte[]> Seeds() => Samples.Notebooks;

    public override string Run(byte[] input)
    {
        Notebook notebook;
        try
        {
            notebook = Notebook.Parse(input, File);
        }
        catch (NotebookFormatException error)
        {
            var reason = Refusal(error, File);
            if (error.Line is { } line)
            {
                BrokenException.Unless(line >= 1 && line <= input.Count(b => b == '\n') + 1, "A place is in the file", reason);
                BrokenException.Unless(error.Column >= 1 && error.Column <= input.Length + 1, "A place is in the file", reason);
            }
            using var refused = SecondReader.Read(input);
            var blamesJson = reason.Contains("not valid JSON", StringComparison.Ordinal) || reason.Contains("cut off", StringComparison.Ordinal);
            BrokenException.Unless(!blamesJson || refused is null, "What is JSON is not refused as no JSON", reason);
            return reason;
        }

        using var read = SecondReader.Read(input);
        BrokenException.Unless(read is not null, "What is no JSON is refused");
        var root = read!.RootElement;
        BrokenException.Unless(SecondReader.Property(root, "nbformat")?.GetRawText() == "4", "Only version 4 is read");
        var cells = SecondReader.Property(root, "cells")!.Value.EnumerateArray().ToList();
        BrokenException.Unless(cells.Count == notebook.Cells.Count, "No cell is lost", $"{notebook.Cells.Count} of {cells.Count}");
        foreach (var (cell, theirs) in notebook.Cells.Zip(cells))
        {
            var kind = SecondReader.Property(theirs, "cell_type") is { ValueKind: JsonValueKind.String } type ? SecondReader.Text(type) : "";
            BrokenException.Unless(cell.Kind == (kind switch { "code" => CellKind.Code, "markdown" => CellKind.Markdown, "raw" => CellKind.Raw, _ => CellKind.Unknown }), "A cell's kind is what the file says", kind);
            BrokenException.Unless(cell.Kind == CellKind.Unknown || cell.Source == SecondReader.Source(theirs), "A cell's source is what the file says", cell.Source);
            var outputs = SecondReader.Property(theirs, "outputs") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Count(o => o.ValueKind == JsonValueKind.Object) : 0;
            BrokenException.Unless(cell.Outputs.Count == outputs, "No output is lost", $"{cell.Outputs.Count} of {outputs}");
            _ = (cell.Id, cell.ExecutionCount, cell.Attachments);
        }
        return $"{notebook.Language} {string.Join(' ', notebook.Cells.Select(cell => cell.Kind).Distinct().Order())} {string.Join(' ', notebook.Cells.SelectMany(cell => cell.Outputs).Select(output => output.GetType().Name).Distinct().Order())}";
    }
}
