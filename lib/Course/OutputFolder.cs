using Notebooks.Documents;

namespace Course;

/// <summary>A folder that results go to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder, and tries it: better now than after everything has run.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Prepare(string folder) => Write(folder, () =>
    {
        Directory.CreateDirectory(folder);
        foreach (var part in ((string[])[folder, Path.Combine(folder, Pages.Assets), Path.Combine(folder, Pages.Downloads)]).Where(Directory.Exists)) AtomicFile.RemoveLeftovers(part);
        var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
    });

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string file, string text) => Write(file, () => AtomicFile.WriteAllText(file, text));

    /// <summary>Does something that writes to a file or a folder.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(string target, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{target} cannot be written: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
