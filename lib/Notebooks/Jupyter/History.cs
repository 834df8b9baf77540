using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Notebooks.Jupyter;

/// <summary>The cells that have been run, for clients that offer them again.</summary>
internal sealed class History
{
    // Enough for a person; a program that runs more loses the oldest.
    private const int Most = 10_000;
    private const int MostOutput = 2_000;
    private const int Session = 1;

    private readonly Queue<Entry> _entries = new();

    private sealed record Entry(int Number, string Code, string? Output);

    /// <summary>Adds a cell.</summary>
    /// <param name="number">Its execution count.</param>
    /// <param name="code">Its text.</param>
    /// <param name="output">Its value as text, if it had one.</param>
    public void Add(int number, string code, string? output)
    {
        lock (_entries)
        {
            _entries.Enqueue(new(number, code, output is { Length: > MostOutput } ? output[..MostOutput] : output));
            if (_entries.Count > Most) _entries.Dequeue();
        }
    }

    /// <summary>Answers a <c>history_request</c>.</summary>
    public JsonObject Answer(JsonObject request)
    {
        var withOutput = request.Flag("output", false);
        var most = request.Number("n") is { } n ? Math.Max(0, n) : int.MaxValue;
        IEnumerable<Entry> found = request.Text("hist_access_type") switch
        {
            "range" => Range(request),
            "search" => Search(request.Text("pattern") ?? "*", request.Flag("unique", false)).TakeLast(most),
            _ => _entries.TakeLast(most),
        };
        lock (_entries)
        {
            return new()
            {
                ["status"] = "ok",
                ["history"] = new JsonArray([.. found.Select(entry => new JsonArray(
                    Session, entry.Number, withOutput ? new JsonArray(entry.Code, entry.Output) : JsonValue.Create(entry.Code)))]),
            };
        }
    }

    private IEnumerable<Entry> Range(JsonObject request)
    {
        // 0 is this session, and so is its own number; those of earlier processes are not kept.
        if (request.Number("session") is not (null or 0 or Session)) return [];
        var (start, stop) = (request.Number("start") ?? 0, request.Number("stop") ?? int.MaxValue);
        return _entries.Where(entry => entry.Number >= start && entry.Number < stop);
    }

    private IEnumerable<Entry> Search(string pattern, bool unique)
    {
        var found = _entries.Where(entry => FileSystemName.MatchesSimpleExpression(Escape(pattern), entry.Code, ignoreCase: false));
        // Of equal ones, the last.
        return unique ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }

    // In a glob only * and ? are special, as a file name's pattern has it; a backslash is a backslash.
    private static string Escape(string pattern) => pattern.Replace(@"\", @"\\", StringComparison.Ordinal);
}
