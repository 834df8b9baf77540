using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks.Documents;
using Notebooks.Html.Markdown;
using Notebooks.Html.Sanitizing;

namespace Notebooks.Html;

/// <summary>Outputs of a notebook's cells as HTML, one page's worth.</summary>
internal sealed partial class OutputWriter(Fragments fragments, MarkdownWriter markdown)
{
    private const string CheckType = "application/vnd.course.check+json", WidgetType = "application/vnd.jupyter.widget-view+json";

    /// <summary>Lines that are shown of a long text, and from how many on it counts as long.</summary>
    private const int ShownLines = 15, LongLines = 25;

    private const int LongestText = 200_000, LongestHtml = 400_000;

    /// <summary>Characters of a picture or a chart that a page takes.</summary>
    private const int LargestData = 20_000_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _outputs;

    /// <summary>How many charts were written.</summary>
    public int Charts { get; private set; }

    /// <summary>How many exercises were written.</summary>
    public int Exercises { get; private set; }

    /// <summary>An output of a cell; empty if there is nothing to show.</summary>
    public string Write(Cell cell, CellOutput output)
    {
        _outputs++;
        var (kind, html) = output switch
        {
            StreamOutput stream => (stream.Name == "stderr" ? "nb-stream nb-stderr" : "nb-stream", Text(stream.Text)),
            ErrorOutput error => ("nb-error", Error(error)),
            DisplayOutput display => Value(cell, display.Data, display.Metadata),
            ResultOutput result => Value(cell, result.Data, result.Metadata),
            UnknownOutput unknown => ("nb-json", Fold("An output of a kind that this page does not know", Pre(Json(unknown.Json)))),
            _ => ("", ""),
        };
        return html.Length == 0 ? "" : $"<div class=\"nb-output {kind}\">{html}</div>\n";
    }

    private (string Kind, string Html) Value(Cell cell, MimeBundle data, JsonObject? metadata)
    {
        if (data.TryGetValue(CheckType, out var check) && Check(check) is { } exercise) return ("nb-exercise", exercise);
        if (data.TryGetValue(PlotlyFigure.MimeType, out var value) && PlotlyFigure.From(value) is { } figure && figure.ToJson() is { Length: <= LargestData } chart)
            return ("nb-chart", Chart(figure, chart, data.Text("text/plain")));

        var note = data.ContainsKey(WidgetType) ? Note("A widget lives only while its notebook runs; open the notebook to use it.") : "";
        if (data.Text("text/html") is { } html)
        {
            var (shown, left) = Html(html);
            var kind = OwnColor().IsMatch(shown) ? "nb-html nb-sheet" : "nb-html";
            if (left is null) return (kind, shown);
            // Perhaps another form says the same without what was left out.
            note += left;
            if (shown.Length > 0 && Picture(data, metadata) is null) return (kind, shown + note);
        }
        if (data.Text("text/markdown") is { } text) return ("nb-markdown", markdown.WriteOutput(cell, text));
        // A table in LaTeX is no formula.
        if (data.Text("text/latex") is { } latex && !latex.Contains(@"\begin{tabular}", StringComparison.Ordinal)) return ("nb-markdown", markdown.WriteOutput(cell, Latex(latex)));
        if (Picture(data, metadata) is { } picture) return ("nb-picture", picture);
        if (data.TryGetValue("application/json", out var json)) return ("nb-json", Text(Json(json)));
        if (data.Text("text/plain") is { } plain)
        {
            // Where something is missing, an object's name ("<Map at 0x7f…>", "Chart(…)") is no word for it.
            if (note.Length == 0 || !ObjectName().IsMatch(plain)) return ("nb-text", Text(plain));
            return ("nb-html", (plain.StartsWith('<') ? "" : Text(plain)) + note);
        }
        if (note.Length > 0) return ("nb-html", note);
        if (data.ContainsKey("application/javascript") || data.ContainsKey("text/javascript")) return ("nb-html", Note("A script of this output does not run on a page; open the notebook to see it."));
        // HTML that shows nothing is no form that is missing.
        return data.Keys.All(key => key == "text/html") ? ("", "")
            : ("nb-html", Note($"This output has only forms that a page cannot show: {string.Join(", ", data.Keys.Take(5).Select(key => PageText.Encode(PageText.Clean(key))))}."));
    }

