using Notebooks.Documents;

namespace Course;

/// <summary>Where the course's files are. Nothing else knows.</summary>
internal sealed class CourseFolder
{
    private CourseFolder(string root) => Root = root;

    /// <summary>The folder of the whole course.</summary>
    public string Root { get; }

    /// <summary>Where <c>course</c> without an argument writes.</summary>
    public string Site => Path.Combine(Root, "site");

    /// <summary>The map of the lessons, which the library draws; it may be missing.</summary>
    public string Map => Path.Combine(Root, "images", "course-map.svg");

    /// <summary>The folder of the lessons.</summary>
    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>The lessons' files, in the order of the course.</summary>
    public IReadOnlyList<string> Lessons => LessonsIn(Notebooks);

    /// <summary>Finds the course from the place of this program, whatever the current folder is.</summary>
    /// <exception cref="UsageException">The program lies outside of the course.</exception>
    public static CourseFolder Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "notebooks")) && Directory.Exists(Path.Combine(folder.FullName, "lib")))
                return new CourseFolder(folder.FullName);
        throw new UsageException($"The course's folder (with notebooks/ and lib/ in it) is not above {AppContext.BaseDirectory}: start the command with `dotnet run --project lib/Course`.");
    }

    /// <summary>The files in a folder that are named as lessons are: two digits and a slug.</summary>
    public static IReadOnlyList<string> LessonsIn(string folder)
        => [.. Directory.EnumerateFiles(folder, "*.ipynb")
            .Where(file => Path.GetFileName(file) is [>= '0' and <= '9', >= '0' and <= '9', '-', ..])
            .Order(StringComparer.Ordinal)];

    /// <summary>Whether the notebook is a lesson of this course, not a copy of one.</summary>
    public bool Holds(Notebook notebook) => Path.GetDirectoryName(notebook.Path) == Notebooks;

    /// <summary>The folder in which a notebook runs: its own. A copy of a lesson that lies elsewhere, where its first line
    /// finds no library, runs where the lesson would.</summary>
    public string FolderFor(Notebook notebook)
    {
        var own = Path.GetDirectoryName(notebook.Path)!;
        return File.Exists(Path.Combine(Notebooks, notebook.Name)) && !Directory.Exists(Path.Combine(own, "..", "lib", "out")) ? Notebooks : own;
    }
}
