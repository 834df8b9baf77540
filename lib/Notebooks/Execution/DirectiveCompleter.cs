using System.Text.RegularExpressions;

namespace Notebooks.Execution;

/// <summary>Completes lines that begin with <c>#</c>: the directives themselves, and the files that they name.</summary>
internal static partial class DirectiveCompleter
{
    /// <summary>What could stand at the end of a line; null if it is none for this class.</summary>
    /// <param name="line">The line up to the place asked about.</param>
    /// <param name="position">That place in the cell, in UTF-16 units.</param>
    /// <param name="directory">The folder that relative paths count from.</param>
    public static Completion? Complete(string line, int position, string directory)
    {
        if (Path().Match(line) is { Success: true } match)
        {
            var path = match.Groups["path"].Value;
            var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
            return new(position - name.Length, position, [.. Files(match.Groups["directive"].Value, path[..^name.Length], name, directory)]);
        }
        if (!Name().IsMatch(line)) return null;
        var typed = line.TrimStart();
        return new(position - typed.Length, position, [.. from known in (string[])["#load", "#r", "#!time"]
                                                          where known.StartsWith(typed, StringComparison.Ordinal)
                                                          select new CompletionItem(known, "keyword")]);
    }

    private static IEnumerable<CompletionItem> Files(string directive, string folder, string name, string directory)
    {
        if (folder.StartsWith("nuget:", StringComparison.Ordinal) || name.StartsWith("nuget:", StringComparison.Ordinal)) return [];
        try
        {
            var place = new DirectoryInfo(System.IO.Path.Combine(directory, folder.Replace('\\', '/')));
            var extensions = directive == "r" ? (string[])[".dll", ".exe"] : [".csx", ".cs"];
            var found = place.EnumerateFileSystemInfos(name + "*", new EnumerationOptions { MatchCasing = MatchCasing.PlatformDefault })
                .Where(entry => entry is DirectoryInfo || extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                .Select(entry => entry is DirectoryInfo ? entry.Name + "/" : entry.Name);
            if ("../".StartsWith(name, StringComparison.Ordinal) && (folder.Length == 0 || folder.EndsWith("../", StringComparison.Ordinal))) found = found.Append("../");
            return found.Order(StringComparer.OrdinalIgnoreCase).Select(text => new CompletionItem(text, "path"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    [GeneratedRegex("""^\s*#(?<directive>r|load)\s+"(?<path>[^"]*)$""")]
    private static partial Regex Path();

    [GeneratedRegex(@"^\s*#!?\w*$")]
    private static partial Regex Name();
}
