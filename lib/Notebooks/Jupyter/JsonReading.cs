using System.Text.Json.Nodes;

namespace Notebooks.Jupyter;

/// <summary>Reads fields of JSON that may be of any form: what is missing or of another type is the default.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonObject json, string name)
    {
        try
        {
            return json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a character, written as an escape, is valid JSON and no text.
            return null;
        }
    }

    public static bool Flag(this JsonObject json, string name, bool otherwise)
        => json[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    public static int? Number(this JsonObject json, string name)
        => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
