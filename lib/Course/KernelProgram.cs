using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Course;

/// <summary>This program as an installed kernel has it: compiled ahead of time where that can be had, in a folder of its own that
/// no build and no clean-up of the checkout touches.</summary>
internal static class KernelProgram
{
    /// <summary>What <see cref="CopyAsync"/> says of a program that starts fast: nothing.</summary>
    public const string? Fast = null;

    // What only the export of pages needs is a third of the program, and no kernel.
    private static readonly string[] s_pagesOnly =
    [
        "AngleSharp.dll", "Humanizer.dll", "Markdig.dll", "Microsoft.CodeAnalysis.CSharp.Workspaces.dll", "Microsoft.CodeAnalysis.Workspaces.dll",
        "System.Composition.AttributedModel.dll", "System.Composition.Convention.dll", "System.Composition.Hosting.dll",
        "System.Composition.Runtime.dll", "System.Composition.TypedParts.dll",
    ];

    /// <summary>The file that <see cref="DotNet"/> runs.</summary>
    public static string FileName { get; } = Path.GetFileName(typeof(KernelProgram).Assembly.Location);

    /// <summary>The program that runs .NET assemblies, by its full path: clients start kernels without a PATH to rely on.</summary>
    public static string DotNet { get; } = Path.GetFullPath(Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Puts the program into a folder.</summary>
    /// <returns><see cref="Fast"/>, or in a few words why it is not compiled ahead of time.</returns>
    public static async Task<string?> CopyAsync(string folder, CancellationToken cancellation)
    {
        if (Project() is not { } project)
        {
            // Started from an installed copy: as it is.
            Copy(AppContext.BaseDirectory, folder);
            return Fast;
        }
        var problem = await PublishAsync(project, folder, cancellation);
        if (problem is not null)
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Copy(AppContext.BaseDirectory, folder);
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*.pdb").ToList()) File.Delete(file);
        foreach (var file in s_pagesOnly) File.Delete(Path.Combine(folder, file));
        // It would insist on what has just been removed; without it, the program uses what lies beside it.
        File.Delete(Path.Combine(folder, Path.ChangeExtension(FileName, ".deps.json")));
        return problem;
    }

    private static string? Project()
    {
        try
        {
            return Path.Combine(CourseFolder.Find().Root, "lib", "Course", "Course.csproj") is var file && File.Exists(file) ? file : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    private static async Task<string?> PublishAsync(string project, string folder, CancellationToken cancellation)
    {
        // Built apart, so that nothing in the checkout changes under the command that is running, or under an editor.
        var artifacts = Directory.CreateTempSubdirectory("course-kernel-").FullName;
        using var publish = new Process
        {
            StartInfo = new(DotNet,
            [
                "publish", project, "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false",
                "--output", folder, "--artifacts-path", artifacts, "--nologo", "--verbosity", "quiet",
                // The code was looked at when the command was built.
                "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", "-p:PublishReadyToRun=true", $"-p:NotAheadOfTime={string.Join("%3B", s_pagesOnly)}",
                // Otherwise the committed lock file would be rewritten for this machine's own kind.
                "-p:NuGetLockFilePath=obj/publish.lock.json",
            ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        publish.Start();
        using var registration = cancellation.UnsafeRegister(_ => publish.Kill(entireProcessTree: true), null);
        var output = publish.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = publish.StandardError.ReadToEndAsync(CancellationToken.None);
        await publish.WaitForExitAsync(CancellationToken.None);
        Directory.Delete(artifacts, recursive: true);
        cancellation.ThrowIfCancellationRequested();
        if (publish.ExitCode == 0) return null;
        var lines = $"{await output}\n{await errors}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? $"dotnet publish ended with {publish.ExitCode}";
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".pdb"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
