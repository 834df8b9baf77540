using System.Globalization;

namespace Benchmarks;

/// <summary>The table, printed row by row as they are measured, in a form that a Markdown file can take.</summary>
internal sealed class Table
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;
    private static readonly (string Unit, double Seconds)[] s_units = [("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)];

    /// <summary>As long as a time gets: <c>12.3 ms ±100 %</c>.</summary>
    private const int Longest = 14;

    private readonly TextWriter _out;
    private readonly int[] _widths;

    /// <summary>Begins a table.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="rows">What will be in it: the columns are as wide as they need to be.</param>
    public Table(TextWriter output, IReadOnlyList<Row> rows)
    {
        _out = output;
        string[] names = ["work", "against", "threads", "ours", "theirs", "ratio", "goal", ""];
        int[] needed = [rows.Max(row => row.Work.Length), rows.Max(row => row.Peer.Length), 0, Longest, Longest, 6, 6, 1];
        _widths = [.. needed.Zip(names, (width, name) => Math.Max(width, name.Length))];
        Line(names);
        Line([.. _widths.Select((width, i) => IsNumber(i) ? new string('-', width - 1) + ":" : new string('-', width))]);
    }

    /// <summary>A row, with what there is to say at its end.</summary>
    public void Add(Result result) => Line(
        result.Work, result.Peer, result.Threads.ToString(s_culture), Time(result.Ours), Time(result.Theirs),
        Number(result.Ratio), Number(result.Goal),
        string.Join(' ', ((string?[])[result.IsFailure ? "✗ failed:" : result.Reached switch { true => "✓", false => "✗", null => null }, result.Note]).Where(word => word is not null)));

    /// <summary>The median, and half the distance of the quartiles as a part of it.</summary>
    public static string Time(Spread? spread)
    {
        if (spread is not { } time) return "";
        var (unit, seconds) = s_units.FirstOrDefault(unit => time.Median >= unit.Seconds, s_units[^1]);
        var part = (time.High - time.Low) / 2 / time.Median;
        return $"{Digits(time.Median / seconds)} {unit}{(part > 0 ? string.Create(s_culture, $" ±{100 * part:0} %") : "")}";
    }

    private static bool IsNumber(int column) => column is >= 2 and <= 6;

    private static string Number(double? number) => number is { } value ? Digits(value) : "";

    /// <summary>Three digits that count.</summary>
    private static string Digits(double value) => value.ToString(value switch { >= 100 => "0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" }, s_culture);

    private void Line(params string[] cells)
        => _out.WriteLine($"| {string.Join(" | ", cells.Select((cell, i) => IsNumber(i) ? cell.PadLeft(_widths[i]) : cell.PadRight(_widths[i])))} |");
}
