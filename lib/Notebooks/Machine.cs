using System.Runtime.InteropServices;

namespace Notebooks;

/// <summary>Where things are kept, which differs from one operating system to another: on this machine, or on one that a test describes.</summary>
/// <param name="Platform">Windows, macOS (<see cref="OSPlatform.OSX"/>), or anything else, which is taken for Linux.</param>
/// <param name="Variable">An environment variable; null if it is not set.</param>
/// <param name="Folder">A folder of the user's or the system's; empty if there is none.</param>
internal sealed record Machine(OSPlatform Platform, Func<string, string?> Variable, Func<Environment.SpecialFolder, string> Folder)
{
    /// <summary>This machine.</summary>
    public static Machine This { get; } = new(
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath);

    /// <summary>Jupyter's folder of this user: https://docs.jupyter.org/en/latest/use/jupyter-directories.html</summary>
    public string JupyterData
    {
        get
        {
            if (Variable("JUPYTER_DATA_DIR") is { Length: > 0 } data) return Path.GetFullPath(data);
            if (Platform == OSPlatform.Windows) return Path.Combine(Folder(Environment.SpecialFolder.ApplicationData), "jupyter");
            var home = Folder(Environment.SpecialFolder.UserProfile);
            if (Platform == OSPlatform.OSX) return Path.Combine(home, "Library", "Jupyter");
            return Variable("XDG_DATA_HOME") is { Length: > 0 } shared ? Path.Combine(shared, "jupyter") : Path.Combine(home, ".local", "share", "jupyter");
        }
    }

    /// <summary>Jupyter's folders of all users.</summary>
    public IReadOnlyList<string> SharedJupyterData => Platform == OSPlatform.Windows
        ? [Path.Combine(Folder(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
        : ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    /// <summary>Where a program keeps what it can fetch again.</summary>
    public string Cache
    {
        get
        {
            if (Variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathFullyQualified(xdg)) return xdg;
            if (Platform == OSPlatform.Windows) return Folder(Environment.SpecialFolder.LocalApplicationData);
            var home = Folder(Environment.SpecialFolder.UserProfile);
            return home.Length == 0 ? Path.GetTempPath() : Path.Combine(home, Platform == OSPlatform.OSX ? Path.Combine("Library", "Caches") : ".cache");
        }
    }
}
