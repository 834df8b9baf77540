namespace Notebooks.Html;

/// <summary>What stands round the content of every page: its head, its policy, the ways to other pages.</summary>
public static class PageFrame
{
    /// <summary>What the browser may do on a page: show what stands in it and beside it. The two hashes are those of plotly's own
    /// style elements.</summary>
    public const string Policy = "default-src 'none'; script-src 'self'; "
        + "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-2GF9hCGTDj/GGFNlQA54jDdMGl2fvoeZmZjAvBSiAtM='; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'none'";

    private const string Theme = "<label class=\"nb-theme\"><span>Colours</span> <select><option value=\"system\">System</option><option value=\"light\">Light</option><option value=\"dark\">Dark</option></select></label>";

    private const string Generator = "<meta name=\"generator\" content=\"notebook-pages\">";

    /// <summary>Whether a file is a page that <see cref="Write"/> made, and so may be written again; false if it is not there.</summary>
    /// <param name="file">The file.</param>
    public static bool HasWritten(string file)
    {
        // It stands near the beginning, whatever the page holds.
        return File.Exists(file) && File.ReadLines(file).Take(20).Any(line => line == Generator);
    }

    /// <summary>A whole page.</summary>
    /// <param name="title">The page's title, plain text.</param>
    /// <param name="main">What stands in the middle: HTML that the caller answers for.</param>
    /// <param name="options">The ways to other pages and to the assets.</param>
    /// <param name="contents">A list of links to parts of the page, as HTML; null if there is nothing to list.</param>
    public static string Write(string title, string main, PageOptions options, string? contents = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var assets = PageText.Encode(options.AssetsPath);
        var site = options.Home is { } home && home.Title != title ? $"{title} · {home.Title}" : title;
        var start = options.Home is null ? "" : $"<a class=\"nb-home\" href=\"{PageText.Encode(options.Home.Href)}\">{Marked(options.Home.Title)}</a>";
        var list = contents is null ? ""
            : $"<nav class=\"nb-contents\" aria-label=\"On this page\"><details><summary>On this page</summary>\n{contents}</details></nav>\n";
        return $"""
            <!DOCTYPE html>
            <html lang="{PageText.Encode(options.Language)}">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {Generator}
            <meta name="color-scheme" content="light dark">
            <title>{PageText.Encode(site)}</title>
            <link rel="stylesheet" href="{assets}{PageAssets.FormulaStyle}">
            {Lines(PageAssets.StylesFor(options).Select(name => $"<link rel=\"stylesheet\" href=\"{assets}{name}\">"))}
            <link rel="icon" href="data:,">
            <script src="{assets}{PageAssets.FirstScript}"></script>
            {Lines(PageAssets.ScriptsFor(options).Select(name => $"<script defer src=\"{assets}{name}\"></script>"))}
            </head>
            <body{(options.Shelf is { } shelf ? $" data-shelf=\"{PageText.Encode(shelf)}\"" : "")}>
            <a class="nb-skip" href="#nb-main">Skip to the text</a>
            <header class="nb-header">{start}{Search(options)}{Theme}{Ways(options, "Pages before and after", isShort: true)}</header>
            <div class="{(contents is null ? "nb-page" : "nb-page nb-has-contents")}">
            {list}<main class="nb-main" id="nb-main" tabindex="-1">
            {main}</main>
            </div>
            <footer class="nb-footer">{Ways(options, "Read on", isShort: false)}</footer>
            </body>
            </html>

            """;
    }

    private static string Ways(PageOptions options, string label, bool isShort)
    {
        if (options.Previous is null && options.Next is null) return "";
        var previous = options.Previous is null ? "" : Way(options.Previous, "prev", isShort ? "←" : "← Before this", isShort);
        var next = options.Next is null ? "" : Way(options.Next, "next", isShort ? "→" : "Next →", isShort);
        return $"<nav class=\"nb-ways\" aria-label=\"{label}\">{previous}{next}</nav>";
    }

    private static string Way(PageLink link, string rel, string sign, bool isShort)
        => isShort
            ? $"<a rel=\"{rel}\" href=\"{PageText.Encode(link.Href)}\" aria-label=\"{(rel == "prev" ? "Before" : "Next")}: {PageText.Encode(link.Title)}\" title=\"{PageText.Encode(link.Title)}\">{sign}</a>"
            : $"<a rel=\"{rel}\" href=\"{PageText.Encode(link.Href)}\"><span>{sign}</span> <strong>{Marked(link.Title)}</strong></a>";

    private static string Search(PageOptions options)
        => options.SearchIndex is null ? ""
            : $"<button type=\"button\" class=\"nb-search-open\" data-index=\"{PageText.Encode(options.SearchIndex)}\" aria-label=\"Search\" aria-keyshortcuts=\"/ Control+K\" title=\"Search (press /)\">"
            + "<svg viewBox=\"0 0 20 20\" width=\"16\" height=\"16\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linecap=\"round\" aria-hidden=\"true\"><circle cx=\"8.5\" cy=\"8.5\" r=\"5.5\"/><path d=\"m13 13 5 5\"/></svg>"
            + "<span>Search</span></button>";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Marked(string text) => PageText.MarkKorean(PageText.Encode(text));
}
