using System.Collections.Concurrent;
using System.Text;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Runs notebooks in worker processes, as many at a time as there are workers: what a cell does to its process
/// happens to no other notebook.</summary>
public sealed class NotebookRunner : IDisposable
{
    private readonly WorkerCommand _command;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<WorkerProcess> _idle = [];

    /// <summary>Starts the workers; they warm up until they are needed.</summary>
    /// <param name="command">How a worker is started.</param>
    /// <param name="workers">How many notebooks run at a time, at least 1.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The worker's program cannot be started.</exception>
    public NotebookRunner(WorkerCommand command, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _command = command;
        _free = new SemaphoreSlim(workers);
        for (var i = 0; i < workers; i++) _idle.Add(WorkerProcess.Start(command));
    }

    /// <summary>The time that a cell may take; null: any.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>Whether the cells after one that failed are run as well.</summary>
    public bool ContinueAfterFailure { get; init; }

    /// <summary>Runs the code cells in a fresh session, and puts their outputs and counts into the notebook.
    /// Outputs that were there before are taken away first, from every cell.</summary>
    /// <param name="notebook">The notebook; its file is not touched.</param>
    /// <param name="folder">The folder to run in; null: the notebook's own.</param>
    /// <param name="progress">Hears of each code cell that ended, while the next one runs.</param>
    /// <param name="cancellation">Ends the process of the running cell.</param>
    /// <returns>What became of each code cell. That one fails is a result, not an exception.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<NotebookOutcome> RunAsync(
        Notebook notebook, string? folder = null, IProgress<CellOutcome>? progress = null, CancellationToken cancellation = default)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            var worker = TakeWorker();
            var clean = false;
            try
            {
                var outcome = new NotebookOutcome(notebook, await RunAsync(worker, notebook, folder, progress, cancellation));
                clean = outcome.Succeeded;
                return outcome;
            }
            finally
            {
                // What a failed cell leaves behind (threads, statics, half a process) is no start for the next notebook.
                if (clean) _idle.Add(worker);
                else worker.Dispose();
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Ends every worker.</summary>
    public void Dispose()
    {
        foreach (var worker in _idle) worker.Dispose();
        _free.Dispose();
    }

    private WorkerProcess TakeWorker()
    {
        while (_idle.TryTake(out var worker))
        {
            if (worker.IsAlive) return worker;
            worker.Dispose();
        }
        return WorkerProcess.Start(_command);
    }

    private async Task<IReadOnlyList<CellOutcome>> RunAsync(
        WorkerProcess worker, Notebook notebook, string? folder, IProgress<CellOutcome>? progress, CancellationToken cancellation)
    {
        var code = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToArray();
        foreach (var cell in code) cell.ClearOutputs();
        worker.Open(folder ?? Path.GetDirectoryName(notebook.Path) ?? Environment.CurrentDirectory);

        var outcomes = new List<CellOutcome>();
        var (count, stopped) = (0, false);
        foreach (var cell in code)
        {
            var outcome = new CellOutcome(cell, null);
            if (!stopped && worker.IsAlive)
            {
                cell.ExecutionCount = ++count;
                var outputs = new OutputCollector(cell);
                outcome = new CellOutcome(cell, await worker.RunAsync(cell.Source, outputs.Add, CellTimeout, cancellation));
                outputs.Flush();
                stopped = !outcome.Succeeded && !ContinueAfterFailure;
            }
            outcomes.Add(outcome);
            progress?.Report(outcome);
        }
        return outcomes;
    }

    /// <summary>Puts outputs into a cell, text in long pieces: a cell that prints a million words is no slower for it.</summary>
    private sealed class OutputCollector(Cell cell)
    {
        private readonly StringBuilder _text = new();
        private string _stream = "";

        public void Add(CellOutput output)
        {
            if (output is StreamOutput stream && (stream.Name == _stream || _text.Length == 0))
            {
                _stream = stream.Name;
                _text.Append(stream.Text);
                return;
            }
            Flush();
            if (output is StreamOutput other) Add(other);
            else cell.Add(output is ResultOutput result ? result with { ExecutionCount = cell.ExecutionCount } : output);
        }

        public void Flush()
        {
            if (_text.Length > 0) cell.Add(new StreamOutput(_stream, _text.ToString()));
            _text.Clear();
        }
    }
}
