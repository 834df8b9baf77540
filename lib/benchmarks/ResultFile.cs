using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks;

/// <summary>The latest run as a file, for programs.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Where it is, with whatever else a run leaves behind.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "lib", "benchmarks", "results");

    /// <summary>The file.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Folder, "latest.json");

    /// <summary>Writes the file.</summary>
    public static void Write(Machine machine, IReadOnlyDictionary<string, string> versions, IReadOnlyList<Result> results)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path, ToText(machine, versions, results));
    }

    /// <summary>What the file holds: <c>machine</c>, <c>versions</c>, and for each of <c>rows</c> the medians in seconds; null is what could not be measured.</summary>
    public static string ToText(Machine machine, IReadOnlyDictionary<string, string> versions, IReadOnlyList<Result> results) => new JsonObject
    {
        ["machine"] = JsonSerializer.SerializeToNode(machine, s_readable),
        ["versions"] = JsonSerializer.SerializeToNode(versions),
        ["rows"] = new JsonArray([.. results.Select(result => new JsonObject
        {
            ["work"] = result.Work,
            ["peer"] = result.IsMissing || result.IsFailure ? $"{result.Peer}: {result.Note}" : result.Peer,
            ["ours_seconds"] = result.Ours?.Median,
            ["peer_seconds"] = result.Theirs?.Median,
            ["ratio"] = result.Ratio,
            ["goal"] = result.Goal,
            ["threads"] = result.Threads,
        })]),
    }.ToJsonString(s_readable) + "\n";
}
