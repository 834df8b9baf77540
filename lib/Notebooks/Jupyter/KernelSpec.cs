using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>A kernel that Jupyter clients can find: a folder with a <c>kernel.json</c>.</summary>
/// <param name="Name">The name by which notebooks ask for it, which is the folder's.</param>
/// <param name="Folder">The folder.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Language">The language.</param>
/// <param name="Command">What starts it.</param>
/// <param name="Owner">Which program installed it, if it says so the way <see cref="KernelSpecs"/> does.</param>
public sealed record KernelSpec(string Name, string Folder, string DisplayName, string Language, IReadOnlyList<string> Command, string? Owner)
{
    private const string OwnerField = "installed_by";

    /// <summary>The name of the file in a kernel's folder.</summary>
    public const string FileName = "kernel.json";

    /// <summary>Reads a folder; null if it holds no kernel. One that cannot be read is a kernel that nothing is known of.</summary>
    public static KernelSpec? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        var json = new JsonObject();
        try
        {
            json = JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject ?? json;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            // It takes up its name all the same.
        }
        return new(
            Path.GetFileName(folder),
            folder,
            json.Text("display_name") ?? "",
            json.Text("language") ?? "",
            [.. (json["argv"] as JsonArray ?? []).Select(item => item?.ToString() ?? "")],
            (json["metadata"] as JsonObject)?.Text(OwnerField));
    }

    /// <summary>The content of <c>kernel.json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["argv"] = new JsonArray([.. Command.Select(item => JsonValue.Create(item))]),
        ["display_name"] = DisplayName,
        ["language"] = Language,
        ["interrupt_mode"] = "message",
        ["env"] = new JsonObject(RuntimeSettings.OfKernel.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["metadata"] = new JsonObject { [OwnerField] = Owner },
    };
}
