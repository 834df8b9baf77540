using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>
/// Reference values that PyTorch and NumPy computed. The folder is lib/tests/golden, or what the environment variable GOLDEN
/// names (a relative one counts from the repository's root), so that other files of the same form can be tried.
/// </summary>
internal static class GoldenFile
{
    private static readonly string Folder = Path.Combine(
        Repository.Root, Environment.GetEnvironmentVariable("GOLDEN") is { Length: > 0 } named ? named : "lib/tests/golden");

    /// <summary>A whole file.</summary>
    internal static JsonElement Root(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    /// <summary>The cases of a file, in its order.</summary>
    internal static IReadOnlyList<JsonElement> Cases(string file) => [.. Root(file).GetProperty("cases").EnumerateArray()];

    /// <summary>The runs of a file, in its order.</summary>
    internal static IReadOnlyList<JsonElement> Runs(string file) => [.. Root(file).GetProperty("runs").EnumerateArray()];

    /// <summary>The names of a file's cases, for a theory.</summary>
    internal static TheoryData<string> Names(string file, Func<JsonElement, bool>? where = null)
        => [.. Cases(file).Where(where ?? (_ => true)).Select(Name)];

    internal static JsonElement Run(string file, string name) => Runs(file).Single(element => Name(element) == name);

    internal static JsonElement Case(string file, string name) => Cases(file).Single(element => Name(element) == name);

    internal static double Number(this JsonElement element, string property) => element.GetProperty(property).GetDouble();

    internal static int Count(this JsonElement element, string property) => element.GetProperty(property).GetInt32();

    internal static double[] Numbers(this JsonElement element, string property) => [.. element.GetProperty(property).EnumerateArray().Select(item => item.GetDouble())];

    /// <summary>A number, an array or an array of rows.</summary>
    internal static Tensor Tensor(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number) return element.GetDouble();
        var items = element.EnumerateArray().ToArray();
        if (items.Length == 0 || items[0].ValueKind == JsonValueKind.Number) return items.Select(item => item.GetDouble()).ToArray();
        var columns = items[0].GetArrayLength();
        return DeepLearningMath.Tensor.FromValues(
            Shape.Matrix(items.Length, columns), [.. items.SelectMany(row => row.EnumerateArray()).Select(item => item.GetDouble())]);
    }

    /// <summary>|a − b| ≤ 1e-9 · max(1, |b|) in every place, and the same shape.</summary>
    internal static void Equal(Tensor expected, Tensor actual, string what)
    {
        Assert.True(expected.Shape == actual.Shape, $"{what}: shape {actual.Shape}, expected {expected.Shape}");
        foreach (var (a, b) in actual.ToArray().Zip(expected.ToArray()))
            Assert.True(Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(b)), $"{what}: {a:R}, expected {b:R}");
    }

    internal static string Name(JsonElement element) => element.GetProperty("id").GetString()!;
}
