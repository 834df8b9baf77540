namespace Notebooks.Execution;

/// <summary>The console's input while sessions live: a cell gets the lines that its session is given, everybody else what was there before.</summary>
internal sealed class CellReader(TextReader before) : TextReader
{
    // What is left of a line of which only characters have been read; kept a cell, as two may not share it.
    private (CellRun Run, string Text)? _line;

    /// <inheritdoc/>
    public override int Peek() => CellRun.Current is { } run ? Rest(run) is [var next, ..] ? next : -1 : before.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        if (CellRun.Current is not { } run) return before.Read();
        if (Rest(run) is not [var next, .. var rest]) return -1;
        _line = (run, rest);
        return next;
    }

    /// <inheritdoc/>
    public override string? ReadLine()
    {
        if (CellRun.Current is not { } run) return before.ReadLine();
        if (_line is var (owner, rest) && owner == run && rest.Length > 0)
        {
            _line = null;
            return rest[..^1];
        }
        return Ask(run);
    }

    private string Rest(CellRun run)
    {
        if (_line is not var (owner, rest) || owner != run || rest.Length == 0)
            _line = (run, rest = Ask(run) is { } line ? line + '\n' : "");
        return rest;
    }

    private static string? Ask(CellRun run)
    {
        // What the cell printed is the question.
        run.Outputs.Flush();
        return run.Session.ReadLine();
    }
}
