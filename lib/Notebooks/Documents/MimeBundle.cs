using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Notebooks.Documents;

/// <summary>One value in several forms, by MIME type, in the order in which they were offered.</summary>
/// <remarks>Forms of text (also <c>image/svg+xml</c>, and images in Base64) are JSON strings;
/// <c>application/json</c> and <c>application/*+json</c> are JSON values of any kind.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "Jupyter's own word for it.")]
public sealed class MimeBundle : IReadOnlyDictionary<string, JsonNode>
{
    private readonly List<KeyValuePair<string, JsonNode>> _entries = [];

    /// <summary>A bundle of these forms: <c>new MimeBundle(("text/plain", "3"), ("text/html", "<![CDATA[<b>3</b>]]>"))</c>.</summary>
    /// <param name="entries">MIME types and values; of one that comes twice, the last value stays, in the first place.
    /// A value that belongs to another document is copied.</param>
    public MimeBundle(params IEnumerable<(string Mime, JsonNode Value)> entries)
    {
        foreach (var (mime, value) in entries)
        {
            var entry = KeyValuePair.Create(mime, value.Parent is null ? value : value.DeepClone());
            var index = _entries.FindIndex(e => e.Key == mime);
            if (index < 0) _entries.Add(entry);
            else _entries[index] = entry;
        }
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _entries.Select(e => e.Key);

    /// <inheritdoc/>
    public IEnumerable<JsonNode> Values => _entries.Select(e => e.Value);

    /// <inheritdoc/>
    public JsonNode this[string key] => TryGetValue(key, out var value)
        ? value
        : throw new KeyNotFoundException($"no {key} here, only {string.Join(", ", Keys)}");

    /// <summary>Whether values of this type are JSON of any kind, rather than text.</summary>
    public static bool IsJson(string mime) => mime == "application/json"
        || (mime.StartsWith("application/", StringComparison.Ordinal) && mime.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>The text under <paramref name="mime"/>; null if there is none, or if it is not a text.</summary>
    public string? Text(string mime)
        => TryGetValue(mime, out var value) && value is JsonValue text && text.TryGetValue<string>(out var content) ? content : null;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _entries.Exists(e => e.Key == key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonNode value)
    {
        value = _entries.Find(e => e.Key == key).Value;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, JsonNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The bundle as nbformat stores it: texts as lists of lines.</summary>
    internal JsonObject ToJson() => new(_entries.Select(e => KeyValuePair.Create(e.Key,
        e.Value is JsonValue value && !IsJson(e.Key) && value.TryGetValue<string>(out var text)
            ? MultilineText.ToLines(text)
            : (JsonNode?)e.Value.DeepClone())));

    /// <summary>The bundle in an nbformat output; null if there is no object to read.</summary>
    internal static MimeBundle? FromJson(JsonNode? json) => json is not JsonObject data ? null : new(
        from e in data
        where e.Value is not null
        select (e.Key, IsJson(e.Key) ? e.Value : MultilineText.FromJson(e.Value) ?? e.Value));
}
