using System.Runtime.InteropServices;
using System.Text;
using Notebooks.Execution;
using Notebooks.Html;
using Notebooks.Jupyter;

namespace Course;

internal static class Program
{
    // What a stopped command is given to put things in order; after that it ends as it is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.8);

    private static async Task<int> Main(string[] args)
    {
        // Not worth a command line parser, which would cost every worker its start.
        if (args is ["worker", var commands, var messages])
        {
            Worker.Run(commands, messages);
            return ExitCode.Success;
        }

        if (args is ["kernel", "run", var connection])
        {
            // Threads that a cell started and left running do not keep a kernel alive.
            Environment.Exit(await KernelProcess.RunAsync(connection));
        }

        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var terminal = new Terminal();
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        if (!HasCurrentFolder())
        {
            terminal.Error("The current folder is not there any more: change to one that is, and start this again.");
            return ExitCode.Usage;
        }
        try
        {
            var exitCode = await CommandLine.RunAsync(args, terminal, stop.Token);
            if (terminal.Lost is not { } reason) return exitCode;
            terminal.Error($"What there was to say could not be written to the standard output: {reason}.");
            return Math.Max(exitCode, ExitCode.Usage);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Error("Stopped. What was finished before is there, nothing is half-written.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is UsageException or ToolMissingException)
        {
            terminal.Error(e.Message);
            return ExitCode.Usage;
        }

        static bool HasCurrentFolder()
        {
            try
            {
                return Environment.CurrentDirectory.Length > 0;
            }
            catch (IOException)
            {
                return false;
            }
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (stop.IsCancellationRequested) Environment.Exit(ExitCode.Interrupted);
            _ = new Timer(_ => Environment.Exit(ExitCode.Interrupted), null, Patience, Timeout.InfiniteTimeSpan);
            stop.CancelAsync();
        }
    }
}
