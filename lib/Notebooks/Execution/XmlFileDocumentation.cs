using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Notebooks.Execution;

/// <summary>Looks symbols up in documentation files, which are read when somebody asks and not kept: they are large, and
/// few questions are asked.</summary>
/// <param name="files">Gives the files, the likeliest first.</param>
internal sealed class XmlFileDocumentation(Func<IEnumerable<string>> files) : DocumentationProvider
{
    /// <inheritdoc/>
    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default)
    {
        var opening = $"<member name=\"{documentationMemberID}\">";
        foreach (var file in files())
        {
            try
            {
                var text = File.ReadAllText(file);
                var start = text.IndexOf(opening, StringComparison.Ordinal);
                if (start < 0) continue;
                start += opening.Length;
                var end = text.IndexOf("</member>", start, StringComparison.Ordinal);
                if (end > start) return text[start..end];
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // No documentation is no reason for no tooltip.
            }
        }
        return "";
    }

    /// <summary>The file beside an assembly.</summary>
    public static XmlFileDocumentation Beside(string assembly) => new(() => Path.ChangeExtension(assembly, ".xml") is var file && File.Exists(file) ? [file] : []);

    /// <summary>The files of .NET's own assemblies, which an SDK has in a folder of its own.</summary>
    public static XmlFileDocumentation OfRuntime { get; } = new(RuntimeFiles);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private static IEnumerable<string> RuntimeFiles()
    {
        var shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var packs = new DirectoryInfo(Path.Combine(shared, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!packs.Exists) return [];
        // The types of one assembly are described under the names of several: the core first, where most are.
        return packs.EnumerateDirectories($"{Environment.Version.Major}.*")
            .OrderByDescending(pack => pack.Name, StringComparer.Ordinal)
            .Take(1)
            .SelectMany(pack => pack.EnumerateFiles("*.xml", SearchOption.AllDirectories))
            .OrderBy(file => file.Name switch { "System.Runtime.xml" => 0, "System.Collections.xml" => 1, "System.Linq.xml" => 2, _ => 3 })
            .Select(file => file.FullName);
    }
}
