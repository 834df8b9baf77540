using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Documents;

namespace Notebooks.Tests.Documents;

/// <summary>Notebooks made at random, of every minor version, with fields, cells and outputs that nobody knows.</summary>
public sealed class RoundTripProperties
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements("", "a", "\n", "기울기\n", "😀", "\u2028", "\"\\/\b\u0001\u007f", "<b>&amp;'+", "\ud83d", "line\r\n", "\ufeff", "\ue000"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get))
        .ArrayOf(3).Select(string.Concat);

    private static readonly Gen<string> Keys = Gen.Elements("id", "metadata", "source", "x", "tags", "é", "😀", "", "a b", "name");

    private static readonly Gen<string> Numbers = Gen.Elements("0", "-0", "1.0", "1e5", "1E+2", "-3.14", "12345678901234567890123", "5e-324");

    private static readonly Gen<string> CellTexts = Gen.Elements("markdown", "code", "raw", "poem").SelectMany(kind =>
        Gen.OneOf(Texts.Select(JsonOf), Texts.ListOf().Select(lines => $"[{string.Join(",", lines.Select(JsonOf))}]")).SelectMany(source =>
        Values(2).SelectMany(unknown => Values(1).ListOf().Select(list => list.Take(3)).Select(outputs =>
            $$"""{"unknown": {{unknown}}, "cell_type": "{{kind}}", "outputs": [{{string.Join(",", outputs.Select(o => $$"""{"x":{{o}}}"""))}}], "source": {{source}}}"""))));

    private static readonly Arbitrary<string> NotebookTexts = CellTexts.ListOf().SelectMany(cells => Values(3).SelectMany(metadata =>
        Gen.Choose(0, 5).Select(minor =>
            $$"""{"nbformat_minor": {{minor}}, "cells": [{{string.Join(",", cells)}}], "unknown": {{metadata}}, "nbformat": 4}"""))).ToArbitrary();

    private static Gen<string> Values(int depth)
    {
        var leaves = Gen.OneOf(Numbers, Texts.Select(JsonOf), Gen.Elements("true", "false", "null", "{}", "[]"));
        return depth == 0 ? leaves : Gen.OneOf(
            leaves,
            Values(depth - 1).ListOf().Select(list => $"[{string.Join(",", list.Take(4))}]"),
            Keys.ListOf().SelectMany(keys => Values(depth - 1).ArrayOf(20).Select(values =>
                $"{{{string.Join(",", keys.Distinct().Zip(values, (key, value) => $"{JsonOf(key)}:{value}"))}}}")));
    }

    // Everything beyond ASCII escaped: the other way of writing the same text.
    private static string JsonOf(string text) => $"\"{string.Concat(text.Select(c => c is < ' ' or > '~' or '"' or '\\'
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : c.ToString()))}\"";

    private static void Hold(Func<string, bool> property) => Prop.ForAll(NotebookTexts, property).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_written_is_written_the_same_way_again()
        => Hold(text => Notebook.Parse(text, "n").ToText() is var once && Notebook.Parse(once, "n").ToText() == once);

    [Fact]
    public void The_order_of_cells_their_kinds_and_their_sources_survive()
        => Hold(text =>
        {
            var before = Notebook.Parse(text, "n");
            var after = Notebook.Parse(before.ToText(), "n");
            return before.Cells.Select(c => (c.Kind, c.Source, c.Id)).SequenceEqual(after.Cells.Select(c => (c.Kind, c.Source, c.Id)));
        });

    [Fact]
    public void Unknown_fields_the_order_of_keys_and_the_text_of_numbers_survive()
        => Hold(text => Fields(text).SequenceEqual(Fields(Notebook.Parse(text, "n").ToText())));

    [Fact]
    public void Running_touches_nothing_but_outputs_and_counts()
        => Hold(text =>
        {
            var (before, after) = (Notebook.Parse(text, "n"), Notebook.Parse(text, "n"));
            foreach (var cell in after.Cells.Where(c => c.Kind == CellKind.Code))
            {
                cell.ClearOutputs();
                cell.Add(new StreamOutput("stdout", "x"));
                cell.ExecutionCount = 1;
            }
            foreach (var cell in before.Cells.Concat(after.Cells).Where(c => c.Kind == CellKind.Code))
            {
                cell.Json.Remove("outputs");
                cell.Json.Remove("execution_count");
            }
            return before.ToText() == after.ToText();
        });

    // Every value with the way to it, in the order of the document, read without the code under test.
    private static List<string> Fields(string notebook)
    {
        var found = new List<string>();
        using var document = JsonDocument.Parse(notebook);
        Walk(document.RootElement, "");
        return found;

        void Walk(JsonElement value, string path)
        {
            if (value.ValueKind == JsonValueKind.Object)
                foreach (var property in value.EnumerateObject().Where(p => p.Name != "source")) Walk(property.Value, $"{path}/{property.Name}");
            else if (value.ValueKind == JsonValueKind.Array)
                foreach (var item in value.EnumerateArray()) Walk(item, $"{path}/");
            found.Add($"{path}={(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.ValueKind == JsonValueKind.String ? Text(value) : value.ValueKind)}");
        }
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "half of a surrogate pair, which that reader does not give";
        }
    }
}
