using System.Security.Cryptography;

namespace Notebooks.Execution;

/// <summary>Copies of referenced assemblies, one folder per content, so that a rebuild neither kills nor is blocked by a
/// session that has loaded one.</summary>
internal sealed class AssemblyCache(string directory)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromDays(30);
    private static readonly string[] s_companions = [".pdb", ".xml"];

    private readonly string _root = Path.Combine(directory, "assemblies");

    /// <summary>The path of the copy of <paramref name="file"/> as it is now, with its symbols and documentation beside it.</summary>
    public string Copy(string file)
    {
        var folder = Path.Combine(_root, HashOf(file));
        var copy = Path.Combine(folder, Path.GetFileName(file));
        if (File.Exists(copy))
        {
            Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            return copy;
        }

        Directory.CreateDirectory(_root);
        RemoveOld();
        // Whole or not at all: another process may want the same copy now.
        var draft = Directory.CreateDirectory(Path.Combine(_root, Path.GetRandomFileName()));
        File.Copy(file, Path.Combine(draft.FullName, Path.GetFileName(file)));
        foreach (var companion in s_companions.Select(extension => Path.ChangeExtension(file, extension)).Where(File.Exists))
        {
            File.Copy(companion, Path.Combine(draft.FullName, Path.GetFileName(companion)));
        }
        try
        {
            draft.MoveTo(folder);
        }
        catch (IOException) when (File.Exists(copy))
        {
            draft.Delete(recursive: true);
        }
        return copy;
    }

    /// <summary>The content of a file, as a name.</summary>
    public static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..32];
    }

    private void RemoveOld()
    {
        foreach (var old in new DirectoryInfo(_root).EnumerateDirectories().Where(d => DateTime.UtcNow - d.LastWriteTimeUtc > s_keep))
        {
            try
            {
                old.Delete(recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A session of another process still uses it.
            }
        }
    }
}
