using System.Text.RegularExpressions;

namespace Course.Tests;

/// <summary>What differs from run to run in a cell's outputs, though nothing is wrong.</summary>
internal static partial class Unstable
{
    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    public static partial Regex Ids();

    [GeneratedRegex(@"\d+(\.\d+)? (ms|µs|s)\b")]
    public static partial Regex Times();

    [GeneratedRegex("[^\\n]*\\r(?=[^\\n])")]
    public static partial Regex Overwritten();
}
