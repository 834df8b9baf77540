using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Brings NuGet packages from the reader's own feeds: a project made for the purpose is restored by the SDK, and
/// asked for the files.</summary>
/// <param name="directory">The notebook's folder; a <c>nuget.config</c> there or above counts.</param>
/// <param name="cache">Where projects and answers are kept.</param>
internal sealed partial class PackageRestorer(string directory, string cache)
{
    /// <summary>A package asked for.</summary>
    /// <param name="Name">Its id.</param>
    /// <param name="Version">A version, or a range; <c>*</c> for the newest.</param>
    public sealed record Package(string Name, string Version);

    /// <summary>What packages bring.</summary>
    /// <param name="Assemblies">Their assemblies and those of the packages that they need.</param>
    /// <param name="Natives">Their native libraries for this machine.</param>
    /// <param name="Versions">The version of each package, by its id.</param>
    public sealed record Restored(string[] Assemblies, string[] Natives, Dictionary<string, string> Versions);

    /// <summary>Reads <c>nuget: Name, Version</c>; null if it is not of that form.</summary>
    public static Package? Parse(string reference)
        => Form().Match(reference) is { Success: true } match
            ? new(match.Groups["name"].Value, match.Groups["version"] is { Success: true, Value: var version } ? version : "*")
            : null;

    /// <summary>The files of all these packages together.</summary>
    /// <exception cref="InvalidOperationException">They cannot be had; the message says why.</exception>
    public Restored Restore(IReadOnlyCollection<Package> packages, CancellationToken cancellation)
    {
        var project = ProjectOf(packages);
        var text = project.ToString();
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        var folder = Path.GetFullPath(Path.Combine(cache, "packages", name));
        var answer = Path.Combine(folder, "answer.json");
        // A version that is fixed never means anything else later.
        var isFixed = packages.All(package => !package.Version.Contains('*'));
        if (isFixed && Read(answer) is { } known) return known;

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "packages.csproj");
        // Whole or not at all: another session may be reading it, and this one may be killed.
        AtomicFile.WriteAllText(file, text);
        var (exitCode, output) = Run(file, cancellation);
        if (exitCode != 0) return Read(answer) ?? throw new InvalidOperationException(Explain(output));
        var restored = Parse(JsonNode.Parse(output)!, packages);
        AtomicFile.WriteAllText(answer, JsonSerializer.Serialize(restored));
        return restored;
    }

    private XElement ProjectOf(IEnumerable<Package> packages) => new(
        "Project",
        // Nothing of the folders above the cache is to count.
        new XElement("PropertyGroup", Properties(
            ("ImportDirectoryBuildProps", "false"),
            ("ImportDirectoryBuildTargets", "false"),
            ("ImportDirectoryPackagesProps", "false"))),
        new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
        new XElement("PropertyGroup", Properties(
            ("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}"),
            ("RuntimeIdentifier", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier),
            ("SelfContained", "false"),
            ("UseAppHost", "false"),
            ("RestoreRootConfigDirectory", directory),
            ("NoWarn", "$(NoWarn);NU1701;NU1603"))),
        new XElement("ItemGroup", packages.Select(package => new XElement(
            "PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version)))),
        new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk")));

    private static IEnumerable<XElement> Properties(params (string Name, string Value)[] properties)
        => properties.Select(property => new XElement(property.Name, property.Value));

    private static (int ExitCode, string Output) Run(string project, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(DotNet())
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[
            "msbuild", project, "-restore", "-target:ResolvePackageAssets", "-getItem:RuntimeCopyLocalItems", "-getItem:NativeCopyLocalItems",
            "-nodeReuse:false", "-terminalLogger:off", "-nologo"])
        {
            start.ArgumentList.Add(argument);
        }
        // A host that was itself started by MSBuild hands on what is meant for that build.
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            // On the cell's own thread, which an interrupt wakes.
            Task.WaitAll([errors, output], cancellation);
            process.WaitForExit();
            return (process.ExitCode, process.ExitCode == 0 ? output.Result : output.Result + errors.Result);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Restored Parse(JsonNode answer, IReadOnlyCollection<Package> packages)
    {
        var items = Items("RuntimeCopyLocalItems");
        var versions = from item in items
                       let id = Text(item, "NuGetPackageId")
                       where packages.Any(package => package.Name.Equals(id, StringComparison.OrdinalIgnoreCase))
                       select (id, Text(item, "NuGetPackageVersion"));
        return new(Files(items), Files(Items("NativeCopyLocalItems")), versions.Distinct().ToDictionary());

        JsonArray Items(string name) => answer["Items"]?[name] as JsonArray ?? [];

        static string[] Files(JsonArray items) => [.. items.Select(item => Text(item, "FullPath")).Where(File.Exists)];

        static string Text(JsonNode? item, string name) => item?[name]?.GetValue<string>() ?? "";
    }

    private static Restored? Read(string answer)
    {
        if (!File.Exists(answer)) return null;
        Restored? restored;
        try
        {
            restored = JsonSerializer.Deserialize<Restored>(File.ReadAllText(answer));
        }
        catch (JsonException)
        {
            // Cut off by a full disk, or by an older version of this that was killed: it is made again.
            return null;
        }
        if (restored is not { Assemblies: not null, Natives: not null, Versions: not null }) return null;
        // The reader may have cleared the package cache.
        return restored.Assemblies.Concat(restored.Natives).All(File.Exists) ? restored : null;
    }

    private static string Explain(string output)
    {
        var errors = Error().Matches(output).Select(match => (Id: match.Groups["id"].Value, Message: match.Groups["message"].Value.Trim())).Distinct().ToList();
        if (errors.Count == 0) return $"dotnet could not restore it: {output.Trim()}";
        var offline = errors.Exists(error => error.Id == "NU1301") ? "The package feed cannot be reached; are you offline? " : "";
        return offline + string.Join(" ", errors.Select(error => $"{error.Message} ({error.Id})"));
    }

    /// <summary>The command that belongs to the runtime that runs this; else the one on the path.</summary>
    private static string DotNet()
    {
        var root = Path.GetFullPath(Path.Combine(typeof(object).Assembly.Location, "..", "..", "..", ".."));
        var file = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(file) ? file : "dotnet";
    }

    [GeneratedRegex(@"^\s*nuget\s*:\s*(?<name>[\w.-]+)\s*(,\s*(?<version>[^\s""<>&][^""<>&]*?)\s*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"error (?<id>[A-Z]+\d+):(?<message>.*?)( \[[^\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Error();
}
