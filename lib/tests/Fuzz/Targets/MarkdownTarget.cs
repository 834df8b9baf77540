using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Documents;
using Notebooks.Html;
using Notebooks.Html.Markdown;

namespace Fuzz.Targets;

/// <summary>Any Markdown becomes HTML that does nothing, and shows no file from outside of the notebook's folder.</summary>
internal sealed class MarkdownTarget : Target
{
    private static readonly byte[] s_secret = [.. "what nobody else is to see"u8];

    private readonly Lazy<string> _folder = new(() =>
    {
        var folder = Directory.CreateDirectory(Path.Combine(Scratch.Folder, "notes")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "m.png"), [1, 2, 3]);
        File.WriteAllBytes(Path.Combine(Scratch.Folder, "secret.png"), s_secret);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(folder, "l.png"), Path.Combine(Scratch.Folder, "secret.png"));
            File.CreateSymbolicLink(Path.Combine(folder, "up"), Scratch.Folder);
        }
        return folder;
    });

    public override string Name => "markdown";

    // Formulas and marks are small, and what is made of them is read twice more here; a table may have two cells for each byte, and more that its short rows lack.
    public override int MemoryPerByte => 20_000;

    public override IReadOnlyList<string> Words { get; } =
    [
        "# ", "## a\n", "**", "*", "_", "`", "```\n", "```csharp\n", "~~~", "$", "$$\n", "\\begin{align}\n", "\\end{align}\n", "| a | b |\n| --- | --- |\n", "[^1]", "[^1]: ", "> ", "- ", "1. ", "    ", "\t", "![m](m.png)", "![a](attachment:m.png)",
        "![s](../secret.png)", "![s](..%2fsecret.png)", "![s](%2e%2e/secret.png)", "![s](up/secret.png)", "![s](l.png)", "![s](a%00.png)", "](", "[", "]", "<", ">", "<https://x.org>", "<b>", "</b>", "<div>\n", "</div>\n", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "<?", "<svg>", "<style>",
        "<img src=m.png onerror=a>", "<a href=\"javascript:a\">", "&#106;", "&lt;", "&#xE000;0&#xE001;", "\ue0000\ue001", "\\", "javascript:", "data:text/html,", "[x]: y\n", "[x][y]", "~~", "---\n", "<details><summary>", "<h1 id=\"nb-main\">",
    ];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(
            Gen.Elements("# head\n\n", "text ", "**bold** ", "*em* ", "`code` ", "$x^2$ ", "$$\nx\n$$\n", "- item\n", "1. one\n", "> quote\n", "| a | b |\n| - | - |\n| 1 | $x$ |\n", "\n\n", "\n", "[link](02.ipynb#a) ", "![m](m.png) ", "```csharp\nvar x = 1;\n```\n", "<b>", "</b>", "<div>\n", "\n</div>\n", "[^1] ", "\n[^1]: note\n", "    code\n", "---\n", "기울기 "),
            Samples.Texts)
        .ListOf().Select(parts => Bytes(string.Concat(parts)));

    public override IEnumerable<byte[]> Seeds() => Samples.Cells.Where(cell => (string?)cell["cell_type"] == "markdown").Select(cell => Bytes(new Cell((JsonObject)cell.DeepClone(), 0, []).Source)).Where(text => text.Length > 0);

    public override string Run(byte[] input)
    {
        var source = Encoding.UTF8.GetString(input);
        var cell = new Cell(new JsonObject { ["cell_type"] = "markdown", ["source"] = source, ["attachments"] = new JsonObject { ["m.png"] = new JsonObject { ["image/png"] = "AQID" } } }, 0, []);
        var fragments = new Fragments();
        var formulas = 0;
        var writer = new MarkdownWriter(
            fragments,
            (code, _) => fragments.Add($"<pre>{PageText.Encode(PageText.Clean(code))}</pre>"),
            formula =>
            {
                formulas++;
                return fragments.Add($"<code>{PageText.Encode(PageText.Clean(formula.Tex))}</code>");
            },
            _folder.Value,
            link => link);
        var html = fragments.Insert(writer.Write(cell));
        Markup.RequireHarmless(html);
        Markup.RequireHarmless(string.Concat(writer.Headings.Select(heading => fragments.Insert($"<p>{heading.Html}</p>"))));
        BrokenException.Unless(!html.Contains(Convert.ToBase64String(s_secret), StringComparison.Ordinal), "Nothing is shown from outside of the notebook's folder");
        BrokenException.Unless(writer.Headings.Select(heading => heading.Id).Distinct().Count() == writer.Headings.Count, "Anchors differ");
        return $"{Math.Min(formulas, 2)} {Math.Min(writer.Headings.Count, 2)} {string.Join(' ', Elements(html).Distinct().Order(StringComparer.Ordinal).Take(6))}";
    }

    private static IEnumerable<string> Elements(string html)
    {
        for (var at = 0; (at = html.IndexOf('<', at)) >= 0; at++)
        {
            var end = at + 1;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end])) end++;
            if (end > at + 1) yield return html[(at + 1)..end];
        }
    }
}
