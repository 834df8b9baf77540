using Microsoft.AspNetCore.Html;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>What every cell can call without a prefix; the names are those of .NET Interactive.</summary>
#pragma warning disable IDE1006, CA1708 // display and Display are written so in every notebook.
public static class Kernel
{
    /// <summary>Shows a value now, in the middle of the cell.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The forms to show it in; with none, those that suit its type.</param>
    /// <returns>The display, whose content can be replaced.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(ValueFormatter.Format(value, mimeTypes), mimeTypes);

    /// <summary>The text as HTML, to be shown as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs a script in the notebook, where the notebook lets scripts run.</summary>
    public static void Javascript(string content) => $"<script type=\"text/javascript\">{content}</script>".DisplayAs("text/html");

    /// <summary>Adds style rules to the notebook.</summary>
    public static void CSS(string content) => $"<style>{content}</style>".DisplayAs("text/html");

    /// <summary>Takes away what the cell has shown so far. (.NET Interactive has nothing of this kind.)</summary>
    /// <param name="wait">Only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => CSharpSession.Add(new ClearOutput(wait));

    /// <inheritdoc cref="display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows a text as what it is: HTML, SVG, Markdown, JSON.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">What it is, such as <c>text/html</c> or <c>application/json</c>.</param>
    /// <returns>The display, whose content can be replaced.</returns>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
        => DisplayedValue.Show(new MimeBundle((mimeType, ValueFormatter.ToNode(mimeType, value))), [mimeType]);
}
