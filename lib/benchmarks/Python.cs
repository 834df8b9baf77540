namespace Benchmarks;

/// <summary>The interpreter that runs the peers.</summary>
internal static class Python
{
    /// <summary>The environment variable that names another.</summary>
    public const string Variable = "BENCHMARKS_PYTHON";

    // Debian's own, to which its packages belong; another may stand before it on the PATH.
    private const string Debian = "/usr/bin/python3";

    /// <summary>The program's name or path.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : File.Exists(Debian) ? Debian
        : OperatingSystem.IsWindows() ? "python" : "python3";
}
