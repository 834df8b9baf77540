using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Fuzz;

/// <summary>Inputs that once broke something: a folder a target, a file an input, kept with the code.</summary>
internal static class Corpus
{
    private static readonly string s_root = Path.Combine(Here(), "corpus");

    /// <summary>The files of a target; also what other tests of the project want to stay broken inputs.</summary>
    public static IReadOnlyList<string> FilesOf(Target target)
        => Path.Combine(s_root, target.Name) is var folder && Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)] : [];

    /// <summary>Keeps an input.</summary>
    /// <returns>Its file.</returns>
    public static string Keep(Target target, byte[] input)
    {
        var folder = Directory.CreateDirectory(Path.Combine(s_root, target.Name)).FullName;
        var file = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(input))[..12]);
        File.WriteAllBytes(file, input);
        return file;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
