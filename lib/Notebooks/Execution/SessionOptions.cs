using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>What a <see cref="CSharpSession"/> needs to know of its surroundings.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder in which cells run: the notebook's own. Relative paths in cells, <c>#r</c> and <c>#load</c> count from it.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where copies of referenced assemblies and restored packages are kept; by default a folder of this user.</summary>
    public string CacheDirectory { get; init; } = DefaultCacheDirectory();

    /// <summary>Takes what threads print, display or throw while no cell runs. Without it, that comes first in the next cell.</summary>
    public Action<CellOutput>? LateOutput { get; init; }

    /// <summary>Whether an output is handed over before the cell goes on, on the cell's own thread: then it is known even if
    /// the cell ends the process. Otherwise text is gathered for a moment, which costs a cell that prints much less.</summary>
    public bool SendsAtOnce { get; init; }

    /// <summary>Gives the next line of the user's input to a cell that reads the console, on the cell's thread; null if there is none.
    /// Without it, a cell reads nothing.</summary>
    public Func<string?>? ReadLine { get; init; }

    private static string DefaultCacheDirectory()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        // A user without a home (some containers) still gets a folder that nobody else writes to.
        return local.Length > 0 ? Path.Combine(local, "csharp-notebooks") : Path.Combine(AppContext.BaseDirectory, "csharp-notebooks");
    }
}
