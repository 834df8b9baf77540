using Microsoft.Playwright;

namespace Course.Tests.Pages;

/// <summary>The system's Chromium, without a window: one for a class of tests (<c>IClassFixture&lt;Browser&gt;</c>). Where there is none, a test
/// that opens a page is skipped with the line that says how to get it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string HowToGetOne =
        "Chromium is not there: install it (Debian: apt-get install chromium; elsewhere Chrome or Chromium on the PATH), or set the environment variable CHROMIUM to its path.";

    // A browser that looks for updates or speaks QUIC would report failures that are none of the page's.
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // In milliseconds: longer than anything takes on a slow machine that does other things too.
    private const int Patience = 120_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = Flags });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page from its file, reads it from top to bottom and tells what was seen.</summary>
    /// <param name="file">The page.</param>
    /// <param name="isDark">Whether the system is dark.</param>
    /// <param name="width">The window's width in pixels: 1280 for a desk, 390 for a telephone.</param>
    /// <param name="hasScripts">Whether the browser runs scripts.</param>
    public async Task<OpenedPage> OpenAsync(string file, bool isDark = false, int width = 1280, bool hasScripts = true)
    {
        if (_browser is null) Missing.Skip(HowToGetOne);
        var context = await _browser.NewContextAsync(new()
        {
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = HeightOf(width) },
            JavaScriptEnabled = hasScripts,
        });
        context.SetDefaultTimeout(Patience);
        var page = new OpenedPage(await context.NewPageAsync(), Path.GetFullPath(file));
        await page.ReadAsync(hasScripts);
        return page;
    }

    /// <summary>An empty page, for whatever is not a file.</summary>
    public async Task<IPage> NewPageAsync()
    {
        Assert.SkipWhen(_browser is null, HowToGetOne);
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>How high a window of a width is: a telephone's, or a desk's.</summary>
    internal static int HeightOf(int width) => width < 600 ? 844 : 800;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } told) return told;
        string[] names = OperatingSystem.IsWindows() ? ["chrome.exe", "chromium.exe", "msedge.exe"] : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        string[] places =
        [
            "/usr/bin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application"),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return (from place in places
                from path in names.Select(name => Path.Combine(place, name)).Prepend(place)
                where File.Exists(path)
                select path).FirstOrDefault();
    }
}
