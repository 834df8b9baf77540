using System.Globalization;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Lets the outputs of one cell through up to a limit; what comes after it is left out, and one line says so.</summary>
/// <remarks>Safe to use from several threads: a cell prints from as many as it likes.</remarks>
internal sealed class OutputBound(int limit)
{
    // What one output takes beside its text, so that a million empty ones have an end too.
    private const int Overhead = 64;

    private readonly Lock _gate = new();
    private long _left = limit;

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
                    _left = limit;
                    send(output);
                    return;
            }
            if (_left <= 0) return;
            var size = Size(output) + Overhead;
            if (size <= _left)
            {
                send(output);
            }
            else
            {
                if (output is StreamOutput stream) send(stream with { Text = stream.Text[..(int)Math.Min(_left, stream.Text.Length)] });
                send(new StreamOutput("stderr", string.Create(CultureInfo.InvariantCulture,
                    $"\n… more than {limit / 1_000_000} MB of output from one cell: the rest is left out.\n")));
            }
            _left -= size;
        }
    }

    private static long Size(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text.Length,
        DisplayOutput display => Size(display.Data),
        ResultOutput result => Size(result.Data),
        _ => 0,
    };

    private static long Size(MimeBundle data) => data.Sum(e => (long)(data.Text(e.Key)?.Length ?? e.Value.ToJsonString().Length));
}
