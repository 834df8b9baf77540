using System.Collections.Frozen;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;

namespace Notebooks.Execution;

/// <summary>What every cell can use without asking: the .NET runtime, and the few types of the host that cells speak to.
/// Read once a process.</summary>
internal static class HostReferences
{
    private static readonly string[] s_usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(Kernel).FullName!,
    ];

    private static readonly string? s_runtimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location);
    private static readonly Lazy<FrozenDictionary<string, string>> s_shared = new(FindShared);
    private static readonly Lazy<FrozenDictionary<string, string>> s_runtime = new(FindRuntime);
    private static readonly Lazy<CSharpCompilation> s_first = new(CreateFirst);

    /// <summary>Where a chain of cells begins: the references and usings of all cells, no code.</summary>
    public static CSharpCompilation First => s_first.Value;

    /// <summary>Whether cells get the assembly of that simple name from the process, whatever else is referenced.</summary>
    public static bool Owns(string name) => s_runtime.Value.ContainsKey(name) || s_shared.Value.ContainsKey(name);

    /// <summary>The file of an assembly that belongs to .NET or to the host's own conversation with cells.</summary>
    public static string? Find(string name)
        => s_runtime.Value.TryGetValue(name, out var file) || s_shared.Value.TryGetValue(name, out file) ? file : null;

    /// <summary>A reference that holds only the file's metadata in memory and leaves the file free.</summary>
    public static PortableExecutableReference Read(string file)
    {
        using var stream = File.OpenRead(file);
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromStream(stream, PEStreamOptions.PrefetchMetadata))
            .GetReference(IsRuntime(file) ? XmlFileDocumentation.OfRuntime : XmlFileDocumentation.Beside(file), filePath: file, display: file);
    }

    private static CSharpCompilation CreateFirst() => CSharpCompilation.CreateScriptCompilation(
        "Cells",
        references: s_runtime.Value.Values.Concat(s_shared.Value.Values).Select(Read),
        options: new(OutputKind.DynamicallyLinkedLibrary, usings: s_usings, scriptClassName: "Cells"));

    private static bool IsRuntime(string file) => Path.GetDirectoryName(file) == s_runtimeFolder;

    private static FrozenDictionary<string, string> FindRuntime()
    {
        return Trusted().Distinct().Where(IsRuntime).ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
    }

    private static FrozenDictionary<string, string> FindShared()
    {
        Type[] types = [typeof(Kernel), typeof(Formatter), typeof(IHtmlContent)];
        return types.Select(type => type.Assembly.Location).ToFrozenDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private static string[] Trusted() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
}
