using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Lessons.Tests;

/// <summary>A table of a lesson's text: the texts of its cells as they are written, the header apart.</summary>
internal sealed record MarkdownTable(string[] Header, string[][] Rows)
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

    public static IEnumerable<MarkdownTable> In(string markdown)
    {
        return Markdown.Parse(markdown, _pipeline).Descendants<Table>()
            .Select(table => table.OfType<TableRow>().Select(Texts).ToArray())
            .Select(rows => new MarkdownTable(rows[0], rows[1..]));

        string[] Texts(TableRow row)
            => [.. row.Select(cell => cell.Span.IsEmpty ? "" : markdown.Substring(cell.Span.Start, cell.Span.Length).Trim(' ', '|'))];
    }
}
