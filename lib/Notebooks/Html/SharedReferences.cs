using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Notebooks.Html;

/// <summary>What cells of several notebooks reference, read once: the lessons of a course all load the same library.</summary>
internal sealed class SharedReferences
{
    private readonly ConcurrentDictionary<(string Path, DateTime Written), PortableExecutableReference> _read = new();

    /// <summary>Finds what <c>#r</c> names, and what that needs.</summary>
    /// <param name="folder">The notebook's folder, from which paths count; null if it has none.</param>
    public MetadataReferenceResolver From(string? folder)
        => new Resolver(this, folder is null ? ScriptMetadataResolver.Default : ScriptMetadataResolver.Default.WithBaseDirectory(folder));

    private PortableExecutableReference Once(PortableExecutableReference reference)
        => reference.FilePath is { } path && reference.Properties.Equals(MetadataReferenceProperties.Assembly)
            ? _read.GetOrAdd((path, File.GetLastWriteTimeUtc(path)), reference)
            : reference;

    private sealed class Resolver(SharedReferences shared, ScriptMetadataResolver finder) : MetadataReferenceResolver
    {
        public override bool ResolveMissingAssemblies => finder.ResolveMissingAssemblies;

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
            => [.. finder.ResolveReference(reference, baseFilePath, properties).Select(shared.Once)];

        public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
            => finder.ResolveMissingAssembly(definition, referenceIdentity) is { } found ? shared.Once(found) : null;

        public override bool Equals(object? other) => other is Resolver resolver && finder.Equals(resolver.Finder);

        public override int GetHashCode() => finder.GetHashCode();

        private ScriptMetadataResolver Finder => finder;
    }
}
