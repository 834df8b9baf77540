using System.Text;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>A cell's outputs on their way out: kept in order, printed text gathered, handed over by a task of its own,
/// so that interrupting the cell's threads never cuts an output in two.</summary>
internal sealed class OutputQueue
{
    // Threads that print or display wait while this much stands unsent.
    private const int Limit = 4_000_000;

    private const int ChunkLimit = 256_000;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);

    private readonly object _gate = new();
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<CellOutput> _emit;
    private readonly bool _atOnce;
    private List<CellOutput> _ready = [];
    private StringBuilder _text = new();
    private string _stream = "";
    private TaskCompletionSource _something = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _size;
    private bool _sending;
    private bool _closed;

    /// <param name="emit">Takes the outputs, one at a time.</param>
    /// <param name="atOnce">Whether the thread that gives an output also hands it over, before it goes on.</param>
    public OutputQueue(Action<CellOutput> emit, bool atOnce)
    {
        _emit = emit;
        _atOnce = atOnce;
        // The hand-over belongs to the host, not to the cell.
        using (ExecutionContext.SuppressFlow()) Sent = Task.Run(SendAsync);
    }

    /// <summary>Ends when all has been sent after <see cref="Complete"/>; fails if the receiver threw.</summary>
    public Task Sent { get; }

    /// <summary>Adds printed text; false if the cell has ended.</summary>
    public bool Write(string stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (_closed) return false;
            if (_atOnce)
            {
                _emit(new StreamOutput(stream, text.ToString()));
                return true;
            }
            if (_stream != stream || _text.Length > ChunkLimit) Cut();
            _stream = stream;
            _text.Append(text);
            _size += text.Length;
            _something.TrySetResult();
            while (_size > Limit && !_closed) Monitor.Wait(_gate);
            return true;
        }
    }

    /// <summary>Adds an output; false if the cell has ended.</summary>
    /// <param name="output">The output.</param>
    /// <param name="waits">Whether to wait, when it has been added, until not too much stands unsent.</param>
    public bool Add(CellOutput output, bool waits = false)
    {
        lock (_gate)
        {
            if (_closed) return false;
            if (_atOnce)
            {
                _emit(output);
                return true;
            }
            Cut();
            _ready.Add(output);
            _size += SizeOf(output);
            _something.TrySetResult();
            while (waits && _size > Limit && !_closed) Monitor.Wait(_gate);
            return true;
        }
    }

    /// <summary>Waits until all that was added has been handed over.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            while (!_closed && (_sending || _text.Length > 0 || _ready.Count > 0)) Monitor.Wait(_gate);
        }
    }

    /// <summary>Takes no more.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
        _completed.TrySetResult();
    }

    private static int SizeOf(CellOutput output)
    {
        // What a message costs besides its texts.
        const int Least = 1000;
        return Least + output switch
        {
            DisplayOutput display => Texts(display.Data),
            DisplayUpdate update => Texts(update.Data),
            _ => 0,
        };

        static int Texts(MimeBundle data) => data.Sum(entry => data.Text(entry.Key)?.Length ?? Least);
    }

    private void Cut()
    {
        if (_text.Length == 0) return;
        _ready.Add(new StreamOutput(_stream, _text.ToString()));
        _text.Clear();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                await Task.WhenAny(_something.Task, _completed.Task);
                List<CellOutput> outputs;
                bool last;
                lock (_gate)
                {
                    Cut();
                    (outputs, _ready) = (_ready, []);
                    _something = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    last = _closed;
                    _sending = true;
                    _size = 0;
                    Monitor.PulseAll(_gate);
                }
                outputs.ForEach(_emit);
                lock (_gate)
                {
                    _sending = false;
                    Monitor.PulseAll(_gate);
                }
                if (last) return;
                await Task.WhenAny(Task.Delay(s_pause), _completed.Task);
            }
        }
        finally
        {
            lock (_gate)
            {
                _closed = true;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
