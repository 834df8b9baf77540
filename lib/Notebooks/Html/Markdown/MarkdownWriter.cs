using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Notebooks.Documents;
using Notebooks.Html.Sanitizing;

namespace Notebooks.Html.Markdown;

/// <summary>The Markdown of a notebook's cells as HTML, one page's worth: headings get anchors that differ.</summary>
internal sealed partial class MarkdownWriter
{
    private const long LargestPicture = 10_000_000;

    private static readonly MarkdownPipeline Pipeline = CreatePipeline(hasTables: true), WithoutTables = CreatePipeline(hasTables: false);
    private readonly Fragments _fragments;
    private readonly Func<string, string?, string> _writeCode;
    private readonly Func<Formula, string> _writeFormula;
    private readonly string? _folder;
    private readonly Func<string, string?> _mapLink;
    private readonly HashSet<string> _ids = [];
    private readonly List<Heading> _headings = [];

    /// <summary>A writer for one page.</summary>
    /// <param name="fragments">Takes what passes through the sanitiser.</param>
    /// <param name="writeCode">Code and the name of its language as a fragment.</param>
    /// <param name="writeFormula">A formula as a fragment.</param>
    /// <param name="folder">Where the notebook's pictures are; null if it stands nowhere.</param>
    /// <param name="mapLink">Where a link leads from the page.</param>
    public MarkdownWriter(Fragments fragments, Func<string, string?, string> writeCode, Func<Formula, string> writeFormula, string? folder, Func<string, string?> mapLink)
        => (_fragments, _writeCode, _writeFormula, _folder, _mapLink) = (fragments, writeCode, writeFormula, folder, mapLink);

    /// <summary>What a search finds of the cells' own text, section by section.</summary>
    public SectionReader Sections { get; } = new();

    /// <summary>The headings so far.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    /// <summary>A cell's text as HTML.</summary>
    public string Write(Cell cell)
    {
        var headings = _headings.Count;
        try
        {
            var document = Parse(cell.Source);
            var html = Sanitize(cell, Render(cell, document, isOutput: false), cell.Attachments);
            Sections.Read(document);
            return html;
        }
        catch (ArgumentException error) when (IsTooDeep(error))
        {
            _headings.RemoveRange(headings, _headings.Count - headings);
            return AsTyped(cell.Source);
        }
    }

    /// <summary>Markdown that a cell gave as HTML: its headings are none of the page's.</summary>
    public string WriteOutput(Cell cell, string markdown)
    {
        try
        {
            return Sanitize(cell, Render(cell, Parse(markdown), isOutput: true), attachments: null);
        }
        catch (ArgumentException error) when (IsTooDeep(error))
        {
            return AsTyped(markdown);
        }
    }

    // Of brackets and quotes in each other that no person has written, Markdig makes nothing more.
    private static bool IsTooDeep(ArgumentException error) => error.Message.Contains("deeply nested", StringComparison.Ordinal);

    private static string AsTyped(string markdown) => $"<pre>{PageText.Encode(PageText.Clean(markdown))}</pre>";

    // Nor may a character reference spell a mark of the page's own.
    private static MarkdownDocument Parse(string markdown)
    {
        var text = MarkReference().Replace(PageText.Clean(markdown), "&#xFFFD;");
        return Markdig.Markdown.Parse(text, MayGrow(text) ? WithoutTables : Pipeline);
    }

    // Every row of a table is filled up to the longest one: a single long row and many short ones would be a million empty cells. And of
    // rules as they stand below a table's head, each that has no head is looked at again for each that follows.
    private static bool MayGrow(string markdown)
    {
        const int MostRules = 100;
        long lines = 0, longest = 0, rules = 0;
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            (lines, longest) = (lines + 1, Math.Max(longest, line.Count('|')));
            if (line.Contains('|') && line.Trim("|-:> \t").IsEmpty) rules++;
        }

