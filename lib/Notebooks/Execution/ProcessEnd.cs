using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks.Execution;

/// <summary>Explains to a learner why the process of a cell is gone, from what it left behind.</summary>
internal static partial class ProcessEnd
{
    private const int LongestTraceback = 20;

    /// <summary>What the cell had printed on stderr before, and the error.</summary>
    /// <param name="exitCode">The exit code of the process.</param>
    /// <param name="stderr">All that came from its stderr while the cell ran.</param>
    /// <param name="code">The cell.</param>
    public static (string Before, CellError Error) Explain(int exitCode, string stderr, string code)
    {
        if (LastWords().Match(stderr) is { Success: true } match)
        {
            var last = stderr[match.Index..];
            var lines = last.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()).ToArray();
            var frames = lines.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).ToArray();
            var (name, message, line) = match.Value switch
            {
                "Stack overflow." => ("StackOverflowException",
                    "the stack overflowed: a function calls itself too often; that ends the process", LineOfFunction(code, frames)),
                var text when text.StartsWith("Unhandled", StringComparison.Ordinal) =>
                    ("UnhandledException", $"{lines[0]["Unhandled exception. ".Length..]}: outside of the cell's own thread, that ends the process", LineOf(last)),
                _ => ("FailFast", $"the process was ended at once: {string.Join(" ", lines.Skip(1).TakeWhile(line => !frames.Contains(line)))}",
                    OnlyLine(code, "FailFast")),
            };
            return (stderr[..match.Index], new CellError(name, message, line, null, [message, .. frames.Take(LongestTraceback)]));
        }
        var killed = exitCode is > 128 and < 160;
        var end = killed
            ? $"the process of the cell was killed (signal {Number(exitCode - 128)}): by the cell, by somebody else, or by the system for want of memory"
            : $"the cell ended its process (exit code {Number(exitCode)}), as Environment.Exit does; nothing after it can run";
        return (stderr, new CellError(killed ? "ProcessKilled" : "ProcessExit", end, OnlyLine(code, killed ? "Kill" : "Exit"), null, [end]));
    }

    // The innermost frame that lies in a cell.
    private static int? LineOf(string stack)
        => CellFrame().Match(stack) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    // The system's own traces have no lines: the declaration of the innermost function of the cell serves.
    private static int? LineOfFunction(string code, string[] frames)
    {
        foreach (var frame in frames)
            if (FunctionName().Match(frame) is { Success: true } match && LinesWith(code, match.Groups[1].Value + "(") is [var line, ..])
                return line;
        return null;
    }

    private static int? OnlyLine(string code, string text) => LinesWith(code, text) is [var line] ? line : null;

    private static int[] LinesWith(string code, string text)
        => [.. code.Split('\n').Index().Where(line => line.Item.Contains(text, StringComparison.Ordinal)).Select(line => line.Index + 1)];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(Stack overflow\.|Unhandled exception\. |Process terminated\.|Fatal error\.)", RegexOptions.Multiline)]
    private static partial Regex LastWords();

    [GeneratedRegex(@" in cell \d+:line (\d+)")]
    private static partial Regex CellFrame();

    [GeneratedRegex(@" Cell\d+\S*?(?:<\S*?>g__|\.)(\w+)(?:\||\()")]
    private static partial Regex FunctionName();
}
