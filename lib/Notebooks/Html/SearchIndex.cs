using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notebooks.Html;

/// <summary>What the pages' search looks through.</summary>
public static partial class SearchIndex
{
    /// <summary>The index as a script, since a page that is opened from a file can load nothing else. Pages find it by <see cref="PageOptions.SearchIndex"/>.</summary>
    /// <param name="pages">The pages in the order in which they are read, and how they are reached from each other.</param>
    /// <returns>The script; the same pages give the same text.</returns>
    public static string Write(IEnumerable<(string Href, NotebookPage Page)> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        Entry[] entries = [.. pages.Select(page => new Entry(page.Href, page.Page.Title, page.Page.Sections))];
        return $"globalThis.notebookIndex = {JsonSerializer.Serialize(entries, IndexJson.Readable.EntryArray)};\n";
    }

    private sealed record Entry(string Href, string Title, IReadOnlyList<SearchSection> Sections);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Entry[]))]
    private sealed partial class IndexJson : JsonSerializerContext
    {
        // A file of its own, not part of a page: nothing in it has to be hidden from HTML.
        public static IndexJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
    }
}
