using System.Text;

namespace Notebooks.Documents;

/// <summary>Writes a file whole or not at all: whoever reads it sees the old content or the new one, never a part.</summary>
public static class AtomicFile
{
    // As File.WriteAllText does: what UTF-8 cannot say is an error, not a question mark.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark; otherwise as <see cref="WriteAllBytes"/>.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The folder is missing, the path is a folder, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder cannot be written.</exception>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, s_utf8.GetBytes(text));

    /// <summary>Removes what writes that were killed have left in a folder. What is not an hour old may be a write that is still going on.</summary>
    /// <param name="folder">The folder; those in it are not looked at.</param>
    public static void RemoveLeftovers(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, ".*.tmp").Where(file => IsTemporary(Path.GetFileName(file)) && DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > TimeSpan.FromHours(1)))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is another user's.
            }
        }
    }

    /// <summary>Writes <paramref name="bytes"/>. A file that is there keeps its mode; a symbolic link stays a link, and what
    /// it points to is written.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="bytes">The content.</param>
    /// <exception cref="IOException">The folder is missing, the path is a folder, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder cannot be written.</exception>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        var target = new FileInfo(path);
        if (target.LinkTarget is not null) target = (FileInfo)target.ResolveLinkTarget(returnFinalTarget: true)!;
        // The rename would go through without asking: a file that is protected against writing stays as it is.
        if (target is { Exists: true, IsReadOnly: true })
            throw new UnauthorizedAccessException($"{path} is protected against writing");

        var temporary = Path.Combine(target.DirectoryName!, $".{target.Name}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            if (!OperatingSystem.IsWindows() && target.Exists) File.SetUnixFileMode(temporary, target.UnixFileMode);
            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // The name as it is made above.
    private static bool IsTemporary(string name) => name.Split('.') is ["", _, .., var id, "tmp"] && Guid.TryParseExact(id, "N", out _);
}
