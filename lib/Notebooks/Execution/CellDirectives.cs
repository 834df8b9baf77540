using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Notebooks.Execution;

/// <summary>Does what a cell's <c>#r</c>, <c>#load</c> and <c>#!…</c> lines ask for, before the cell is compiled.</summary>
internal sealed partial class CellDirectives(ReferenceResolver references, PackageRestorer restorer, string directory)
{
    private const string Known = "known are #!time, #!import FILE and, doing nothing here, #!csharp";

    /// <summary>What a cell asked for.</summary>
    /// <param name="References">The references that it adds.</param>
    /// <param name="Loaded">The files that it loads, those that they load included, by full path.</param>
    /// <param name="Imports">The files to run before it.</param>
    /// <param name="ShowsTime">Whether to say how long the cell took.</param>
    public sealed record Result(
        IReadOnlyList<MetadataReference> References, IReadOnlyDictionary<string, CellText> Loaded, IReadOnlyList<Directive> Imports, bool ShowsTime);

    // All of a session are restored together, so that what they share is of one version.
    private IReadOnlyList<PackageRestorer.Package> _packages = [];

    /// <summary>Finds references and files.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="warn">Told what the reader should know.</param>
    /// <param name="cancellation">Ends a download.</param>
    /// <exception cref="CellProblemException">Something is not there.</exception>
    public Result Apply(CellText cell, Action<string> warn, CancellationToken cancellation)
    {
        var added = new List<MetadataReference>();
        var loaded = new Dictionary<string, CellText>();
        var packages = new List<(Directive Directive, PackageRestorer.Package Package)>();
        var imports = new List<Directive>();
        var showsTime = false;
        Follow(cell, null);
        if (packages.Count > 0) added.AddRange(Restore(packages, cancellation));
        foreach (var magic in cell.Magics)
        {
            RequirePath(magic, null);
            switch (magic.Value.Split(' ')[0])
            {
                case "#!time":
                    showsTime = true;
                    break;
                case "#!import" when Import().Match(magic.Value) is { Success: true } import:
                    imports.Add(magic with { Value = Path.GetFullPath(Path.Combine(directory, import.Groups["file"].Value)) });
                    break;
                case "#!csharp" or "#!c#" or "#!C#":
                    break;
                case var other:
                    throw magic.Problem($"{other} is not known here; {Known}.");
            }
        }
        return new(added, loaded, imports, showsTime);

        void Follow(CellText text, string? file)
        {
            foreach (var reference in text.References)
            {
                RequirePath(reference, file);
                if (PackageRestorer.Parse(reference.Value) is { } package) packages.Add((reference, package));
                else added.AddRange(references.Resolve(reference, file is null ? directory : Path.GetDirectoryName(file)!, warn));
            }
            foreach (var load in text.Loads)
            {
                RequirePath(load, file);
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

    private static void RequirePath(Directive directive, string? file)
    {
        if (directive.Value.Contains('\0')) throw directive.Problem("No path holds the character U+0000, which stands in this one: write it again.", file);
    }

    private IReadOnlyList<MetadataReference> Restore(
        List<(Directive Directive, PackageRestorer.Package Package)> wanted, CancellationToken cancellation)
    {
        var names = string.Join(", ", wanted.Select(w => w.Package.Name));
        var all = wanted.Select(w => w.Package).Concat(_packages).DistinctBy(package => package.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var note = DisplayedValue.Show(new(("text/plain", $"Restoring {names} …")), []);
        try
        {
            var restored = restorer.Restore(all, cancellation);
            _packages = all;
            note.Update(string.Join(", ", wanted.Select(w => $"{w.Package.Name} {restored.Versions.GetValueOrDefault(w.Package.Name)}".TrimEnd())));
            return references.Add(restored);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            throw wanted[0].Directive.Problem($"#r \"nuget: {names}\" cannot be had. {error.Message}");
        }
    }

    [GeneratedRegex("""^#!import\s+"?(?<file>[^"]+?)"?$""")]
    private static partial Regex Import();
}
