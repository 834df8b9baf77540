using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using Notebooks.Documents;

namespace Fuzz.Targets;

/// <summary>What a notebook's file holds is there after reading and writing: every value, every key in its place, every number's text.</summary>
internal sealed class RoundTripTarget : Target
{
    private static readonly JsonSerializerOptions s_deep = new() { MaxDepth = 512 };

    private readonly NotebookTarget _notebooks = new();

    public override string Name => "roundtrip";

    public override IReadOnlyList<string> Words => _notebooks.Words;

    public override Gen<byte[]> Whole => _notebooks.Whole;

    public override IEnumerable<byte[]> Seeds() => Samples.Notebooks;

    public override string Run(byte[] input)
    {
        Notebook notebook;
        try
        {
            notebook = Notebook.Parse(input, "n.ipynb");
        }
        catch (NotebookFormatException)
        {
            return "refused";
        }
        var text = notebook.ToText();
        BrokenException.Unless(Notebook.Parse(text, "n.ipynb").ToText() == text, "What was written is written the same way again");

        var written = Samples.Utf8(text);
        using var before = SecondReader.Read(input)!;
        using var after = SecondReader.Read(written)!;
        RequireSame(before.RootElement, after.RootElement, "");
        if (input.Length % 97 == 0)
        {
            var file = Write([]);
            notebook.Save(file);
            BrokenException.Unless(File.ReadAllBytes(file).AsSpan().SequenceEqual(written), "A file holds what was saved");
            BrokenException.Unless(Directory.GetFiles(Scratch.Folder, $".{Name}.*").Length == 0, "Saving leaves nothing else behind");
        }
        return string.Join(' ', notebook.Cells.Select(cell => cell.Kind).Distinct().Order());
    }

    /// <summary>A value of the document replaced, taken away, doubled, or put deeper: the result is JSON again.</summary>
    public override byte[]? Mutate(byte[] input, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(input, documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(root, random);
        try
        {
            return root is null ? null : JsonSerializer.SerializeToUtf8Bytes(root, s_deep);
        }
        catch (JsonException)
        {
            // Half a character, which this writer does not write.
            return null;
        }
    }

    private void Change(JsonNode? node, Random random)
    {
        while (true)
        {
            var count = node switch { JsonObject o => o.Count, JsonArray a => a.Count, _ => 0 };
            if (count == 0) return;
            var index = random.Next(count);
            var child = node is JsonObject map ? map.GetAt(index).Value : ((JsonArray)node!)[index];
            if (child is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } && random.Next(4) > 0)
            {
                node = child;
                continue;
            }
            var value = random.Next(6) switch
            {
                0 => null,
                1 => new JsonArray(child?.DeepClone(), child?.DeepClone()),
                2 => new JsonObject { [Word(random)] = child?.DeepClone() },
                3 => JsonValue.Create(Word(random)),
                4 => JsonValue.Create(random.Next() * random.NextDouble()),
                _ => JsonNode.Parse("12345678901234567890.10"),
            };
            if (node is JsonObject owner)
            {
                if (random.Next(4) == 0) owner.RemoveAt(index);
                else if (random.Next(3) == 0) owner[Word(random)] = value;
                else owner.SetAt(index, value);
            }
            else if (node is JsonArray list)
            {
                if (random.Next(4) == 0) list.RemoveAt(index);
                else list[index] = value;
            }
            return;
        }
    }

    private static string Word(Random random) => random.Next(8) switch
    {
        0 => "",
        1 => "source",
        2 => "outputs",
        3 => "cell_type",
        4 => "\u2028\u007f\b",
        5 => "기울기 😀",
        6 => "code",
        _ => "a\nb\r\nc",
    };

    // Sources may become lists of lines; nothing else may change.
    private static void RequireSame(JsonElement before, JsonElement after, string path)
    {
        if (before.ValueKind == JsonValueKind.String && after.ValueKind == JsonValueKind.Array && path.EndsWith("/source", StringComparison.Ordinal) && path.StartsWith("/cells/", StringComparison.Ordinal))
        {
            Hold(SecondReader.Text(before) == string.Concat(after.EnumerateArray().Select(SecondReader.Text)), path);
            return;
        }
        Hold(before.ValueKind == after.ValueKind, path);
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                var (ours, theirs) = (before.EnumerateObject().ToList(), after.EnumerateObject().ToList());
                Hold(ours.Select(SecondReader.Name).SequenceEqual(theirs.Select(SecondReader.Name)), path);
                foreach (var (one, other) in ours.Zip(theirs)) RequireSame(one.Value, other.Value, $"{path}/{SecondReader.Name(one)}");
                break;
            case JsonValueKind.Array:
                Hold(before.GetArrayLength() == after.GetArrayLength(), path);
                foreach (var (one, other) in before.EnumerateArray().Zip(after.EnumerateArray())) RequireSame(one, other, $"{path}/");
                break;
            case JsonValueKind.String:
                Hold(SecondReader.Text(before) == SecondReader.Text(after), path);
                break;
            case JsonValueKind.Number:
                Hold(before.GetRawText() == after.GetRawText(), path);
                break;
        }
    }

    private static void Hold(bool holds, string path) => BrokenException.Unless(holds, "Nothing of a notebook is lost", path);
}
