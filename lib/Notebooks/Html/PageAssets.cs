using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>What pages need beside them: KaTeX's style sheet and fonts, plotly.js, MiniSearch, and the pages' own style and script.</summary>
/// <remarks>The packages come from npm, in the versions of a lock file, once per user: they stay in a cache folder that
/// is named by the lock file's hash. After that no network is needed.</remarks>
public sealed partial class PageAssets
{
    private const int OldestNode = 20;
    private const string HowToGetNode = "Install Node.js 20 or newer with npm (https://nodejs.org, or your system's package manager), then run this again.";

    /// <summary>The pages' own style sheets, built into this assembly; every page links them.</summary>
    internal static readonly string[] Styles = ["page.css"];

    /// <summary>The script that runs before anything is painted.</summary>
    internal const string FirstScript = "theme.js";

    /// <summary>The pages' own scripts, built into this assembly: every page runs them in this order, once it is read. They are
    /// plain scripts: a page that is opened from a file may not load modules.</summary>
    internal static readonly string[] Scripts = ["page.js", "charts.js", "progress.js", "print.js"];

    // What a page with a search runs besides, and what that fetches when a reader opens it.
    private const string SearchStyle = "search.css", SearchScript = "search.js", SearchEngine = "search-engine.js";

    /// <summary>What formulas look like.</summary>
    internal const string FormulaStyle = "katex/katex.min.css";

    /// <summary>What draws charts: large, and fetched by pages that have some.</summary>
    internal const string ChartScript = "plotly.min.js";

    private const string FontFolder = "katex/fonts/";

    // What comes from packages, and where it is in these.
    private static readonly Dictionary<string, string> Packaged = new()
    {
        [FormulaStyle] = "katex/dist/katex.min.css",
        ["katex/LICENSE"] = "katex/LICENSE",
        [ChartScript] = "plotly.js-dist-min/plotly.min.js",
        ["plotly.LICENSE"] = "plotly.js-dist-min/LICENSE",
        ["minisearch.js"] = "minisearch/dist/umd/index.js",
        ["minisearch.LICENSE"] = "minisearch/LICENSE.txt",
    };

    private PageAssets(string folder) => Folder = folder;

    /// <summary>The folder that holds <c>node_modules</c>.</summary>
    internal string Folder { get; }

    /// <summary>The style sheets that a page links.</summary>
    internal static IEnumerable<string> StylesFor(PageOptions options) => options.SearchIndex is null ? Styles : [.. Styles, SearchStyle];

    /// <summary>The scripts that a page runs once it is read.</summary>
    internal static IEnumerable<string> ScriptsFor(PageOptions options) => options.SearchIndex is null ? Scripts : [.. Scripts, SearchScript];

    /// <summary>Looks for Node.js, and fetches the packages unless an earlier run did.</summary>
    /// <param name="progress">Told in a few words what takes time.</param>
    /// <param name="cancellation">Stops the fetching; nothing half-done stays.</param>
    /// <exception cref="ToolMissingException">Node.js or npm is missing or too old, or npm could not fetch the packages.</exception>
    public static Task<PageAssets> PrepareAsync(IProgress<string>? progress = null, CancellationToken cancellation = default)
        => PrepareAsync(Path.Combine(Machine.This.Cache, "notebook-pages"), ["node"], Npm(), progress, cancellation);

    /// <summary><see cref="PrepareAsync(IProgress{string}?, CancellationToken)"/> with a cache folder and commands of the caller's.</summary>
    internal static async Task<PageAssets> PrepareAsync(string cache, string[] node, string[] npm, IProgress<string>? progress, CancellationToken cancellation)
    {
        await CheckNodeAsync(node, cancellation);
        var folder = Path.Combine(cache, Convert.ToHexStringLower(SHA256.HashData(Resource("package-lock.json")))[..16]);
        if (!IsWhole(folder)) await InstallAsync(folder, npm, progress, cancellation);
        return new PageAssets(folder);
    }

    /// <summary>Puts the files beside the pages, those that changed; the pages' <see cref="PageOptions.AssetsPath"/> leads there.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file cannot be written.</exception>
    public void CopyTo(string folder)
    {
        foreach (var name in (string[])[.. Styles, FirstScript, .. Scripts, SearchStyle, SearchScript, SearchEngine, .. Packaged.Keys, .. Fonts()])
        {
            var (path, content) = (Path.Combine(folder, name), Bytes(name));
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteAllBytes(path, content);
        }

        IEnumerable<string> Fonts() => Directory.EnumerateFiles(Path.Combine(Folder, "node_modules", "katex", "dist", "fonts"), "*.woff2").Select(font => FontFolder + Path.GetFileName(font));
    }

    /// <summary>A file that stands beside the pages.</summary>
    /// <param name="name">Its name there.</param>
    internal byte[] Bytes(string name)
    {
        var package = name.StartsWith(FontFolder, StringComparison.Ordinal) ? "katex/dist/fonts/" + name[FontFolder.Length..] : Packaged.GetValueOrDefault(name);
        if (package is null) return Resource(name);
        var content = File.ReadAllBytes(Path.Combine(Folder, "node_modules", package));
        // Every browser that knows the rest of a page knows woff2: the style sheet must not name fonts that are not there.
        return name == FormulaStyle ? Encoding.UTF8.GetBytes(OlderFont().Replace(Encoding.UTF8.GetString(content), "")) : content;
    }

    /// <summary>A text that stands beside the pages.</summary>
    /// <param name="name">Its name there.</param>
    internal string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    /// <summary>A file that is built into this assembly.</summary>
    internal static byte[] Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Html/" + name)
            ?? throw new InvalidOperationException($"{name} is not built into this assembly");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    internal static ProcessStartInfo Node(params IEnumerable<string> arguments) => Start(["node"], arguments);

