namespace DeepLearningMath;

/// <summary>The course's folder <c>data/</c>: in the current folder, or the nearest one above that has one. (A lesson runs in <c>notebooks/</c>.)</summary>
internal static class DataFolder
{
    /// <summary>The path of a file that comes with the course.</summary>
    /// <param name="file">Its path within the folder.</param>
    /// <param name="start">Where to look first; left out, the current folder.</param>
    /// <exception cref="FileNotFoundException">The folder or the file is not there.</exception>
    public static string Find(string file, string? start = null)
    {
        start ??= Environment.CurrentDirectory;
        var root = TryFind(start) ?? throw new FileNotFoundException(
            $"There is no folder 'data' in {start} or above it. The course's data are in its folder data/: run the notebook where it is, in the course's folder notebooks/.");
        var path = Path.Combine([root, .. file.Split('/')]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"There is no file {path}. It comes with the course. {Restore(path)}", path);
    }

    /// <summary>The folder, or null if there is none.</summary>
    public static string? TryFind(string start)
    {
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, "data"))) return Path.Combine(folder, "data");
        return null;
    }

    /// <summary>Any file that must be there, named in full if it is not.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static void RequireFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}.", path);
    }

    /// <summary>How to get a file of the course back.</summary>
    public static string Restore(string path) => $"To get it back as it was: git restore \"{path}\".";
}
