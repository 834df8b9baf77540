using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notebooks.Jupyter;

/// <summary>The folders in which Jupyter clients look for kernels: https://docs.jupyter.org/en/latest/use/jupyter-directories.html</summary>
public static class KernelSpecs
{
    private const string Kernels = "kernels";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where kernels of this user are installed.</summary>
    public static string UserFolder => Path.Combine(Machine.This.JupyterData, Kernels);

    /// <summary>Where clients look, in order; not all of these need be there.</summary>
    public static IReadOnlyList<string> SearchPath
    {
        get
        {
            var added = Environment.GetEnvironmentVariable("JUPYTER_PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
            return [.. added.Append(Machine.This.JupyterData).Concat(Machine.This.SharedJupyterData).Select(folder => Path.Combine(folder, Kernels)).Distinct()];
        }
    }

    /// <summary>Where kernels are installed under a prefix such as a Python environment's folder.</summary>
    public static string FolderUnder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", Kernels);

    /// <summary>The kernels in some folders; where two have one name, clients take the first.</summary>
    public static IReadOnlyList<KernelSpec> In(params IEnumerable<string> folders)
        => [.. from folder in folders
               where Directory.Exists(folder)
               from kernel in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
               let spec = KernelSpec.Read(kernel)
               where spec is not null
               select spec];

    /// <summary>Puts a kernel and its program into a folder of kernels, whole or not at all. One of that name that is there is replaced.</summary>
    /// <param name="kernels">The folder of kernels; made if it is not there.</param>
    /// <param name="name">The kernel's name.</param>
    /// <param name="describe">Gives the kernel, told the folder that it will lie in.</param>
    /// <param name="fill">Puts the program's files into the folder that it is given, which is moved to its place afterwards.</param>
    /// <exception cref="IOException">A folder cannot be written, or a file of the one before is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be written.</exception>
    public static async Task<KernelSpec> InstallAsync(string kernels, string name, Func<string, KernelSpec> describe, Func<string, Task> fill)
    {
        var target = Path.Combine(kernels, name);
        // Not among the kernels, where a client might find it half done.
        var around = Path.GetDirectoryName(kernels)!;
        Directory.CreateDirectory(kernels);
        var draft = Directory.CreateDirectory(Path.Combine(around, $".{name}-{Guid.NewGuid():N}")).FullName;
        try
        {
            await fill(draft);
            var spec = describe(target);
            await File.WriteAllTextAsync(Path.Combine(draft, KernelSpec.FileName), spec.ToJson().ToJsonString(s_json) + "\n");
            // Whenever this ends, be it killed, one of the two is there whole: they change places in an instant, and only then the one before goes.
            var before = Directory.Exists(target) ? MoveAside(target) : null;
            try
            {
                Directory.Move(draft, target);
            }
            catch when (before is not null)
            {
                Directory.Move(before, target);
                throw;
            }
            if (before is not null) Directory.Delete(before, recursive: true);
            return spec;
        }
        finally
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Removes a kernel's folder. It first leaves its place, so that no client finds half of it.</summary>
    /// <exception cref="IOException">A file in it is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to another user.</exception>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        Directory.Delete(MoveAside(folder), recursive: true);
    }

    private static string MoveAside(string folder)
    {
        var aside = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(folder))!, $".{Path.GetFileName(folder)}-{Guid.NewGuid():N}");
        Directory.Move(folder, aside);
        return aside;
    }
}
