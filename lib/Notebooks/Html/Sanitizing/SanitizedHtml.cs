namespace Notebooks.Html.Sanitizing;

/// <summary>What <see cref="HtmlSanitizer"/> made of a text.</summary>
/// <param name="Html">HTML in which every element is closed and nothing acts.</param>
/// <param name="HadScript">Whether a script was left out.</param>
/// <param name="HadFrame">Whether something embedded was left out: a frame, an object, a film.</param>
/// <param name="ShowsSomething">Whether anything is left to see: text, a picture, a rule.</param>
/// <param name="WasCut">Whether the text was longer than a page takes.</param>
internal sealed record SanitizedHtml(string Html, bool HadScript, bool HadFrame, bool ShowsSomething, bool WasCut);
