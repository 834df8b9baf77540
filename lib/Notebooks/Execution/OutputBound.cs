using System.Globalization;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Lets the outputs of one cell through up to a limit; what comes after it is left out, and one line says so.</summary>
/// <remarks>Safe to use from several threads: a cell prints from as many as it likes.</remarks>
internal sealed class OutputBound(int limit)
{
    // What a display takes beside its data, so that a million empty ones have an end too.
    private const int Overhead = 64;

    private readonly Lock _gate = new();
    private long _left = limit;
    private bool _isFull;

    /// <summary>Sends the output, or as much of it as may be sent.</summary>
    public void Send(CellOutput output, Action<CellOutput> send)
    {
        lock (_gate)
        {
            switch (output)
            {
                case ErrorOutput or DisplayUpdate:
                    send(output);
                    return;
                case ClearOutput:
                    (_left, _isFull) = (limit, false);
                    send(output);
                    return;
            }
            if (_isFull) return;
            var size = Size(output);
            if (size <= _left)
            {
                _left -= size;
                send(output);
                return;
            }
            _isFull = true;
            if (output is StreamOutput stream && _left > 0) send(stream with { Text = stream.Text[..(int)_left] });
            send(new StreamOutput("stderr", string.Create(CultureInfo.InvariantCulture,
                $"\n… more than {limit / 1_000_000} MB of output from one cell: the rest is left out.\n")));
        }
    }

    private static long Size(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text.Length,
        DisplayOutput display => Size(display.Data) + Overhead,
        ResultOutput result => Size(result.Data) + Overhead,
        _ => Overhead,
    };

    private static long Size(MimeBundle data) => data.Sum(e => (long)(data.Text(e.Key)?.Length ?? e.Value.ToJsonString().Length));
}
