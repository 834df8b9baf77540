using Notebooks.Html;

namespace Notebooks.Tests.Html;

public sealed class PageAssetsTests : IDisposable
{
    // What npm would leave, made by node: no test asks a network.
    private const string FakeNpm = """
        const fs = require('fs');
        for (const file of ['katex/dist/katex.min.css', 'plotly.js-dist-min/plotly.min.js', 'katex/LICENSE', 'plotly.js-dist-min/LICENSE', 'minisearch/dist/umd/index.js', 'minisearch/LICENSE.txt', 'katex/dist/fonts/a.woff2', 'katex/dist/fonts/a.woff']) {
          fs.mkdirSync('node_modules/' + file.replace(/[^/]*$/, ''), { recursive: true });
          fs.writeFileSync('node_modules/' + file, 'src:url(fonts/a.woff2) format("woff2"),url(fonts/a.woff) format("woff"),url(fonts/a.ttf) format("truetype")}');
        }
        """;

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("page-assets-");

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public async Task A_missing_node_is_said_at_once_with_what_to_install()
    {
        var error = await Assert.ThrowsAsync<ToolMissingException>(() => Prepare(["no-such-node"], ["no-such-npm"]));
        Assert.Equal("Node.js is not there: it typesets the formulas. Install Node.js 20 or newer with npm (https://nodejs.org, or your system's package manager), then run this again.", error.Message);
    }

    [Fact]
    public async Task An_old_node_is_named_with_its_version()
    {
        await TestPages.RequireNodeAsync();
        var error = await Assert.ThrowsAsync<ToolMissingException>(() => Prepare(["node", "-e", "console.log('v18.20.4')", "--"], ["no-such-npm"]));
        Assert.StartsWith("Node.js is too old (v18.20.4). Install Node.js 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_npm_is_said_before_anything_is_written()
    {
        await TestPages.RequireNodeAsync();
        var error = await Assert.ThrowsAsync<ToolMissingException>(() => Prepare(["node"], ["no-such-npm"]));
        Assert.StartsWith("npm is not there", error.Message, StringComparison.Ordinal);
        Assert.Empty(_cache.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("npm error code ENOTFOUND\\nnpm error network request to https://registry.example failed", "npm could not reach its registry (ENOTFOUND)")]
    [InlineData("npm ERR! code EINTEGRITY\\nnpm ERR! sha512 wrong", "npm could not fetch KaTeX, plotly.js and MiniSearch: code EINTEGRITY sha512 wrong")]
    public async Task Why_npm_failed_is_one_line_and_nothing_stays_behind(string output, string message)
    {
        await TestPages.RequireNodeAsync();
        var error = await Assert.ThrowsAsync<ToolMissingException>(() => Prepare(["node"], Npm($"console.error('{output}'); process.exit(1);")));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(_cache.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Runs_at_once_share_one_folder_and_the_next_run_asks_npm_nothing()
    {
        await TestPages.RequireNodeAsync();
        var assets = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Prepare(["node"], Npm(FakeNpm))));
        var folder = Assert.Single(_cache.EnumerateDirectories()).FullName;
        Assert.All(assets, a => Assert.Equal(folder, a.Folder));
        Assert.Equal(folder, (await Prepare(["node"], ["no-such-npm"])).Folder);

        File.Delete(Path.Combine(folder, "node_modules", "plotly.js-dist-min", "plotly.min.js"));
        Assert.Equal(folder, (await Prepare(["node"], Npm(FakeNpm))).Folder);
        Assert.True(File.Exists(Path.Combine(folder, "node_modules", "plotly.js-dist-min", "plotly.min.js")));
    }

    [Fact]
    public async Task A_stopped_installation_leaves_nothing()
    {
        await TestPages.RequireNodeAsync();
        using var stop = new CancellationTokenSource();
        var preparing = PageAssets.PrepareAsync(_cache.FullName, ["node"], Npm("setInterval(() => {}, 1000);"), new Now(stop.Cancel), stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
        Assert.Empty(_cache.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Files_are_put_beside_the_pages_once_and_a_changed_one_again()
    {
        await TestPages.RequireNodeAsync();
        var assets = await Prepare(["node"], Npm(FakeNpm));
        using var site = new TemporaryFolder();
        assets.CopyTo(site.Path);
        var files = Directory.GetFiles(site.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(site.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        string[] own = [.. PageAssets.Styles, PageAssets.FirstScript, .. PageAssets.Scripts];
        Assert.Equal([.. own.Concat(["katex/LICENSE", "katex/fonts/a.woff2", "katex/katex.min.css", "minisearch.LICENSE", "minisearch.js", "plotly.LICENSE", "plotly.min.js", "search-engine.js", "search.css", "search.js"]).Order(StringComparer.Ordinal)], files);
        // The style sheet names no font that is not there.
        Assert.Equal("src:url(fonts/a.woff2) format(\"woff2\")}", await File.ReadAllTextAsync(Path.Combine(site.Path, "katex", "katex.min.css"), TestContext.Current.CancellationToken));

        var style = new FileInfo(Path.Combine(site.Path, "page.css"));
        var text = File.ReadAllText(style.FullName);
        File.WriteAllText(Path.Combine(site.Path, "page.js"), "old");
        style.LastWriteTimeUtc = DateTime.UnixEpoch;
        assets.CopyTo(site.Path);
        style.Refresh();
        Assert.Equal((DateTime.UnixEpoch, text), (style.LastWriteTimeUtc, File.ReadAllText(style.FullName)));
        Assert.NotEqual("old", File.ReadAllText(Path.Combine(site.Path, "page.js")));
    }

    private Task<PageAssets> Prepare(string[] node, string[] npm) => PageAssets.PrepareAsync(_cache.FullName, node, npm, null, TestContext.Current.CancellationToken);

    // "npm --version" must answer, "npm ci" does what the script says.
    private static string[] Npm(string script) => ["node", "-e", $"if (process.argv.includes('ci')) {{ {script} }}", "--"];

    private sealed class Now(Action act) : IProgress<string>
    {
        public void Report(string value) => act();
    }
}
