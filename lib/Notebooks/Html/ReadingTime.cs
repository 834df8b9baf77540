using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>How long a notebook takes to read, from its words and its code.</summary>
public static class ReadingTime
{
    // A page of a text book with formulas is read slower than a story; code is read line by line.
    private const double WordsAMinute = 150;
    private const double LinesOfCodeAMinute = 10;

    /// <summary>The time in minutes: a multiple of 5, at least 5.</summary>
    public static int Minutes(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var words = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Sum(cell => cell.Source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Sum(cell => cell.Source.Split('\n').Length);
        return Math.Max(5, (int)Math.Round((words / WordsAMinute + code / LinesOfCodeAMinute) / 5, MidpointRounding.AwayFromZero) * 5);
    }
}
