using System.Diagnostics;

namespace Benchmarks;

/// <summary>The course's command, as a reader starts it: in a process of its own.</summary>
internal static class CourseProgram
{
    private static readonly string s_dotnet = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    private static readonly string s_program = Path.Combine(Repository.Root, "lib", "Course", "bin", "Release", "net10.0", "course.dll");

    private static Process? s_running;

    /// <summary>Runs it to its end.</summary>
    /// <returns>The seconds that it took.</returns>
    /// <exception cref="FailureException">It did not succeed.</exception>
    public static double Run(params string[] arguments) => Run(s_program, arguments);

    private static double Run(string program, string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(s_dotnet, ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        s_running = process;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        s_running = null;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode == 0) return seconds;
        var words = $"{output.Result}\n{errors}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        throw new FailureException($"course {arguments[0]} ended with {process.ExitCode}: {words.LastOrDefault()}");
    }

    /// <summary>Ends it, if it runs, with all that it started.</summary>
    public static void Stop() => s_running?.Kill(entireProcessTree: true);

    /// <summary>Installs the kernel, compiled ahead of time as a reader has it, in a folder of the benchmarks' own; not again if the program is older than it.</summary>
    /// <returns>Where Jupyter is to look for it.</returns>
    public static string InstallKernel(string name)
    {
        var prefix = Path.Combine(ResultFile.Folder, "kernel");
        var jupyter = JupyterUnder(prefix);
        var installed = File.GetLastWriteTimeUtc(Path.Combine(jupyter, "kernels", name, "kernel.json"));
        if (Directory.EnumerateFiles(Path.GetDirectoryName(s_program)!, "*.dll").Any(file => File.GetLastWriteTimeUtc(file) > installed))
            Run("kernel", "install", "--prefix", prefix, "--name", name);
        return jupyter;
    }

    /// <summary>Installs the kernel as it was built, which is done at once: it gives the same numbers, only later.</summary>
    /// <returns>Where Jupyter is to look for it.</returns>
    public static string InstallKernelAsBuilt(string name)
    {
        var prefix = Path.Combine(ResultFile.Folder, "kernel-as-built");
        // Outside of the course, the command installs itself as it is.
        var copy = Directory.CreateTempSubdirectory("course-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(s_program)!)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            Run(Path.Combine(copy, Path.GetFileName(s_program)), ["kernel", "install", "--prefix", prefix, "--name", name]);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
        return JupyterUnder(prefix);
    }

    private static string JupyterUnder(string prefix) => Path.Combine(prefix, "share", "jupyter");
}
