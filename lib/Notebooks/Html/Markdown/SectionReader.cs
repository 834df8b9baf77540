using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Notebooks.Documents;

namespace Notebooks.Html.Markdown;

/// <summary>Reads the text of a page's cells for its search, section by section.</summary>
internal sealed partial class SectionReader
{
    // Where a heading keeps the id that the page gives it.
    private static readonly object Id = new();

    private readonly List<Section> _sections = [new("", "")];
    private int _folds;

    /// <summary>The sections so far that hold anything.</summary>
    public IReadOnlyList<SearchSection> Sections => [.. _sections.Where(section => !section.IsEmpty).Select(section => section.Made)];

    private Section Last => _sections[^1];

    /// <summary>Tells a heading its id.</summary>
    public static void Name(HeadingBlock heading, string id) => heading.SetData(Id, id);

    /// <summary>Takes a cell's text, after its headings have their ids.</summary>
    public void Read(MarkdownDocument document)
    {
        _folds = 0;
        Read((Block)document);
    }

    /// <summary>Takes a cell's code.</summary>
    public void Read(Cell cell) => Last.Code.Append(PageText.Clean(cell.Source)).Append('\n');

    private void Read(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                _sections.Add(new Section((string?)heading.GetData(Id) ?? "", TextOf(heading.Inline)));
                break;
            case HtmlBlock { Type: HtmlBlockType.ScriptPreOrStyle or HtmlBlockType.Comment }:
                break;
            case HtmlBlock html:
                ReadHtml(html.Lines.ToString());
                break;
            case CodeBlock code:
                Add(code.Lines.ToString(), isCode: true);
                break;
            case MathBlock:
                break;
            case TableRow row:
                Add(string.Join(" · ", row.Descendants<ParagraphBlock>().Select(cell => TextOf(cell.Inline)).Where(text => text.Length > 0)));
                foreach (var cell in row.Descendants<ParagraphBlock>()) AddTerms(cell.Inline);
                break;
            case LeafBlock leaf:
                Add(TextOf(leaf.Inline));
                AddTerms(leaf.Inline);
                break;
            case ContainerBlock container:
                foreach (var part in container) Read(part);
                break;
        }
    }

    /// <summary>HTML between the paragraphs: what it says, and whether what follows is folded.</summary>
    private void ReadHtml(string html)
    {
        // The line that opens a fold is seen; what is behind it is not.
        var opened = Fold().Count(html);
        Add(WebUtility.HtmlDecode(Tag().Replace(html, " ")));
        _folds = Math.Max(0, _folds + opened - EndOfFold().Count(html));
    }

    private void Add(string text, bool isCode = false)
    {
        var line = isCode ? text : Space().Replace(text, " ").Trim();
        if (line.Length > 0) (_folds > 0 ? Last.Folded : isCode ? Last.Code : Last.Text).Append(line).Append('\n');
    }

    private void AddTerms(ContainerInline? text)
    {
        foreach (var emphasis in _folds > 0 || text is null ? [] : text.Descendants<EmphasisInline>())
        {
            var next = emphasis.NextSibling;
            while (next is MathSpan || (next is LiteralInline space && space.Content.IsEmptyOrWhitespace())) next = next.NextSibling;
            if (next is not LiteralInline open || open.Content.ToString().Trim() != "(") continue;
            if (next.NextSibling is not HtmlInline span || !OtherLanguage().IsMatch(span.Tag)) continue;
            var other = new StringBuilder();
            for (next = span.NextSibling; next is not null and not HtmlInline; next = next.NextSibling) Write(other, next);
            // **One *epoch*** is about an epoch.
            Last.Terms.AddRange([TextOf(emphasis.LastChild as EmphasisInline ?? emphasis), other.ToString()]);
        }
    }

    private static string TextOf(ContainerInline? inline)
    {
        var text = new StringBuilder();
        foreach (var part in inline ?? Enumerable.Empty<Inline>()) Write(text, part);
        return PageText.Clean(text.ToString()).Trim();
    }

    private static void Write(StringBuilder text, Inline inline)
    {
        _ = inline switch
        {
            LiteralInline literal => text.Append(literal.Content.AsSpan()),
            CodeInline code => text.Append(code.Content),
            MathSpan { IsDisplay: false } math => text.Append(FormulaText.Of(math.Tex) ?? "…"),
            HtmlEntityInline entity => text.Append(entity.Transcoded.AsSpan()),
            AutolinkInline link => text.Append(link.Url),
            LineBreakInline or MathSpan => text.Append(' '),
            HtmlInline html when LineBreak().IsMatch(html.Tag) => text.Append(' '),
            _ => text,
        };
        if (inline is ContainerInline container)
            foreach (var part in container) Write(text, part);
    }

    [GeneratedRegex("<details\\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fold();

    [GeneratedRegex("</details\\b", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfFold();

    [GeneratedRegex("^<br\\b", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex("^<[a-z]+ [^>]*lang=", RegexOptions.IgnoreCase)]
    private static partial Regex OtherLanguage();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    private sealed class Section(string anchor, string heading)
    {
        public StringBuilder Text { get; } = new();

        public List<string> Terms { get; } = [];

        public StringBuilder Code { get; } = new();

        public StringBuilder Folded { get; } = new();

        public bool IsEmpty => heading.Length + Text.Length + Code.Length + Folded.Length == 0;

        public SearchSection Made => new(anchor, heading, Text.ToString().Trim(), Terms, Code.ToString().Trim(), Folded.ToString().Trim());
    }
}
