using Microsoft.CodeAnalysis;

namespace Notebooks.Execution;

/// <summary>Does what a cell's <c>#r</c>, <c>#load</c> and <c>#!…</c> lines ask for, before the cell is compiled.</summary>
internal sealed class CellDirectives(ReferenceResolver references, string directory)
{
    private const string Known = "known are #!time and, doing nothing here, #!csharp";

    /// <summary>What a cell asked for.</summary>
    /// <param name="References">The references that it adds.</param>
    /// <param name="Loaded">The files that it loads, those that they load included, by full path.</param>
    /// <param name="ShowsTime">Whether to say how long the cell took.</param>
    public sealed record Result(IReadOnlyList<MetadataReference> References, IReadOnlyDictionary<string, CellText> Loaded, bool ShowsTime);

    /// <summary>Finds references and files.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="warn">Told what the reader should know.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <exception cref="CellProblemException">Something is not there.</exception>
    public Result Apply(CellText cell, Action<string> warn, CancellationToken cancellation)
    {
        var added = new List<MetadataReference>();
        var loaded = new Dictionary<string, CellText>();
        var showsTime = false;
        Follow(cell, null);
        foreach (var magic in cell.Magics)
        {
            switch (magic.Value.Split(' ')[0])
            {
                case "#!time":
                    showsTime = true;
                    break;
                case "#!csharp" or "#!c#" or "#!C#":
                    break;
                case var other:
                    throw magic.Problem($"{other} is not known here; {Known}.");
            }
        }
        return new(added, loaded, showsTime);

        void Follow(CellText text, string? file)
        {
            foreach (var reference in text.References)
            {
                cancellation.ThrowIfCancellationRequested();
                added.AddRange(references.Resolve(reference, file is null ? directory : Path.GetDirectoryName(file)!, warn));
            }
            foreach (var load in text.Loads)
            {
                var path = LoadedFiles.PathOf(load.Value, file, directory);
                if (loaded.ContainsKey(path)) continue;
                string code;
                try
                {
                    code = File.ReadAllText(path);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    throw load.Problem($"#load \"{load.Value}\": {path} cannot be read: {error.Message}", file);
                }
                var inner = CellText.Parse(code, path);
                loaded.Add(path, inner);
                Follow(inner, path);
            }
        }
    }
}