    private static bool IsWhole(string folder)
        => File.Exists(Path.Combine(folder, "node_modules", "katex", "dist", "katex.min.css"))
        && File.Exists(Path.Combine(folder, "node_modules", "plotly.js-dist-min", "plotly.min.js"))
        && File.Exists(Path.Combine(folder, "node_modules", "minisearch", "dist", "umd", "index.js"));

    private static async Task CheckNodeAsync(string[] node, CancellationToken cancellation)
    {
        var (exit, version, _) = await RunAsync(Start(node, "--version"), cancellation)
            ?? throw new ToolMissingException($"Node.js is not there: it typesets the formulas. {HowToGetNode}");
        var major = version.TrimStart('v').Split('.')[0];
        if (exit != 0 || !int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < OldestNode)
            throw new ToolMissingException($"Node.js is too old ({version.Trim()}). {HowToGetNode}");
    }

    private static async Task InstallAsync(string folder, string[] npm, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (await RunAsync(Start(npm, "--version"), cancellation) is not { Exit: 0 })
            throw new ToolMissingException($"npm is not there: it fetches KaTeX, plotly.js and MiniSearch for the pages. {HowToGetNode}");

        progress?.Report("fetching KaTeX, plotly.js and MiniSearch (once)");
        var beside = folder + "." + Path.GetRandomFileName();
        try
        {
            Directory.CreateDirectory(beside);
            RemoveLeftovers(folder);
            foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
                await File.WriteAllBytesAsync(Path.Combine(beside, name), Resource(name), cancellation);
            // By itself npm tries for over a minute before it says that there is no network.
            var start = Start(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
                "--fetch-retries=2", "--fetch-retry-factor=2", "--fetch-retry-mintimeout=1000");
            start.WorkingDirectory = beside;
            var (exit, _, errors) = await RunAsync(start, cancellation)
                ?? throw new ToolMissingException($"npm could not be started. {HowToGetNode}");
            if (exit != 0 || !IsWhole(beside)) throw new ToolMissingException(WhyNot(errors));
            try
            {
                if (Directory.Exists(folder) && !IsWhole(folder)) Directory.Delete(folder, recursive: true);
                Directory.Move(beside, folder);
            }
            catch (IOException) when (IsWhole(folder))
            {
                // Another run was faster; what it put there is the same.
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolMissingException($"The cache folder {Path.GetDirectoryName(folder)} cannot be written ({e.Message}): make it writable, or set XDG_CACHE_HOME to a folder that is.", e);
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
    }

    // What a fetch that was killed has left; what is not a day old may be one that is still going on.
    private static void RemoveLeftovers(string folder)
    {
        foreach (var old in new DirectoryInfo(Path.GetDirectoryName(folder)!).EnumerateDirectories(Path.GetFileName(folder) + ".*").Where(old => DateTime.UtcNow - old.LastWriteTimeUtc > TimeSpan.FromDays(1)))
            old.Delete(recursive: true);
    }

    private static string WhyNot(string errors)
    {
        var code = NpmCode().Match(errors).Groups[1].Value;
        return code is "ENOTFOUND" or "EAI_AGAIN" or "ECONNREFUSED" or "ECONNRESET" or "ETIMEDOUT" or "ENETUNREACH" or "EHOSTUNREACH" or "ENOTCACHED"
            ? $"npm could not reach its registry ({code}) to fetch KaTeX, plotly.js and MiniSearch: connect to a network and run this again. Needed once only; after that pages are made offline."
            : $"npm could not fetch KaTeX, plotly.js and MiniSearch: {NpmNoise().Replace(errors, " ").Trim() switch { "" => "it gave no reason", { Length: > 300 } text => text[..300] + "…", var text => text }}";
    }

    /// <summary>How npm is called: on Windows it is a script, which only a shell or node itself starts.</summary>
    private static string[] Npm()
    {
        if (!OperatingSystem.IsWindows()) return ["npm"];
        var script = from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                     let path = Path.Combine(folder.Trim('"'), "node_modules", "npm", "bin", "npm-cli.js")
                     where File.Exists(path)
                     select path;
        return script.FirstOrDefault() is { } cli ? ["node", cli] : ["cmd", "/d", "/c", "npm"];
    }

    private static ProcessStartInfo Start(string[] command, params IEnumerable<string> arguments) => new(command[0], [.. command[1..], .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(false),
        StandardOutputEncoding = Encoding.UTF8,
        UseShellExecute = false,
        CreateNoWindow = true,
    };

    /// <summary>Runs a program to its end; null if it cannot be started.</summary>
    private static async Task<(int Exit, string Output, string Errors)?> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        using (process)
        {
            try
            {
                process.StandardInput.Close();
                var output = process.StandardOutput.ReadToEndAsync(cancellation);
                var errors = process.StandardError.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
                return (process.ExitCode, await output, await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
                throw;
            }
        }
    }

    [GeneratedRegex(@",url\([^)]*\.(?:woff|ttf)\) format\(""?\w+""?\)")]
    private static partial Regex OlderFont();

    [GeneratedRegex(@"(?:npm (?:error|ERR!) )?(?:code|errno) (E[A-Z_]+)")]
    private static partial Regex NpmCode();

    [GeneratedRegex(@"\s*(?:npm (?:error|ERR!|warn|WARN)\s*)?[\r\n]+\s*(?:npm (?:error|ERR!)\s*)?|npm (?:error|ERR!)\s*")]
    private static partial Regex NpmNoise();
}
