using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz.Targets;

/// <summary>Real notebooks, in pieces that are quick to try, and texts made at random.</summary>
internal static class Samples
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, IndentSize = 1, NewLine = "\n" };

    private static readonly Lazy<List<JsonObject>> s_notebooks = new(() => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "lib", "tests", "samples"), "*.ipynb", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb"))
        .Order(StringComparer.Ordinal)
        .Select(file => JsonNode.Parse(File.ReadAllText(file)))
        .OfType<JsonObject>()]);

    /// <summary>The cells of all notebooks that are not larger than most.</summary>
    public static IEnumerable<JsonObject> Cells => s_notebooks.Value
        .SelectMany(notebook => notebook["cells"] as JsonArray ?? [])
        .OfType<JsonObject>()
        .Where(cell => cell.ToJsonString().Length < 4_000);

    /// <summary>Notebooks of one real cell each, and the smallest whole ones.</summary>
    public static IEnumerable<byte[]> Notebooks => s_notebooks.Value.Where(notebook => notebook.ToJsonString().Length < 5_000).Select(Indented)
        .Concat(s_notebooks.Value.SelectMany(notebook => (notebook["cells"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(cell => cell.ToJsonString().Length < 1_500)
            .Where((_, i) => i % 5 == 0)
            .Select(cell =>
            {
                var small = new JsonObject();
                foreach (var (name, value) in notebook) small[name] = name == "cells" ? new JsonArray(cell.DeepClone()) : value?.DeepClone();
                return Indented(small);
            })));

    /// <summary>Texts of which most are odd.</summary>
    public static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.Elements("", "a", "x_1", "\n", "기울기\n", "😀", "\u2028", "\"\\/\b\u0001\u007f", "<b>&amp;'+", "\ud83d", "line\r\n", "\ufeff", "\ue000", "%2e%2e/", "\u202e", "İ", "ı", "0", "-1.5e300"),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ArrayOf(3).Select(string.Concat);

    /// <summary>JSON values; keys are from <paramref name="keys"/> or odd.</summary>
    public static Gen<string> Json(int depth, params string[] keys)
    {
        var leaves = Gen.OneOf(
            Gen.Elements("0", "-0", "1.0", "1e5", "1E+2", "4", "12345678901234567890123", "5e-324", "true", "false", "null", "{}", "[]"), Texts.Select(Quoted));
        return depth == 0 ? leaves : Gen.OneOf(
            leaves,
            Some(Json(depth - 1, keys), 4).Select(list => $"[{string.Join(",", list)}]"),
            Object(keys.Length == 0 ? ["a"] : keys, Json(depth - 1, keys)));
    }

    /// <summary>No more than a few of these.</summary>
    public static Gen<T[]> Some<T>(Gen<T> one, int most) => Gen.Choose(0, most).SelectMany(count => one.ArrayOf(count));

    /// <summary>An object with some of these keys, and perhaps others.</summary>
    public static Gen<string> Object(string[] keys, Gen<string> values)
        => Gen.OneOf(Gen.Elements(keys), Gen.Elements(keys), Texts).ArrayOf(5).SelectMany(names => values.ArrayOf(5).Select(some =>
            $"{{{string.Join(",", names.Distinct().Zip(some, (name, value) => $"{Quoted(name)}:{value}"))}}}"));

    /// <summary>A text as JSON, in ASCII: halves of characters can be said so.</summary>
    public static string Quoted(string text) => $"\"{string.Concat(text.Select(c => c is < ' ' or > '~' or '"' or '\\'
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()))}\"";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Indented(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, s_indented);
}
