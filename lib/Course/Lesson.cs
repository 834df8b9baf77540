using System.Globalization;
using System.Text.RegularExpressions;
using Notebooks.Documents;
using Notebooks.Html;

namespace Course;

/// <summary>What the course says of a lesson elsewhere than in it.</summary>
/// <param name="File">The notebook's name.</param>
/// <param name="Title">Its first heading.</param>
/// <param name="Question">The question that it answers: what follows the heading.</param>
/// <param name="Exercises">How many exercises it has.</param>
/// <param name="Minutes">About how long a reader takes.</param>
/// <param name="Needs">The numbers of the lessons to read before, as a text; empty if the map does not know.</param>
internal sealed partial record Lesson(string File, string Title, string Question, int Exercises, int Minutes, string Needs)
{
    /// <summary>The name of its page.</summary>
    public string Page => Path.ChangeExtension(File, ".html");

    /// <summary>Its number on the map.</summary>
    public string Number => File[..2];

    /// <summary>Reads it from the notebook's text, and from the map's: picture and list must not contradict each other.</summary>
    /// <param name="notebook">The lesson.</param>
    /// <param name="map">The drawing of the lessons (SVG), with a line for each in its text alternative; empty if there is none.</param>
    public static Lesson Of(Notebook notebook, string map)
    {
        var texts = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source).ToArray();
        var lines = (texts.FirstOrDefault() ?? "").Split('\n', StringSplitOptions.TrimEntries);
        var heading = Array.FindIndex(lines, line => line.StartsWith("# ", StringComparison.Ordinal));
        var question = lines.Skip(heading + 1).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0);
        var told = Regex.Match(map, $@"(?:^|>){Regex.Escape(notebook.Name[..2])} .*: (\d+) minutes, needs (?:nothing|(.*?))\.", RegexOptions.Multiline);
        return new Lesson(
            notebook.Name,
            heading < 0 ? Path.GetFileNameWithoutExtension(notebook.Name) : Plain(lines[heading][2..]),
            heading < 0 ? "" : Plain(string.Join(' ', question)),
            notebook.Cells.Count(cell => cell.Id.StartsWith("check-", StringComparison.Ordinal)),
            told.Success ? int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture) : ReadingTime.Minutes(notebook),
            told.Groups[2].Value);
    }

    private static string Plain(string markdown) => Marks().Replace(markdown, "$1").Trim(' ', '>', '*', '_');

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)|\*\*|\*|`|(?<!\w)_|_(?!\w)")]
    private static partial Regex Marks();
}
