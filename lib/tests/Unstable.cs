using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

/// <summary>What differs from run to run in a cell's outputs, though nothing is wrong.</summary>
internal static partial class Unstable
{
    /// <summary>Whether a cell is there to measure times: a curve's points have no unit beside them, so of such a cell only the kinds of its outputs can be compared.</summary>
    public static bool IsTimed(string cell) => cell.StartsWith("timed-", StringComparison.Ordinal);

    /// <summary>Whether a cell shows what is never twice the same but on equal machines: a walk that bounces for thousands of updates blows up the last digit of a sum. The lesson says so.</summary>
    public static bool IsChaotic(string cell) => cell.StartsWith("chaotic-", StringComparison.Ordinal);

    /// <summary>The kinds of a cell's outputs, a line each.</summary>
    /// <param name="outputs">The outputs as a notebook's file has them.</param>
    public static string Kinds(IEnumerable<JsonNode?> outputs) => string.Join('\n', outputs.Select(output =>
        $"{output!["output_type"]}: {string.Join(", ", output["data"]?.AsObject().Select(data => data.Key).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())}"));

    /// <summary>A text, or JSON, with each time left out.</summary>
    public static string WithoutTimes(string text) => Time().Replace(text, "a time");

    /// <summary>A text with each id left out that was made for one run, or for a chart with these very numbers.</summary>
    public static string WithoutIds(string text) => Id().Replace(text, "an id");

    /// <summary>A text without what a carriage return has overwritten, which Jupyter's tools do not keep.</summary>
    public static string WithoutOverwritten(string text) => Overwritten().Replace(text, "");

    [GeneratedRegex("(?<=data-chart=(\"|\\\\u0022))[0-9a-f]+|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d+(\.\d+)? ?(ns|µs|\\u00B5s|ms|s)\b")]
    private static partial Regex Time();

    [GeneratedRegex("[^\\n]*\\r(?=[^\\n])")]
    private static partial Regex Overwritten();
}
