using System.Collections.Concurrent;

namespace Notebooks.Jupyter;

/// <summary>The kernel's own messages: one line each, and each kind of trouble once, so that nobody can flood it.</summary>
/// <param name="writer">Where lines go; a Jupyter server shows the kernel's standard error.</param>
public sealed class KernelLog(TextWriter writer)
{
    // Kinds are few; if texts of peers made more of them, these would be the last.
    private const int MostKinds = 200;

    private readonly ConcurrentDictionary<string, bool> _told = [];
    private readonly Lock _gate = new();

    /// <summary>Writes a line.</summary>
    public void Line(string text)
    {
        lock (_gate)
        {
            try
            {
                writer.WriteLine($"course kernel: {text.ReplaceLineEndings(" ")}");
                writer.Flush();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // Nobody reads it any more.
            }
        }
    }

    /// <summary>Writes a line, if none of its kind has been written yet.</summary>
    public void Once(string kind, string text)
    {
        if (_told.Count < MostKinds && _told.TryAdd(kind, true)) Line(text);
    }
}
