using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Course.Tests.Pages;

/// <summary>A page in the browser, and what the browser had to say of it.</summary>
public sealed class OpenedPage : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> _errors = [];
    private readonly List<string> _failed = [];
    private readonly List<string> _outside = [];
    private readonly string _file;

    internal OpenedPage(IPage page, string file)
    {
        (Page, _file) = (page, file);
        var folder = new Uri(Path.GetDirectoryName(file)! + Path.DirectorySeparatorChar).AbsoluteUri;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") _errors.Add(message.Text);
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.RequestFailed += (_, request) => _failed.Add($"{request.Url}: {request.Failure}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(folder, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                _outside.Add(request.Url);
        };
    }

    /// <summary>The page, for whatever else a test wants to see or do.</summary>
    public IPage Page { get; }

    /// <summary>What stands in the console as an error: also whatever the page's policy forbade.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Requests that got no answer.</summary>
    public IReadOnlyList<string> FailedRequests => _failed;

    /// <summary>Requests that left the page's folder.</summary>
    public IReadOnlyList<string> OutsideRequests => _outside;

    /// <summary>How many charts the page holds.</summary>
    public int Charts { get; private set; }

    /// <summary>How many of them were drawn: each shows what plotly draws, in the colours and to the width that the page has now.</summary>
    public int ChartsDrawn { get; private set; }

    /// <summary>What is written in charts beyond the edge of the picture.</summary>
    public IReadOnlyList<string> CutTexts { get; private set; } = [];

    /// <summary>How many formulas were typeset: each has its letters, in KaTeX's own fonts, and its MathML.</summary>
    public int FormulasTypeset { get; private set; }

    /// <summary>TeX that is seen as such in the text, outside code: formulas that nobody typeset.</summary>
    public IReadOnlyList<string> RawFormulas { get; private set; } = [];

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public int Overflow { get; private set; }

    /// <summary>What makes it so: the elements that stick out on the right.</summary>
    public IReadOnlyList<string> Overflowing { get; private set; } = [];

    /// <summary>Everything that a good page must not show, in one list: empty is well.</summary>
    public IEnumerable<string> Problems =>
    [
        .. Errors.Select(error => "in the console: " + error),
        .. FailedRequests.Select(request => "a request failed: " + request),
        .. OutsideRequests.Select(request => "a request outside the folder: " + request),
        .. RawFormulas.Select(formula => "a formula that is not typeset: " + formula),
        .. ChartsDrawn == Charts ? Array.Empty<string>() : [$"{Charts - ChartsDrawn} of {Charts} charts are not drawn"],
        .. CutTexts.Select(text => "cut off at the edge of a chart: " + text),
        .. Overflow <= 0 ? Array.Empty<string>() : [$"{Overflow} px wider than the window: {string.Join(", ", Overflowing)}"],
    ];

    /// <summary>What axe finds: the rule, the element, what is wrong with it. Empty is well.</summary>
    /// <param name="colorsOnly">Whether only what a theme changes is looked at, which is quicker.</param>
    public async Task<IReadOnlyList<string>> ViolationsAsync(bool colorsOnly = false)
    {
        await Page.EvaluateAsync(Axe);
        // It would fetch the style sheet itself, which the page's policy forbids. What a chart draws has no background that axe could find,
        // and a formula's letters have the colour of the text round it.
        return await Page.EvaluateAsync<string[]>("""
            async colorsOnly => {
              const exclude = [['.main-svg'], ...colorsOnly ? [['.katex-html']] : []];
              const options = { preload: false, resultTypes: ['violations'], ...colorsOnly ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {} };
              const { violations } = await axe.run({ include: [['html']], exclude }, options);
              // The colours that an output brings are as its maker wants them.
              const isOwn = (rule, node) => rule.id === 'color-contrast' && document.querySelector(node.target[0])?.closest('.nb-sheet');
              // axe does not read the MathML of a heading that is a formula alone.
              const isFormula = (rule, node) => rule.id === 'empty-table-header' && document.querySelector(node.target[0])?.querySelector('math');
              return violations.flatMap(rule => rule.nodes.filter(node => !isOwn(rule, node) && !isFormula(rule, node)).map(node => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
            }
            """, colorsOnly);
    }

    /// <summary>What has no name in Chromium's own accessibility tree, which is what a screen reader gets: charts, pictures, links and controls; and every
    /// slider that says where it stands with a bare number. Empty is well.</summary>
    public async Task<IReadOnlyList<string>> NamelessAsync()
    {
        string[] named = ["figure", "image", "link", "button", "slider", "DisclosureTriangle", "navigation", "toolbar", "searchbox", "textbox", "combobox", "checkbox", "dialog", "region"];
        var session = await Page.Context.NewCDPSessionAsync(Page);
        var tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value;
        await session.DetachAsync();
        var shown = tree.GetProperty("nodes").EnumerateArray().Where(node => !node.GetProperty("ignored").GetBoolean()).ToArray();
        // The tree is that of a page that is there; over it, an open dialog hides the rest.
        Assert.Contains(shown, node => Of(node, "role") is "main" or "dialog");
        return
        [
            .. shown.Where(node => named.Contains(Of(node, "role")) && string.IsNullOrWhiteSpace(Of(node, "name"))).Select(node => $"a nameless {Of(node, "role")}: {node}"),
            .. await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('input[type=range]')].filter(slider => !/[^\\d\\s.,−-]/.test(slider.getAttribute('aria-valuetext') ?? '')).map(slider => slider.outerHTML)"),
        ];

        static string? Of(System.Text.Json.JsonElement node, string property)
            => node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) ? text.ToString() : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    /// <summary>Opens the page, and reads it from top to bottom.</summary>
    internal async Task ReadAsync(bool hasScripts)
    {
        await Page.GotoAsync(new Uri(_file).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        await LookAsync(hasScripts);
    }

    /// <summary>Turns the telephone, or the light off, and reads the page again.</summary>
    /// <param name="width">The window's width in pixels.</param>
    /// <param name="isDark">Whether the system is dark.</param>
    public async Task ChangeAsync(int width, bool isDark)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
        await Page.SetViewportSizeAsync(width, Browser.HeightOf(width));
        // The page hears of it in the next frame, and has done what it does about it in the one after that.
        await Page.EvaluateAsync("() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))");
        await LookAsync(hasScripts: true);
    }

    private async Task LookAsync(bool hasScripts)
    {
        Charts = await Page.Locator(".nb-plot").CountAsync();
        if (hasScripts)
        {
            // In the browser, in one go: asked from here, each chart costs several frames more.
            ChartsDrawn = await Page.EvaluateAsync<int>("""
                async () => {
                  const probe = document.body.appendChild(document.createElement('span'));
                  probe.style.color = 'var(--nb-ink)';
                  const ink = getComputedStyle(probe).color;
                  probe.remove();
                  const isDrawn = plot => {
                    const size = plot.matches('[data-drawn]') && plot.querySelector('.main-svg')?.getBoundingClientRect();
                    return size && Math.abs(size.width - plot.clientWidth) <= 1 && size.height > 50
                      && plot.querySelector('.js-plotly-plot')._fullLayout.font.color === ink
                      && !!plot.querySelector('.main-svg .plot, .main-svg .trace, .main-svg .hm image, .gl-container canvas, .main-svg .slice');
                  };
                  const late = performance.now() + 120_000;
                  let drawn = 0;
                  for (const plot of document.querySelectorAll('.nb-plot')) {
                    // Once begun, it follows the page wherever it stands.
                    if (!plot.dataset.state) plot.scrollIntoView({ block: 'center', behavior: 'instant' });
                    // Drawn, or said why not: both end the wait.
                    while (!isDrawn(plot) && !plot.matches('.nb-failed') && performance.now() < late) await new Promise(requestAnimationFrame);
                    if (isDrawn(plot)) drawn++;
                  }
                  return drawn;
                }
                """);
        }
        CutTexts = await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.nb-plot .main-svg')].flatMap(picture => {
              const edge = picture.getBoundingClientRect();
              return [...picture.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1 || box.top < edge.top - 1 || box.bottom > edge.bottom + 1);
              }).map(text => text.textContent);
            })
            """);
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => scrollTo(0, 0))");
        FormulasTypeset = await Page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('main .katex')].filter(formula => {
              const seen = formula.querySelector('.katex-html');
              return seen && formula.querySelector('math') && seen.textContent.trim() && getComputedStyle(formula).fontFamily.includes('KaTeX');
            }).length
            """);
        RawFormulas = await Page.EvaluateAsync<string[]>("""
            () => {
              const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
              const found = [...document.querySelectorAll('main .katex-error, main .nb-bad-formula')].map(e => e.textContent);
              for (let node; node = texts.nextNode();) {
                if (node.parentElement.closest('code, pre, script, .katex, svg')) continue;
                found.push(...node.data.match(/\$[^$\n]*\\[a-zA-Z]+[^$\n]*\$|\\begin\{\w+\}/g) ?? []);
              }
              return found;
            }
            """);
        Overflow = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Overflowing = await Page.EvaluateAsync<string[]>("""
            () => {
              const width = document.documentElement.clientWidth;
              const sticksOut = element => element.getBoundingClientRect().right > width + 1;
              const scrolls = element => element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
              return [...document.querySelectorAll('body *')].filter(e => sticksOut(e) && !scrolls(e.parentElement)).slice(0, 5).map(e => e.outerHTML.slice(0, 120));
            }
            """);
    }
}
