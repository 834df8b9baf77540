using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Notebooks.Execution;

/// <summary>Finds what <c>#r</c> names, and what that in turn needs, for the compiler and for the loader.</summary>
internal sealed class ReferenceResolver(SessionOptions options) : MetadataReferenceResolver
{
    private readonly AssemblyCache _cache = new(options.CacheDirectory);
    private readonly Dictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _natives = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];
    private readonly Lock _gate = new();

    private sealed record Known(string Original, string File, string? Hash);

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => true;

    /// <summary>The references that a directive adds.</summary>
    /// <param name="directive">What stands behind <c>#r</c>.</param>
    /// <param name="baseDirectory">The folder that a relative path counts from.</param>
    /// <param name="warn">Told what the reader should know.</param>
    /// <exception cref="CellProblemException">There is no such assembly.</exception>
    public IReadOnlyList<MetadataReference> Resolve(Directive directive, string baseDirectory, Action<string> warn)
    {
        var name = directive.Value;
        if (name.IndexOfAny(['/', '\\']) < 0 && HostReferences.Owns(name)) return [];
        var file = Path.GetFullPath(Path.Combine(baseDirectory, name.Replace('\\', '/')));
        if (!File.Exists(file)) throw directive.Problem(MissingAssembly.Describe(name, file));
        if (HostReferences.Owns(Path.GetFileNameWithoutExtension(file))) return [];
        try
        {
            lock (_gate) return AddWithNeeds(file, warn);
        }
        catch (BadImageFormatException)
        {
            throw directive.Problem($"#r: {file} is not a .NET assembly.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw directive.Problem($"#r: {file} cannot be read or copied: {error.Message}");
        }
    }

    /// <summary>The references that restored packages add. Their files never change, so that they need no copy.</summary>
    public IReadOnlyList<MetadataReference> Add(PackageRestorer.Restored packages)
    {
        lock (_gate)
        {
            foreach (var native in packages.Natives) _natives.TryAdd(Path.GetFileNameWithoutExtension(native), native);
            var added = packages.Assemblies
                .Where(file => Path.GetFileNameWithoutExtension(file) is var name && !HostReferences.Owns(name) && !_known.ContainsKey(name))
                .ToList();
            foreach (var file in added) _known[Path.GetFileNameWithoutExtension(file)] = new Known(file, file, null);
            return [.. added.Select(HostReferences.Read)];
        }
    }

    /// <summary>The file to load for an assembly of that simple name; null if no <c>#r</c> brought it.</summary>
    public string? Find(string name)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(name, out var known)) return known.File;
            // Asked for by name at run time: nothing in the metadata of what is known told of it.
            var beside = _folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
            return beside is null ? null : Add(beside).File;
        }
    }

    /// <summary>A native library beside a referenced assembly, or in its <c>runtimes</c> folder.</summary>
    public string? FindNative(string name)
    {
        string[] files = [name, name + ".so", "lib" + name + ".so", name + ".dylib", "lib" + name + ".dylib", name + ".dll"];
        lock (_gate)
        {
            if (_natives.TryGetValue(name, out var native) || _natives.TryGetValue("lib" + name, out native)) return native;
            return (from folder in _folders
                    from sub in (string[])[".", Path.Combine("runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native")]
                    from file in files
                    select Path.Combine(folder, sub, file)).FirstOrDefault(File.Exists);
        }
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
        => (Find(referenceIdentity.Name) ?? HostReferences.Find(referenceIdentity.Name)) is { } file ? HostReferences.Read(file) : null;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
        => [];

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private List<MetadataReference> AddWithNeeds(string file, Action<string> warn)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (_known.TryGetValue(name, out var known) && known.Original == file)
        {
            if (known.Hash is { } hash && hash != AssemblyCache.HashOf(file))
                warn($"{Path.GetFileName(file)} has been rebuilt since this session loaded it; restart the session to use the new one.\n");
            return [];
        }

        var folder = Path.GetDirectoryName(file)!;
        if (!_folders.Contains(folder)) _folders.Add(folder);
        var first = Add(file);
        // All at once, so that a rebuild cannot mix old and new.
        var unseen = new Queue<string>([first.File]);
        while (unseen.TryDequeue(out var next))
        {
            foreach (var needed in NeedsOf(next).Where(needed => !_known.ContainsKey(needed) && !HostReferences.Owns(needed)))
            {
                var beside = Path.Combine(folder, needed + ".dll");
                if (File.Exists(beside)) unseen.Enqueue(Add(beside).File);
            }
        }
        return [HostReferences.Read(first.File)];
    }

    private Known Add(string file)
        => _known[Path.GetFileNameWithoutExtension(file)] = new Known(file, _cache.Copy(file), AssemblyCache.HashOf(file));

    private static List<string> NeedsOf(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        if (!image.HasMetadata) throw new BadImageFormatException();
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }
}
