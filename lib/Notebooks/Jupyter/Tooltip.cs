using System.Globalization;
using System.Net;
using System.Text;
using Notebooks.Documents;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>What is known of a name, as text and as HTML.</summary>
internal static class Tooltip
{
    // More overloads than this are counted, not listed.
    private const int MostSignatures = 12;

    public static MimeBundle Of(Inspection inspection) => new(("text/plain", Plain(inspection)), ("text/html", Html(inspection)));

    private static string Plain(Inspection inspection)
    {
        var text = new StringBuilder(string.Join('\n', Signatures(inspection)));
        if (inspection.Documentation is not { } documentation) return text.ToString();
        if (documentation.Summary.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\n\n{documentation.Summary}");
        Section("Parameters", documentation.Parameters.Select(parameter => $"  {parameter.Name}: {Indented(parameter.Text)}"));
        Section("Returns", documentation.Returns.Length > 0 ? [$"  {Indented(documentation.Returns)}"] : []);
        Section("Errors", documentation.Exceptions.Select(exception => $"  {exception.Name}: {Indented(exception.Text)}"));
        if (documentation.Remarks.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\n\n{documentation.Remarks}");
        return text.ToString();

        void Section(string title, IEnumerable<string> lines)
        {
            var all = string.Join('\n', lines);
            if (all.Length > 0) text.Append(CultureInfo.InvariantCulture, $"\n\n{title}\n{all}");
        }

        static string Indented(string lines) => lines.Replace("\n", "\n    ", StringComparison.Ordinal);
    }

    private static string Html(Inspection inspection)
    {
        var html = new StringBuilder($"<pre><code>{WebUtility.HtmlEncode(string.Join('\n', Signatures(inspection)))}</code></pre>");
        if (inspection.Documentation is not { } documentation) return html.ToString();
        Paragraphs(documentation.Summary);
        Section("Parameters", documentation.Parameters);
        if (documentation.Returns.Length > 0) Section("Returns", [("", documentation.Returns)]);
        Section("Errors", documentation.Exceptions);
        Paragraphs(documentation.Remarks);
        return html.ToString();

        void Paragraphs(string text)
        {
            foreach (var paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) html.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(paragraph)}</p>");
        }

        void Section(string title, IReadOnlyList<(string Name, string Text)> entries)
        {
            if (entries.Count == 0) return;
            html.Append(CultureInfo.InvariantCulture, $"<p><b>{title}</b></p><dl>");
            foreach (var (name, text) in entries)
                html.Append(CultureInfo.InvariantCulture, $"{(name.Length > 0 ? $"<dt><code>{WebUtility.HtmlEncode(name)}</code></dt>" : "")}<dd>{WebUtility.HtmlEncode(text)}</dd>");
            html.Append("</dl>");
        }
    }

    private static IEnumerable<string> Signatures(Inspection inspection) => inspection.Signatures.Count <= MostSignatures
        ? inspection.Signatures
        : inspection.Signatures.Take(MostSignatures).Append($"… and {inspection.Signatures.Count - MostSignatures} more");
}
