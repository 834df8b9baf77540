using System.Runtime.InteropServices;
using Notebooks.Execution;

namespace Notebooks.Jupyter;

/// <summary>A kernel as a process of its own, the way Jupyter clients start it.</summary>
public static class KernelProcess
{
    private const int Ended = 0;
    private const int Unusable = 2;

    /// <summary>Serves the connection that a file describes, until a client shuts the kernel down, the process is told to end, or
    /// whoever started it is gone. Cells run in the current folder.</summary>
    /// <param name="connectionFile">The file that the client wrote.</param>
    /// <returns>The exit code: 0; 2 if the file cannot be used, after one line on standard error.</returns>
    public static async Task<int> RunAsync(string connectionFile)
    {
        using var parent = new ParentProcess();
        // Taken now: while a session lives, the console is the cells'.
        var log = new KernelLog(new StreamWriter(Console.OpenStandardError()));
        JupyterKernel kernel;
        try
        {
            kernel = new JupyterKernel(
                ConnectionInfo.Load(connectionFile, log),
                new KernelOptions { Session = new SessionOptions { WorkingDirectory = Environment.CurrentDirectory }, Log = log });
        }
        catch (ConnectionFileException error)
        {
            log.Line(error.Message);
            return Unusable;
        }

        await using (kernel) await ServeAsync(kernel, parent, log);
        return Ended;
    }

    private static async Task ServeAsync(JupyterKernel kernel, ParentProcess parent, KernelLog log)
    {
        using var ending = new CancellationTokenSource();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        // A person's Ctrl-C in the terminal of a Jupyter server means the cell, never the kernel.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
        {
            signal.Cancel = true;
            kernel.Interrupt();
        });
        _ = EndWithParentAsync();
        await kernel.RunAsync(ending.Token);
        await ending.CancelAsync();

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.Cancel();
        }

        async Task EndWithParentAsync()
        {
            try
            {
                await parent.WaitForExitAsync(ending.Token);
                log.Line("the program that started this kernel is gone, and so it ends");
                await ending.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // The kernel ended first.
            }
        }
    }
}
