using System.Globalization;
using Notebooks.Execution;

namespace Course;

/// <summary>A failed cell in words.</summary>
internal static class Failure
{
    private const int LongestMessage = 300;

    /// <summary><c>notebook: cell 5 (predict-2), line 3: DivideByZeroException: …</c></summary>
    public static string Line(NotebookOutcome outcome, CellOutcome cell)
        => $"{NotebookFiles.Shown(outcome.Notebook.Path!)}: cell {Number(cell)} ({cell.Cell.Id}){Place(cell)}: {Message(cell)}";

    /// <summary>The cell's number, as a person counts: from 1, all cells.</summary>
    public static string Number(CellOutcome cell) => (cell.Cell.Index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>The error with its line, for a table.</summary>
    public static string Short(CellOutcome cell) => cell.Result?.Error is null ? "" : $"{Place(cell).TrimStart(',', ' ')}: {Message(cell)}".TrimStart(':', ' ');

    private static string Place(CellOutcome cell)
        => cell.Result?.Error?.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : "";

    private static string Message(CellOutcome cell)
    {
        var error = cell.Result!.Error;
        if (error is null) return $"the cell was not run to its end ({cell.Result.Status})";
        var message = error.Message.Split('\n', '\r')[0].Trim();
        return $"{error.Name}: {(message.Length <= LongestMessage ? message : message[..LongestMessage] + "…")}";
    }
}
