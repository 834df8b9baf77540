using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Execution;

/// <summary>Gives the compiler the files that a cell loads, as they were prepared for it.</summary>
/// <param name="files">The texts by full path.</param>
/// <param name="directory">The folder that paths in the cell itself count from.</param>
internal sealed class LoadedFiles(IReadOnlyDictionary<string, SourceText> files, string directory) : SourceReferenceResolver
{
    /// <summary>The full path of what stands behind <c>#load</c> in a file, or in the cell itself.</summary>
    public static string PathOf(string written, string? baseFile, string directory)
    {
        var folder = baseFile is not null && Path.IsPathRooted(baseFile) ? Path.GetDirectoryName(baseFile)! : directory;
        return Path.GetFullPath(Path.Combine(folder, written.Replace('\\', '/')));
    }

    /// <inheritdoc/>
    public override string? NormalizePath(string path, string? baseFilePath) => path;

    /// <inheritdoc/>
    public override string? ResolveReference(string path, string? baseFilePath)
        => PathOf(path, baseFilePath, directory) is var full && files.ContainsKey(full) ? full : null;

    /// <inheritdoc/>
    public override Stream OpenRead(string resolvedPath) => File.OpenRead(resolvedPath);

    /// <inheritdoc/>
    public override SourceText ReadText(string resolvedPath) => files[resolvedPath];

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
