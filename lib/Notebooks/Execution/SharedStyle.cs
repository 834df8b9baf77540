using Microsoft.DotNet.Interactive.Formatting;

namespace Notebooks.Execution;

/// <summary>The style sheet that the formatter writes behind nearly every value. A page needs it once, and has its own.</summary>
internal static class SharedStyle
{
    private static readonly Lazy<string> s_text = new(Find);

    /// <summary>The HTML without it.</summary>
    public static string Remove(string html) => s_text.Value.Length == 0 ? html : html.Replace(s_text.Value, "", StringComparison.Ordinal);

    private static string Find()
    {
        var sample = 0.ToDisplayString("text/html");
        var start = sample.IndexOf("<style>", StringComparison.Ordinal);
        return start < 0 ? "" : sample[start..];
    }
}
