using System.Reflection;
using System.Runtime.Loader;

namespace Notebooks.Execution;

/// <summary>Loads a session's cells and what they reference, apart from the host's own assemblies and other sessions'.</summary>
internal sealed class CellLoader(CSharpSession session, ReferenceResolver references) : AssemblyLoadContext("cells")
{
    /// <summary>The session whose code <paramref name="assembly"/> belongs to; null for the host's and the runtime's.</summary>
    public static CSharpSession? SessionOf(Assembly assembly) => GetLoadContext(assembly) switch
    {
        CellLoader loader => loader.Session,
        Passing passing => passing.Owner.Session,
        _ => null,
    };

    private CSharpSession Session { get; } = session;

    /// <summary>Loads a compiled cell.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="symbols">Its debug information.</param>
    /// <param name="passing">Whether later cells cannot name anything in it, so that it may go when nothing uses it any more.</param>
    public Assembly Load(Stream image, Stream symbols, bool passing)
    {
        image.Position = symbols.Position = 0;
        return (passing ? new Passing(this) : (AssemblyLoadContext)this).LoadFromStream(image, symbols);
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
        => assemblyName.Name is { } name && !HostReferences.Owns(name) && references.Find(name) is { } file ? LoadFromAssemblyPath(file) : null;

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
        => references.FindNative(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : IntPtr.Zero;

    private sealed class Passing(CellLoader owner) : AssemblyLoadContext("passing cell", isCollectible: true)
    {
        public CellLoader Owner { get; } = owner;

        protected override Assembly? Load(AssemblyName assemblyName) => Owner.LoadFromAssemblyName(assemblyName);
    }
}
