namespace Notebooks.Html.Sanitizing;

/// <summary>A piece of HTML as it stands in the text.</summary>
internal abstract record HtmlToken;

/// <summary>Text between tags; its character references are left as they are.</summary>
internal sealed record HtmlText(string Raw) : HtmlToken;

/// <summary>A start tag, its name and the names of its attributes in lower case, the values decoded.</summary>
internal sealed record HtmlStartTag(string Name, IReadOnlyList<KeyValuePair<string, string>> Attributes, bool IsSelfClosing) : HtmlToken;

/// <summary>An end tag, its name in lower case.</summary>
internal sealed record HtmlEndTag(string Name) : HtmlToken;

/// <summary>An element that is dropped with all that is in it.</summary>
internal sealed record HtmlDropped(string Name, string Content) : HtmlToken;
