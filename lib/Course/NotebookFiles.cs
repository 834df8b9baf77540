using Notebooks.Documents;

namespace Course;

/// <summary>The notebooks that a command line names.</summary>
internal static class NotebookFiles
{
    /// <summary>The files, each once; patterns that the shell left alone (as on Windows) are filled in.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> arguments)
        => [.. arguments.SelectMany(Matches).DistinctBy(Path.GetFullPath)];

    /// <summary>The name under which two notebooks may not come, if their results go to one folder.</summary>
    /// <exception cref="UsageException">Two would be written to the same file.</exception>
    public static void RequireDistinctNames(IEnumerable<string> files, string folder)
    {
        var twice = files.GroupBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new UsageException($"{string.Join(" and ", twice)} would be written to one file in {folder}: give them one after the other, with another folder each.");
    }

    /// <summary>A file as a person would name it from the current folder.</summary>
    public static string Shown(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.Length < file.Length ? relative : file;
    }

    /// <summary>Loads the notebooks that can be loaded, and says of the others why not.</summary>
    public static (IReadOnlyList<Notebook> Notebooks, int ExitCode) Load(IEnumerable<string> files, Terminal terminal)
    {
        var notebooks = new List<Notebook>();
        var exitCode = ExitCode.Success;
        foreach (var file in files)
        {
            try
            {
                notebooks.Add(Notebook.Load(Shown(file)));
            }
            catch (NotebookFormatException e)
            {
                terminal.Error(e.Message);
                exitCode = ExitCode.Usage;
            }
        }
        return (notebooks, exitCode);
    }

    private static IEnumerable<string> Matches(string argument)
    {
        var (folder, pattern) = (Path.GetDirectoryName(argument), Path.GetFileName(argument));
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0 || Path.Exists(argument) || !Directory.Exists(folder is "" or null ? "." : folder)) return [argument];
        string[] files = [.. Directory.EnumerateFiles(folder is "" or null ? "." : folder, pattern).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : [argument];
    }
}
