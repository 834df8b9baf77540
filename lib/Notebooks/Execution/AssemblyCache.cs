using System.Security.Cryptography;

namespace Notebooks.Execution;

/// <summary>Copies of referenced assemblies, one folder per content, so that a rebuild neither kills nor is blocked by a
/// session that has loaded one.</summary>
internal sealed class AssemblyCache(string directory)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromDays(30);
    private static readonly string[] s_companions = [".pdb", ".xml"];

    // Where the cache cannot be written; only this user reads it, and it goes with the process.
    private static readonly Lazy<string> s_temporary = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("csharp-notebooks-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(new DirectoryInfo(folder));
        return folder;
    });

    private readonly string _root = Path.Combine(directory, "assemblies");

    /// <summary>The path of the copy of <paramref name="file"/> as it is now, with its symbols and documentation beside it.</summary>
    public string Copy(string file)
    {
        try
        {
            return Copy(file, _root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A home that may only be read, a full disk.
            return Copy(file, s_temporary.Value);
        }
    }

    private static string Copy(string file, string root)
    {
        var folder = Path.Combine(root, HashOf(file));
        var copy = Path.Combine(folder, Path.GetFileName(file));
        if (File.Exists(copy))
        {
            try
            {
                Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A cache that may only be read does as well.
            }
            return copy;
        }

        Directory.CreateDirectory(root);
        RemoveOld(root);
        // Whole or not at all: another process may want the same copy now.
        var draft = Directory.CreateDirectory(Path.Combine(root, Path.GetRandomFileName()));
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

    private static void RemoveOld(string root)
    {
        foreach (var old in new DirectoryInfo(root).EnumerateDirectories().Where(d => DateTime.UtcNow - d.LastWriteTimeUtc > s_keep))
        {
            Delete(old);
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A session still uses it.
        }
    }
}
