namespace Notebooks.Execution;

/// <summary>What to tell somebody whose <c>#r</c> finds nothing: nearly always, the project has not been built.</summary>
internal static class MissingAssembly
{
    private static readonly EnumerationOptions s_nearby = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true };

    private static readonly string s_home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>A sentence that names the file and, if a project of that name is near, the command that builds it.</summary>
    public static string Describe(string written, string file)
    {
        var message = $"#r \"{written}\": there is no file {file}.";
        return FindProject(file) is { } project
            ? $"{message} It has not been built yet; run: dotnet build {Quote(project)}"
            : $"{message} Build the project that makes it, or correct the path; it counts from the notebook's folder.";
    }

    private static string? FindProject(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var folder = Path.GetDirectoryName(file);
        // A project's output is at most a few folders below what holds the project: bin/Release/net10.0, or a folder shared by several.
        for (var steps = 0; steps < 5 && folder is not null; steps++, folder = Path.GetDirectoryName(folder))
        {
            // A home or a whole disk is no project's folder, and takes long to look through.
            if (folder == s_home || Path.GetDirectoryName(folder) is null) return null;
            if (!Directory.Exists(folder)) continue;
            var project = Directory.EnumerateFiles(folder, name + ".*proj", s_nearby).FirstOrDefault();
            if (project is not null) return Path.GetDirectoryName(project);
            if (Path.Exists(Path.Combine(folder, ".git"))) return null;
        }
        return null;
    }

    private static string Quote(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
