using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Notebooks.Execution;

/// <summary>One cell while it runs: which threads work for it, where its outputs go, and how it is stopped.</summary>
/// <remarks>A run flows with the execution context into every task and thread that the cell starts. The runtime says when
/// a thread takes up that context and when it leaves it; so it is known exactly which threads run the cell's code.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Threads of the cell may outlive it and still ask; without a timer the source holds nothing to free.")]
internal sealed class CellRun
{
    private static readonly AsyncLocal<CellRun?> s_current = new(Moved);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pulse = TimeSpan.FromMilliseconds(10);

    private readonly List<Thread> _threads = [];
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<CellStatus> _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private Task? _body;

    public CellRun(CSharpSession session, int number, OutputQueue outputs) => (Session, Number, Outputs) = (session, number, outputs);

    /// <summary>The run that the calling code belongs to; null outside of cells.</summary>
    public static CellRun? Current => s_current.Value;

    public CSharpSession Session { get; }

    /// <summary>The cell's number in its session, from 1.</summary>
    public int Number { get; }

    public OutputQueue Outputs { get; }

    public TimeSpan Elapsed => _watch.Elapsed;

    public bool IsInterrupted { get; private set; }

    /// <summary>Cancelled by <see cref="Interrupt"/>.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Ends, without the cell having ended, when an interrupted cell is let go.</summary>
    public Task<CellStatus> Released => _released.Task;

    /// <summary>The first error on a thread that the cell started and did not wait for.</summary>
    public CellError? BackgroundError { get; set; }

    /// <summary>Runs the cell on a thread of its own.</summary>
    public Task<T> Start<T>(Func<Task<T>> body)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _body = result.Task;
        // Room for recursion that is meant; one that is not has few enough frames to be reported at once.
        var thread = new Thread(Main, maxStackSize: 4 * 1024 * 1024) { IsBackground = true, Name = $"cell {Number}" };
        thread.UnsafeStart();
        return result.Task;

        async void Main()
        {
            s_current.Value = this;
            try
            {
                Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
                result.SetResult(await body());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        }
    }

    /// <summary>Asks the cell to stop. It is stopped, or let go, within two seconds.</summary>
    public void Interrupt()
    {
        lock (_threads)
        {
            if (IsInterrupted) return;
            IsInterrupted = true;
            Interruption.Count(_threads.Count);
        }
        using (ExecutionContext.SuppressFlow()) Task.Run(StopAsync);
    }

    private async Task StopAsync()
    {
        await _cancellation.CancelAsync();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < s_patience; await Task.Delay(s_pulse))
        {
            if (_body is { IsCompleted: true }) return;
            lock (_threads)
            {
                // Nobody is running: the cell awaits something that may never come.
                if (_threads.Count == 0) _released.TrySetResult(CellStatus.Interrupted);
                foreach (var thread in _threads)
                {
                    if (thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin)) thread.Interrupt();
                }
            }
        }
        _released.TrySetResult(CellStatus.Unstoppable);
    }

    private static void Moved(AsyncLocalValueChangedArgs<CellRun?> change)
    {
        if (change.PreviousValue == change.CurrentValue) return;
        change.PreviousValue?.Leave();
        change.CurrentValue?.Enter();
    }

    private void Enter()
    {
        using (Hold())
        {
            _threads.Add(Thread.CurrentThread);
            if (IsInterrupted) Interruption.Count(1);
        }
    }

    private void Leave()
    {
        using (Hold())
        {
            _threads.Remove(Thread.CurrentThread);
            if (!IsInterrupted) return;
            Interruption.Count(-1);
        }
        // A wake-up call that came too late must not meet the thread's next work, which isn't the cell's.
        try
        {
            Thread.CurrentThread.Join(0);
        }
        catch (ThreadInterruptedException) { }
    }

    /// <summary>The lock, taken even by a thread that is being woken: the runtime ends the process if <see cref="Moved"/> throws.</summary>
    private Holder Hold()
    {
        while (true)
        {
            try
            {
                Monitor.Enter(_threads);
                return new Holder(_threads);
            }
            catch (ThreadInterruptedException) { }
        }
    }

    private readonly struct Holder(object gate) : IDisposable
    {
        public void Dispose() => Monitor.Exit(gate);
    }
}