    /// <summary>A check is a reader's exercise: whoever opens the page has not solved it yet, unless the notebook says so.</summary>
    private string? Check(JsonNode value)
    {
        if (value is not JsonObject check || check["passed"] is not JsonValue state || !state.TryGetValue<bool>(out var passed)) return null;
        Exercises++;
        var name = CellOutput.TextOf(check["exercise"]) is { Length: > 0 } text ? "Exercise " + PageText.Encode(PageText.Clean(text)) : "Exercise";
        var words = CellOutput.TextOf(check["hint"]) is { Length: > 0 } hint ? $"<p>{PageText.MarkKorean(PageText.Encode(PageText.Clean(hint)))}</p>" : "";
        return passed
            ? $"<p class=\"nb-done\"><strong>{name}</strong> <span>solved ✓</span></p>{words}"
            : $"<p class=\"nb-open\"><strong>{name}</strong> <span>open: solve it in the notebook, and this line answers</span></p>{(words.Length > 0 ? Fold("A hint", words) : "")}";
    }

    private string Chart(PlotlyFigure figure, string json, string? alternative)
    {
        Charts++;
        var description = figure.Description is { Length: > 0 } sentence ? sentence
            : alternative is { Length: > 0 and < 1000 } && !alternative.TrimStart().StartsWith('{') ? AnsiText.Plain(alternative)
            : null;
        // Short: whatever is longer is read as the description, and only there.
        var name = figure.Title ?? string.Create(CultureInfo.InvariantCulture, $"Chart {Charts}");
        var tables = figure.Tables();
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure aria-label=\"{PageText.Encode(name)}\">");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"nb-plot\" style=\"min-height:{figure.Height}px\"><script type=\"application/json\">{json}</script></div>");
        html.Append(CultureInfo.InvariantCulture, $"<noscript><p class=\"nb-note\"><strong>{PageText.MarkKorean(PageText.Encode(name))}</strong>: without scripts this chart is not drawn{(tables.Length > 0 ? "; its numbers stand here" : "")}.</p></noscript>");
        if (description is not null && description != figure.Title) html.Append("<figcaption>").Append(PageText.MarkKorean(PageText.Encode(description))).Append("</figcaption>");
        if (tables.Length > 0) html.Append(Fold("The numbers", tables, "nb-numbers"));
        return fragments.Add(html.Append("</figure>").ToString());
    }

    /// <summary>HTML that is safe to show, and a line about what it lost, if that matters.</summary>
    private (string Html, string? Lost) Html(string html)
    {
        var number = _outputs;
        var safe = new HtmlSanitizer
        {
            MapId = id => string.Create(CultureInfo.InvariantCulture, $"o{number}-{id}"),
            // Nothing in an output knows the page that it stands on.
            MapLink = link => link.StartsWith('#') || link.Contains(':') ? link : null,
            Longest = LongestHtml,
        }.Run(html);
        var cut = safe.WasCut ? Note("The rest of this output is left out: it is too long for a page.") : "";
        // A table has come through whole: the script would have sorted it, or made a button for it.
        var lost = safe.HadScript && safe.Html.Contains("<table", StringComparison.Ordinal) ? null
            : safe.HadScript ? "A script of this output does not run on a page; open the notebook to see it."
            : safe.HadFrame ? "Something embedded in this output is not shown on a page; open the notebook to see it."
            : null;
        return (safe.ShowsSomething ? safe.Html + cut : "", lost is null ? (safe.ShowsSomething ? null : "") : Note(lost));
    }

    private static string? Picture(MimeBundle data, JsonObject? metadata)
    {
        foreach (var mime in (string[])["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"])
        {
            if (data.Text(mime) is { Length: <= LargestData } picture && OutputData.Image(mime, picture) is { } address)
            {
                var plain = data.Text("text/plain");
                // "<Figure size 640x480 with 1 Axes>" says nothing.
                var description = string.IsNullOrWhiteSpace(plain) || plain.StartsWith('<') || plain.Length > 500 ? "A picture that the code above gave" : AnsiText.Plain(plain);
                // A picture for a dense screen says how large it is meant to be.
                var width = FigureValues.Number(FigureValues.At(metadata, mime, "width"));
                var size = width is >= 1 and <= 5000 ? string.Create(CultureInfo.InvariantCulture, $" width=\"{width:0}\"") : "";
                return $"<img src=\"{address}\" alt=\"{PageText.Encode(description)}\"{size}>";
            }
        }
        return null;
    }

    private static string Latex(string latex)
    {
        var tex = latex.Trim();
        if (tex.StartsWith('$') || tex.StartsWith(@"\begin{", StringComparison.Ordinal)) return tex;
        return (tex.StartsWith(@"\[", StringComparison.Ordinal) && tex.EndsWith(@"\]", StringComparison.Ordinal)) || (tex.StartsWith(@"\(", StringComparison.Ordinal) && tex.EndsWith(@"\)", StringComparison.Ordinal))
            ? $"$$\n{tex[2..^2]}\n$$"
            : tex;
    }

    private static string Error(ErrorOutput error)
    {
        var message = AnsiText.Plain(error.Message).Trim();
        var html = $"<p class=\"nb-message\"><strong>{PageText.Encode(AnsiText.Plain(error.Name))}</strong>{(message.Length > 0 ? ": " : "")}{PageText.Encode(message)}</p>";
        return error.Traceback.Count == 0 ? html : html + Fold("Where it happened", Pre(string.Join('\n', AnsiText.Lines(Shorten(string.Join('\n', error.Traceback)))), isHtml: true));
    }

    /// <summary>A text as a terminal would show it; what is long is folded.</summary>
    private static string Text(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var lines = AnsiText.Lines(Shorten(text));
        var end = text.Length > LongestText ? Note(string.Create(CultureInfo.InvariantCulture, $"{text.Length - LongestText:N0} more characters are left out.")) : "";
        if (lines.Count <= LongLines) return Pre(string.Join('\n', lines), isHtml: true) + end;
        var rest = Fold(string.Create(CultureInfo.InvariantCulture, $"{lines.Count - ShownLines:N0} more lines"), Pre(string.Join('\n', lines.Skip(ShownLines)), isHtml: true) + end, "nb-more");
        return Pre(string.Join('\n', lines.Take(ShownLines)), isHtml: true) + rest;
    }

    private static string Shorten(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static string Json(JsonNode json) => json.ToJsonString(Indented);

    private static string Pre(string text, bool isHtml = false) => $"<pre>{(isHtml ? text : PageText.Encode(PageText.Clean(Shorten(text))))}</pre>";

    private static string Fold(string summary, string html, string name = "nb-fold")
        => $"<details class=\"{name}\"><summary>{summary}</summary>{html}</details>";

    private static string Note(string html) => $"<p class=\"nb-note\">{html}</p>";

    // A name alone, or a call that would make the object again.
    [GeneratedRegex(@"^\s*(?:<[^\n]*>|[\w.]*\([^\n]*\)|)\s*$")]
    private static partial Regex ObjectName();

    // Colours that are not the page's: they were chosen for white paper, and keep it where the page is dark.
    [GeneratedRegex("""style="[^"]*\b(?:color|background):\s*(?!var\(|inherit|transparent|currentcolor)|<svg(?![^>]*light-dark)(?!.*(?:var\(--|light-dark))""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex OwnColor();
}
