using System.Text.RegularExpressions;
using Notebooks.Documents;

namespace Course;

/// <summary>What the course says of a lesson elsewhere than in it.</summary>
/// <param name="File">The notebook's name.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Question">The question that it answers: what follows the heading.</param>
/// <param name="Minutes">About how long a reader takes, estimated from the text and the code.</param>
internal sealed partial record Lesson(string File, string Title, string Question, int Minutes)
{
    // A page of a text book with formulas is read slower than a story; code is read line by line.
    private const double WordsAMinute = 150;
    private const double LinesOfCodeAMinute = 10;

    /// <summary>The name of its page.</summary>
    public string Page => Path.ChangeExtension(File, ".html");

    /// <summary>Reads it from the notebook's text.</summary>
    public static Lesson Of(Notebook notebook)
    {
        var texts = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source).ToArray();
        var lines = (texts.FirstOrDefault() ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var heading = Array.FindIndex(lines, line => line.StartsWith("# ", StringComparison.Ordinal));
        var question = lines.Skip(heading + 1).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0);
        var words = texts.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Sum(cell => cell.Source.Split('\n').Length);
        return new Lesson(
            notebook.Name,
            heading < 0 ? Path.GetFileNameWithoutExtension(notebook.Name) : Plain(lines[heading][2..]),
            heading < 0 ? "" : Plain(string.Join(' ', question)),
            Math.Max(5, (int)Math.Round((words / WordsAMinute + code / LinesOfCodeAMinute) / 5, MidpointRounding.AwayFromZero) * 5));
    }

    private static string Plain(string markdown) => Marks().Replace(markdown, "$1").Trim(' ', '>', '*', '_');

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)|\*\*|\*|`|(?<!\w)_|_(?!\w)")]
    private static partial Regex Marks();
}
