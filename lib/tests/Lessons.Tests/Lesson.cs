using Notebooks.Documents;

namespace Lessons.Tests;

/// <summary>A lesson as it stands in <c>notebooks/</c>. A new one is found by itself.</summary>
internal sealed class Lesson
{
    private Lesson(string path)
    {
        Path = path;
        Notebook = Notebook.Load(path);
        Exercises = [.. Notebook.Cells.Select(cell => cell.Id).Where(id => id.StartsWith("check-", StringComparison.Ordinal))
            .Select((_, i) => new Exercise(this, i + 1))];
    }

    public static IReadOnlyList<Lesson> All { get; } =
        [.. Directory.EnumerateFiles(Repository.Notebooks, "*.ipynb").Order(StringComparer.Ordinal).Select(path => new Lesson(path))];

    /// <summary>The lessons' names, for a test of each.</summary>
    public static TheoryData<string> Names => [.. All.Select(lesson => lesson.Name)];

    /// <summary>The exercises' ids, for a test of each.</summary>
    public static TheoryData<string> ExerciseIds => [.. All.SelectMany(lesson => lesson.Exercises).Select(exercise => exercise.Id)];

    public string Path { get; }

    public Notebook Notebook { get; }

    /// <summary>The file's name without its ending: <c>04-two-sample-cost</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The two digits that the name begins with.</summary>
    public string Number => Name[..2];

    public IReadOnlyList<Exercise> Exercises { get; }

    public IEnumerable<Cell> CodeCells => Notebook.Cells.Where(cell => cell.Kind == CellKind.Code);

    public IEnumerable<Cell> MarkdownCells => Notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown);

    public static Lesson Named(string name) => All.Single(lesson => lesson.Name == name);

    public static Exercise Exercise(string id) => All.SelectMany(lesson => lesson.Exercises).Single(exercise => exercise.Id == id);

    /// <summary>The cell with this id.</summary>
    public Cell Cell(string id) => Notebook.Cells.FirstOrDefault(cell => cell.Id == id)
        ?? throw new InvalidOperationException($"{Name} has no cell '{id}'.");

    public override string ToString() => Name;
}
