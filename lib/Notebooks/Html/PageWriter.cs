using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Html.Markdown;

namespace Notebooks.Html;

/// <summary>Writes notebooks as pages that need no network and no server: text, typeset formulas, coloured code and the
/// outputs that stand in the file. Nothing that a cell holds acts on the page or gets out of its place.</summary>
/// <param name="assets">The packages that pages are made with.</param>
public sealed class PageWriter(PageAssets assets) : IDisposable
{
    private readonly FormulaRenderer _formulas = new(assets);
    private readonly SharedReferences _references = new();

    // Not waited for: whoever colours code meanwhile has part of it done already.
    private readonly Task _warmUp = CodeColors.WarmUp;

    /// <summary>A notebook as a page.</summary>
    /// <param name="notebook">The notebook, with the outputs that are to be seen.</param>
    /// <param name="options">What the page is besides.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ToolMissingException">Node.js does not start.</exception>
    public async Task<NotebookPage> WriteAsync(Notebook notebook, PageOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(options);
        var folder = Path.GetDirectoryName(notebook.Path);
        var fragments = new Fragments();
        var formulas = new List<(Formula Formula, Action<string> Fill)>();
        var cells = new List<(string Code, Action<string> Fill)>();
        var quotes = new List<(string Code, Action<string> Fill)>();
        var markdown = new MarkdownWriter(fragments, Quote, Typeset, folder, options.MapLink);
        var outputs = new OutputWriter(fragments, markdown);

        var main = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            cancellation.ThrowIfCancellationRequested();
            main.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<div class=\"nb-text\" data-cell=\"{PageText.Encode(PageText.Clean(cell.Id))}\">\n{markdown.Write(cell)}</div>\n",
                CellKind.Code => CodeCell(cell),
                _ => RawCell(cell),
            });
        }
        // What the text quotes comes last: a solution is coloured with all that the cells declare, also those that come after it.
        (string Code, Action<string> Fill)[] all = [.. cells, .. quotes];
        var colored = new CodeColors(folder, _references).Html([.. all.Select(c => c.Code)], cancellation);
        foreach (var (code, (_, fill)) in colored.Zip(all)) fill(Frame(code));
        var answers = await _formulas.RenderAsync([.. formulas.Select(f => f.Formula)], cancellation);
        var errors = new List<FormulaError>();
        foreach (var (answer, (formula, fill)) in answers.Zip(formulas))
        {
            fill(answer.Html ?? $"<code class=\"nb-bad-formula\" title=\"{PageText.Encode(answer.Error)}\">{PageText.Encode(formula.Tex)}</code>");
            if (answer.Error is { } error) errors.Add(new FormulaError(notebook.Name, formula.Cell.Id, formula.Cell.Index, formula.Tex, error));
        }

        var title = PageText.Clean(options.Title ?? markdown.Headings.FirstOrDefault(h => h.Level == 1)?.Text ?? Path.GetFileNameWithoutExtension(notebook.Name));
        var html = fragments.Insert(PageFrame.Write(title, About(notebook, options, outputs.Exercises) + main, options, Contents(markdown.Headings)));
        if (options.IsSingleFile) html = new SinglePage(assets).Of(html, options.AssetsPath, outputs.Charts > 0, formulas.Count > 0);
        return new NotebookPage(html, title, [.. markdown.Headings.Select(h => h.Id)], markdown.Sections.Sections, outputs.Charts, formulas.Count, errors);

        string Quote(string code, string? language) => CodeHtml(code, language, quotes);

        string Typeset(Formula formula)
        {
            var mark = fragments.Reserve(out var fill);
            formulas.Add((formula, fill));
            return mark;
        }

        string CodeCell(Cell cell)
        {
            var html = new StringBuilder("<div class=\"nb-cell\">\n");
            markdown.Sections.Read(cell);
            if (!string.IsNullOrWhiteSpace(cell.Source)) html.Append(CodeHtml(cell.Source, LanguageOf(notebook, cell), cells));
            foreach (var output in Joined(cell.Outputs)) html.Append(outputs.Write(cell, output));
            return html.Append("</div>\n").ToString();
        }

        string RawCell(Cell cell)
            => string.IsNullOrWhiteSpace(cell.Source) ? "" : $"<div class=\"nb-cell nb-raw\">{CodeHtml(cell.Source, null, quotes)}</div>\n";

        string CodeHtml(string code, string? language, List<(string, Action<string>)> csharp)
        {
            var text = PageText.Clean(code.ReplaceLineEndings("\n")).Trim('\n');
            if (language?.ToUpperInvariant() is not ("C#" or "CSHARP" or "CS" or "CSX")) return fragments.Add(Frame(PageText.Encode(text)));
            var mark = fragments.Reserve(out var fill);
            csharp.Add((text, fill));
            return mark;
        }

        static string Frame(string html) => $"<div class=\"nb-code\"><pre translate=\"no\"><code>{html}</code></pre></div>";
    }

    /// <inheritdoc/>
    public void Dispose() => _formulas.Dispose();

    /// <summary>The language of a cell: its own, where kernels of several serve a notebook, else the notebook's.</summary>
    private static string? LanguageOf(Notebook notebook, Cell cell)
    {
        var metadata = cell.Json["metadata"] as JsonObject;
        return CellOutput.TextOf((metadata?["polyglot_notebook"] as JsonObject)?["kernelName"])
            ?? CellOutput.TextOf((metadata?["dotnet_interactive"] as JsonObject)?["language"])
            ?? CellOutput.TextOf((metadata?["vscode"] as JsonObject)?["languageId"])
            ?? notebook.Language;
    }

    /// <summary>The line above the text: what a reader wants to know before reading.</summary>
    private static string About(Notebook notebook, PageOptions options, int exercises)
    {
        var minutes = string.Create(CultureInfo.InvariantCulture, $"about {options.Minutes ?? ReadingTime.Minutes(notebook)} min to read");
        var open = exercises switch { 0 => "", 1 => " · 1 exercise", _ => string.Create(CultureInfo.InvariantCulture, $" · {exercises} exercises") };
        var download = options.Download is { } file ? $"<span class=\"nb-download\"> · <a href=\"{PageText.Encode(file.Href)}\" download>{PageText.Encode(file.Title)}</a></span>" : "";
        return $"<p class=\"nb-about\">{minutes}{open}{download}</p>\n";
    }

    /// <summary>The outputs; what one stream wrote in pieces, in one piece.</summary>
    private static IEnumerable<CellOutput> Joined(IReadOnlyList<CellOutput> outputs)
    {
        StreamOutput? open = null;
        foreach (var output in outputs)
        {
            var stream = output as StreamOutput;
            if (open is not null && stream?.Name == open.Name)
            {
                open = open with { Text = open.Text + stream.Text };
                continue;
            }
            if (open is not null) yield return open;
            if ((open = stream) is null) yield return output;
        }
        if (open is not null) yield return open;
    }

    private static string? Contents(IReadOnlyList<Heading> headings)
    {
        var listed = headings.Where(h => h.Level is 2 or 3).ToArray();
        if (listed.Length < 2) return null;
        var items = from heading in listed select $"<li class=\"nb-level-{heading.Level}\"><a href=\"#{PageText.Encode(heading.Id)}\">{heading.Html}</a></li>\n";
        return $"<ul>\n{string.Concat(items)}</ul>\n";
    }
}
