using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Course.Tests.Pages;

/// <summary>What a page consists of, in lines that a person reads: landmarks, headings, code, outputs, figures, folds and exercises, in their order and
/// with their names. No number stands there that another machine would write otherwise.</summary>
internal static class Structure
{
    public static string Of(string html)
    {
        var text = new StringBuilder();
        Write(new HtmlParser().ParseDocument(html).Body!, 0);
        return text.ToString().TrimEnd();

        void Write(IElement element, int depth)
        {
            if (Line(element) is { } line) text.Append(' ', 2 * depth++).AppendLine(line.Trim());
            foreach (var child in element.Children) Write(child, depth);
        }
    }

    private static string? Line(IElement element) => element switch
    {
        { LocalName: "header" or "main" or "footer" or "nav" or "dialog" or "search" } => $"[{element.LocalName}] {element.GetAttribute("aria-label")}",
        { LocalName: "h1" or "h2" or "h3" or "h4" or "h5" or "h6" } => $"{new string('#', element.LocalName[1] - '0')} {Words(element)}",
        { LocalName: "figure" or "svg" } when element.Closest(".katex, a, button") is null => $"{element.LocalName}: {(element.LocalName == "figure" ? element.GetAttribute("aria-label") : "")}",
        { LocalName: "figcaption" } => "description",
        { LocalName: "details" } => $"fold: {Words(element.Children.First(child => child.LocalName == "summary"))}",
        { LocalName: "button" } => $"button: {element.GetAttribute("aria-label") ?? Words(element)}",
        { LocalName: "table" } => "table",
        { LocalName: "img" } => $"picture: {element.GetAttribute("alt")}",
        _ when element.ClassList.Contains("nb-exercise") => $"exercise: {Words(element.QuerySelector("strong")!)}",
        _ when element.ClassList.Contains("nb-output") => string.Join(' ', element.ClassList.Where(name => name != "nb-output").Select(name => name[3..])),
        _ when element.ClassList.Contains("nb-code") => "code",
        _ when element.ClassList.Contains("katex-display") => "formula",
        _ => null,
    };

    // Formulas as they are read aloud, not twice.
    private static string Words(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var twice in copy.QuerySelectorAll(".katex-html, annotation, .nb-anchor").ToArray()) twice.Remove();
        return string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
