using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Notebooks.Jupyter;

/// <summary>The process that started this one. Clients do not always end their kernels: some are killed.</summary>
internal sealed partial class ParentProcess : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    // Looked up at once: whoever is gone before the first look cannot be missed any more.
    private readonly Process? _windowsParent = OperatingSystem.IsWindows() ? WindowsParent() : null;
    private readonly int _id = OperatingSystem.IsWindows() ? 0 : ParentId();

    /// <summary>Ends when the parent is gone; never, if it was gone when this object was made.</summary>
    public async Task WaitForExitAsync(CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows()) await (_windowsParent?.WaitForExitAsync(cancellation) ?? Task.Delay(Timeout.Infinite, cancellation));
        else while (ParentId() == _id) await Task.Delay(s_interval, cancellation);
    }

    public void Dispose() => _windowsParent?.Dispose();

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
