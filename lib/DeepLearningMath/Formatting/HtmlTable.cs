using System.Text;

namespace DeepLearningMath;

/// <summary>Writes tables of numbers as HTML; long ones are shortened in the middle.</summary>
internal static class HtmlTable
{
    /// <summary>The numbers from 0 up to a count, with −1 for the gap where the middle is left away.</summary>
    public static IEnumerable<int> Shortened(int count, int ends = 5) => count <= 2 * ends + 2
        ? Enumerable.Range(0, count)
        : [.. Enumerable.Range(0, ends), -1, .. Enumerable.Range(count - ends, ends)];

    /// <param name="caption">What the table shows.</param>
    /// <param name="head">The columns' names; none for a table of plain numbers.</param>
    /// <param name="rows">The cells, row by row.</param>
    /// <param name="hasNamedRows">Whether the first cell of a row says what the others are.</param>
    public static string Write(string caption, IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows, bool hasNamedRows = false)
    {
        var html = new StringBuilder($"<table style=\"text-align:right\"><caption>{Readable.Html(caption)}</caption>");
        var names = string.Concat(head.Select(name => $"<th scope=\"col\">{Readable.Html(name)}</th>"));
        if (names.Length > 0) html.Append("<thead><tr>").Append(names).Append("</tr></thead>");
        html.Append("<tbody>");
        foreach (var row in rows) html.Append("\n<tr>").Append(string.Concat(row.Select((cell, i) => hasNamedRows && i == 0 ? $"<th scope=\"row\">{Readable.Html(cell)}</th>" : $"<td>{Readable.Html(cell)}</td>"))).Append("</tr>");
        return html.Append("\n</tbody></table>").ToString();
    }
}
