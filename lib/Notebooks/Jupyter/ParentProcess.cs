using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Notebooks.Jupyter;

/// <summary>The process that started this one. Clients do not always end their kernels: some are killed.</summary>
internal static partial class ParentProcess
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the parent is gone; never, if it was gone before anybody could look.</summary>
    public static async Task WaitForExitAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            using var parent = WindowsParent();
            await (parent?.WaitForExitAsync(cancellation) ?? Task.Delay(Timeout.Infinite, cancellation));
            return;
        }
        var id = ParentId();
        while (ParentId() == id) await Task.Delay(s_interval, cancellation);
    }

    private static Process? WindowsParent()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            if (QueryInformation(self.Handle, 0, out var information, Marshal.SizeOf<BasicInformation>(), out _) != 0) return null;
            var parent = Process.GetProcessById((int)information.Parent);
            // Ids are given anew: whoever is younger than this process did not start it.
            return parent.StartTime <= self.StartTime ? parent : null;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    [LibraryImport("ntdll", EntryPoint = "NtQueryInformationProcess")]
    private static partial int QueryInformation(nint process, int kind, out BasicInformation information, int size, out int written);

    /// <summary>PROCESS_BASIC_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BasicInformation
    {
        public nint ExitStatus;
        public nint Block;
        public nint AffinityMask;
        public nint Priority;
        public nint Id;
        public nint Parent;
    }
}
