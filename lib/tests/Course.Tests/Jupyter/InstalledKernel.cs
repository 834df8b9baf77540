using System.Text.Json.Nodes;
using Course.Tests.Jupyter;

[assembly: AssemblyFixture(typeof(InstalledKernel))]

namespace Course.Tests.Jupyter;

/// <summary>The kernel as a person has it: installed under a prefix, once for all tests, and only if one needs it.</summary>
public sealed class InstalledKernel : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly Lazy<Task<string>> _printed;

    public InstalledKernel() => _printed = new(async () =>
    {
        var result = await CommandProcess.RunAsync(_folder.Path, "kernel", "install", "--prefix", Prefix);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return result.Output;
    });

    /// <summary>The prefix, which exists only when the kernel is installed.</summary>
    public string Prefix => _folder["a prefix"];

    /// <summary>Where Jupyter is told to look.</summary>
    public string JupyterPath => Path.Combine(Prefix, "share", "jupyter");

    /// <summary>The kernel's folder.</summary>
    public string Folder => Path.Combine(JupyterPath, "kernels", ".net-csharp");

    /// <summary>The program in it.</summary>
    public string Program => Path.Combine(Folder, "program", "course.dll");

    public JsonNode Spec => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "kernel.json")))!;

    /// <summary>Installs the kernel if that has not been done.</summary>
    /// <returns>What the command printed.</returns>
    public Task<string> InstallAsync() => _printed.Value;

    /// <summary>What a Jupyter program is to be told: this kernel, and a home in which nothing of the user's lies.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["JUPYTER_PATH"] = JupyterPath,
        ["JUPYTER_DATA_DIR"] = _folder["jupyter-data"],
        ["JUPYTER_CONFIG_DIR"] = _folder["jupyter-config"],
        ["JUPYTER_RUNTIME_DIR"] = _folder["jupyter-runtime"],
        ["IPYTHONDIR"] = _folder["ipython"],
    };

    public void Dispose() => _folder.Dispose();
}
