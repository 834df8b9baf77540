namespace Fuzz;

/// <summary>A folder of this process's own, which goes with it; in memory where that can be had.</summary>
internal static class Scratch
{
    public static string Folder { get; } = Create();

    private static string Create()
    {
        var folder = Directory.Exists("/dev/shm")
            ? Directory.CreateDirectory(Path.Combine("/dev/shm", $"fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName
            : Directory.CreateTempSubdirectory("fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
