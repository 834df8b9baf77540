using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>A worker process, seen from the one that started it. It runs one cell at a time.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // What a session is given to stop by itself: after 2 s it says that it cannot. Then the process is ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    // What a process has written is there at once; only a child of a cell can hold the ends of its pipes open for longer.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(0.5);

    // A process that is started while another one's pipes stand open to be inherited would keep them open.
    private static readonly Lock Starting = new();

    private readonly Process _process;
    private readonly AnonymousPipeServerStream _commands;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _marks = new(0);
    private readonly Lock _gate = new();
    private readonly StringBuilder _errors = new();
    private TaskCompletionSource _started = new();
    private TaskCompletionSource<CellResult> _done = new();
    private Action<CellOutput> _emit = _ => { };

    private WorkerProcess(Process process, AnonymousPipeServerStream commands, AnonymousPipeServerStream messages)
    {
        (_process, _commands) = (process, commands);
        // Threads of their own: reading a pipe blocks, and the pool is for others.
        Thread[] readers =
        [
            Listen("worker's stdout", () => Copy(process.StandardOutput, text => Emit(new StreamOutput("stdout", text)))),
            Listen("worker's stderr", () => Copy(process.StandardError, KeepError)),
            Listen("worker's messages", () => Read(messages)),
        ];
        Listen("worker's end", () =>
        {
            process.WaitForExit();
            foreach (var reader in readers) reader.Join(Drain);
            _ended.SetResult();
        });
    }

    /// <summary>Whether another cell can run in it.</summary>
    public bool IsAlive => !_ended.Task.IsCompleted;

    /// <summary>Starts a process; it warms up until it is needed.</summary>
    /// <exception cref="Win32Exception">The program is not there.</exception>
    public static WorkerProcess Start(WorkerCommand command)
    {
        lock (Starting)
        {
            var commands = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            var messages = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var start = new ProcessStartInfo(
                command.FileName,
                [.. command.Arguments, commands.GetClientHandleAsString(), messages.GetClientHandleAsString()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            };
            foreach (var (name, value) in RuntimeSettings.OfWorker) start.Environment.TryAdd(name, value);
            var process = Process.Start(start)!;
            commands.DisposeLocalCopyOfClientHandle();
            messages.DisposeLocalCopyOfClientHandle();
            // Whoever reads in a cell finds the end at once: there is no person to answer.
            process.StandardInput.Close();
            return new WorkerProcess(process, commands, messages);
        }
    }

    /// <summary>Begins a fresh session whose current folder is <paramref name="folder"/>.</summary>
    public void Open(string folder) => Send(new JsonObject { ["type"] = "open", ["folder"] = folder });

    /// <summary>Runs a cell; its outputs go to <paramref name="emit"/> as they come, one at a time.</summary>
    /// <returns>The session's result; or what can be said about a cell that took too long or ended the process.</returns>
    public async Task<CellResult> RunAsync(string code, Action<CellOutput> emit, TimeSpan? timeout, CancellationToken cancellation)
    {
        using var kill = cancellation.Register(Kill);
        var (started, done) = Begin(emit);
        try
        {
            Send(new JsonObject { ["type"] = "run", ["code"] = code });
            // The time that the process takes to be ready is not the cell's.
            await Task.WhenAny(started, _ended.Task).WaitAsync(cancellation);
            var watch = Stopwatch.StartNew();
            var finished = Task.WhenAny(done, _ended.Task);
            var late = timeout is { } limit && !await IsDone(finished, limit);
            if (late)
            {
                // How the session says that it was interrupted is not what a person has to read.
                Replace(output => { if (output is not ErrorOutput) emit(output); });
                Send(new JsonObject { ["type"] = "interrupt" });
                if (!await IsDone(finished, Grace) || done is { IsCompleted: true, Result.Status: CellStatus.Unstoppable })
                {
                    Kill();
                    await _ended.Task.WaitAsync(cancellation);
                }
            }
            await finished.WaitAsync(cancellation);
            if (done.IsCompleted) await TakeMarks();
            cancellation.ThrowIfCancellationRequested();

            var errors = TakeErrors();
            var result = done.IsCompleted ? await done : null;
            if (result is not null || late)
            {
                if (errors.Length > 0) Emit(new StreamOutput("stderr", errors));
                return late ? TooLate(timeout!.Value, watch.Elapsed, result, emit) : result!;
            }
            var (before, error) = ProcessEnd.Explain(_process.ExitCode, errors, code);
            if (before.Length > 0) Emit(new StreamOutput("stderr", before));
            Emit(new ErrorOutput(error.Name, error.Message, error.Traceback));
            return new CellResult(CellStatus.Failed, watch.Elapsed, error);
        }
        finally
        {
            Replace(_ => { });
        }
    }

    /// <summary>Ends the process and those that it started.</summary>
    public void Dispose()
    {
        Kill();
        // So that nobody finds it in the list of processes after this one is gone.
        _ended.Task.Wait(Drain);
        _commands.Dispose();
    }

    private static CellResult TooLate(TimeSpan limit, TimeSpan elapsed, CellResult? result, Action<CellOutput> emit)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"the cell took longer than {limit.TotalSeconds:0.###} s and was stopped");
        var error = new CellError("Timeout", message, result?.Error?.Line, result?.Error?.Column, [message]);
        emit(new ErrorOutput(error.Name, message, error.Traceback));
        return new CellResult(result?.Status is CellStatus.Interrupted ? CellStatus.Interrupted : CellStatus.Unstoppable, elapsed, error);
    }

    private static async Task<bool> IsDone(Task task, TimeSpan within)
    {
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(task, Task.Delay(within, stop.Token));
        await stop.CancelAsync();
        return first == task;
    }

    private static Thread Listen(string name, Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private (Task Started, Task<CellResult> Done) Begin(Action<CellOutput> emit)
    {
        lock (_gate)
        {
            var bound = new OutputBound(Worker.OutputLimit);
            _emit = output => bound.Send(output, emit);
            _started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _done = new TaskCompletionSource<CellResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            return (_started.Task, _done.Task);
        }
    }

    private void Replace(Action<CellOutput> emit)
    {
        lock (_gate) _emit = emit;
    }

    private void Emit(CellOutput output)
    {
        lock (_gate) _emit(output);
    }

    // What comes from the system's side of stderr may be the last words of the process: they are told apart at the end.
    private void KeepError(string text)
    {
        lock (_gate)
            if (_errors.Length < Worker.OutputLimit) _errors.Append(text);
    }

    private string TakeErrors()
    {
        lock (_gate)
        {
            var text = _errors.ToString();
            _errors.Clear();
            return text;
        }
    }

    // After a cell the worker leaves a mark on stdout and on stderr: what a child process of the cell printed came before.
    private async Task TakeMarks()
    {
        for (var i = 0; i < 2; i++)
            if (!await _marks.WaitAsync(Drain)) return;
    }

    private void Copy(StreamReader from, Action<string> to)
    {
        var buffer = new char[8192];
        while (from.Read(buffer) is > 0 and var count)
        {
            var text = new string(buffer, 0, count);
            to(text.Replace(Worker.Mark.ToString(), "", StringComparison.Ordinal));
            if (text.Contains(Worker.Mark, StringComparison.Ordinal)) _marks.Release();
        }
    }

    private void Read(Stream messages)
    {
        using var reader = new StreamReader(messages);
        while (reader.ReadLine() is { } line)
        {
            JsonObject message;
            try
            {
                message = (JsonObject)JsonText.Parse(Encoding.UTF8.GetBytes(line))!;
            }
            catch (JsonTextException)
            {
                return; // The process ended in the middle of a line.
            }
            switch ((string)message["type"]!)
            {
                case "output":
                    Emit(CellOutput.FromJson((JsonObject)message["output"]!));
                    break;
                case "started":
                    lock (_gate) _started.TrySetResult();
                    break;
                case "done":
                    lock (_gate) _done.TrySetResult(Worker.ResultOf(message));
                    break;
            }
        }
    }

    private void Send(JsonObject command)
    {
        try
        {
            _commands.Write(Encoding.UTF8.GetBytes(JsonText.Write(command, indented: false) + "\n"));
        }
        catch (IOException)
        {
            // The process has ended: whoever waits for an answer hears of that.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile.
        }
    }
}
