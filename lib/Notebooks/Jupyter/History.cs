using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

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
        var glob = Glob(pattern);
        var found = _entries.Where(entry => glob.IsMatch(entry.Code));
        // Of equal ones, the last.
        return unique ? found.Reverse().DistinctBy(entry => entry.Code).Reverse() : found;
    }

    /// <summary>A pattern with <c>*</c>, <c>?</c> and <c>[abc]</c>, as shells have it; without any, the whole text.</summary>
    private static Regex Glob(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            // A bracket right behind the opening one belongs to the set.
            var end = pattern[i] == '[' && i + 2 < pattern.Length ? pattern.IndexOf(']', i + 2) : -1;
            if (end > 0)
            {
                var set = pattern[(i + 1)..end].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal).Replace("]", @"\]", StringComparison.Ordinal);
                regex.Append('[').Append(set is ['!', .. var others] ? "^" + others : set.Replace("^", @"\^", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else regex.Append(pattern[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
        }
        try
        {
            // Nothing that a client sends makes this slow.
            return new Regex(regex.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            // A set such as [z-a].
            return new Regex(@"\A" + Regex.Escape(pattern) + @"\z");
        }
    }
}