        return rules > MostRules || lines * longest > 4_000 + (2L * markdown.Length);
    }

    private string Render(Cell cell, MarkdownObject part, bool isOutput)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HeadingRenderer>(Writes<HeadingBlock>((html, heading) => WriteHeading(html, cell, heading, isOutput)));
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(Writes<CodeBlock>(WriteCode));
        renderer.ObjectRenderers.Add(Writes<MathSpan>((html, math) => html.Write(html.EnableHtmlForInline ? Mark(cell, math) : PageText.Encode(math.Tex))));
        renderer.ObjectRenderers.Add(Writes<MathBlock>((html, math) =>
            html.Write("<p>").Write(_writeFormula(new Formula(cell, string.Join('\n', math.Tex), IsDisplay: true))).WriteLine("</p>")));
        renderer.Render(part);
        return writer.ToString();
    }

    private void WriteHeading(HtmlRenderer html, Cell cell, HeadingBlock heading, bool isOutput)
    {
        if (isOutput)
        {
            html.Write("<div class=\"heading\">");
            html.WriteLeafInline(heading);
            html.WriteLine("</div>");
            return;
        }
        var text = PlainText(heading.Inline);
        var id = IdFor(text);
        SectionReader.Name(heading, id);
        var tag = string.Create(CultureInfo.InvariantCulture, $"h{heading.Level}");
        html.Write('<').Write(tag).Write(" id=\"").Write(id).Write("\">");
        html.WriteLeafInline(heading);
        html.Write(_fragments.Add($"<a class=\"nb-anchor\" href=\"#{id}\" aria-label=\"Link to “{PageText.Encode(text)}”\"></a>"));
        html.Write("</").Write(tag).WriteLine(">");
        _headings.Add(new Heading(heading.Level, id, text, ShortHtml(cell, heading.Inline)));
    }

    private void WriteCode(HtmlRenderer html, CodeBlock code)
    {
        var language = (code as FencedCodeBlock)?.Info?.Trim();
        html.Write("<div>").Write(_writeCode(code.Lines.ToString(), language)).WriteLine("</div>");
    }

    private string Mark(Cell cell, MathSpan math) => _writeFormula(new Formula(cell, math.Tex, math.IsDisplay));

    /// <summary>A heading for the list of contents: no links in a link.</summary>
    private string ShortHtml(Cell cell, Inline? inline) => inline switch
    {
        LiteralInline literal => PageText.MarkKorean(PageText.Encode(literal.Content.ToString())),
        CodeInline code => $"<code>{PageText.Encode(code.Content)}</code>",
        MathSpan math => Mark(cell, math),
        HtmlEntityInline entity => PageText.Encode(entity.Transcoded.ToString()),
        LineBreakInline => " ",
        EmphasisInline { DelimiterChar: '*' or '_' } emphasis => $"<em>{string.Concat(emphasis.Select(part => ShortHtml(cell, part)))}</em>",
        ContainerInline container => string.Concat(container.Select(part => ShortHtml(cell, part))),
        _ => "",
    };

    private string Sanitize(Cell cell, string html, JsonObject? attachments) => new HtmlSanitizer
    {
        IsText = true,
        // Footnotes are numbered anew in every cell.
        MapId = id => id.StartsWith("fn", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"c{cell.Index + 1}-{id}")
            : id.StartsWith("nb-", StringComparison.Ordinal) ? "text-" + id
            : id,
        MapLink = _mapLink,
        MapImage = source => Picture(source, attachments),
    }.Run(html).Html;

    /// <summary>A picture as a data address: the cell's own attachment, or a file beside the notebook.</summary>
    private string? Picture(string source, JsonObject? attachments)
    {
        if (HtmlRules.IsImageData(source)) return source;
        if (source.StartsWith("attachment:", StringComparison.Ordinal))
        {
            return (attachments?[Uri.UnescapeDataString(source[11..])] as JsonObject ?? [])
                .Select(form => CellOutput.TextOf(form.Value) is { } data ? OutputData.Image(form.Key, data) : null)
                .FirstOrDefault(data => data is not null);
        }
        var type = Path.GetExtension(source).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            ".svg" => "image/svg+xml",
            _ => null,
        };
        return type is not null && FileBeside(Uri.UnescapeDataString(source)) is { } file ? $"data:{type};base64,{Convert.ToBase64String(file)}" : null;
    }

    /// <summary>A file in the notebook's folder, or below it. A page is sent to others: nothing else of the writer's machine gets
    /// onto it, by whatever path, nor through a symbolic link.</summary>
    private byte[]? FileBeside(string path)
    {
        if (_folder is null || path.AsSpan().IndexOfAny(':', '\\', '\0') >= 0) return null;
        var file = new FileInfo(_folder);
        foreach (var name in path.Split('/'))
        {
            if (name is ".") continue;
            if (name is "" or "..") return null;
            file = new FileInfo(Path.Combine(file.FullName, name));
            if (file.LinkTarget is not null) return null;
        }
        try
        {
            return file.Exists && file.Length <= LargestPicture ? File.ReadAllBytes(file.FullName) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string IdFor(string text)
    {
        var slug = new StringBuilder();
        foreach (var rune in text.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_') slug.Append(rune);
            else if (Rune.IsWhiteSpace(rune)) slug.Append('-');
        }
        var name = slug.ToString().Trim('-');
        if (name.Length == 0 || name.StartsWith("nb-", StringComparison.Ordinal)) name = "section" + name;
        var id = name;
        for (var i = 1; !_ids.Add(id); i++) id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        return id;
    }

    private static string PlainText(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var part in inline?.Descendants() ?? [])
        {
            _ = part switch
            {
                LiteralInline literal => text.Append(literal.Content.AsSpan()),
                CodeInline code => text.Append(code.Content),
                MathSpan math => text.Append(math.Tex),
                HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
                LineBreakInline => text.Append(' '),
                _ => text,
            };
        }
        return text.ToString().Trim();
    }

    private static MarkdownPipeline CreatePipeline(bool hasTables)
    {
        var builder = new MarkdownPipelineBuilder();
        if (hasTables) builder.UsePipeTables();
        builder.UseFootnotes().UseAutoLinks().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough);
        builder.InlineParsers.InsertBefore<EmphasisInlineParser>(new MathSpanParser());
        builder.BlockParsers.Insert(0, new MathBlockParser());
        return builder.Build();
    }

    [GeneratedRegex("&#(?:x0*e00[01]|0*5734[45]);?", RegexOptions.IgnoreCase)]
    private static partial Regex MarkReference();

    private static Writer<T> Writes<T>(Action<HtmlRenderer, T> write) where T : MarkdownObject => new(write);

    private sealed class Writer<T>(Action<HtmlRenderer, T> write) : HtmlObjectRenderer<T> where T : MarkdownObject
    {
        protected override void Write(HtmlRenderer renderer, T obj) => write(renderer, obj);
    }
}
