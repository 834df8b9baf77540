namespace Notebooks.Html;

/// <summary>A link to another page.</summary>
/// <param name="Href">Where it leads, from the page that it stands on.</param>
/// <param name="Title">What it is called there.</param>
public sealed record PageLink(string Href, string Title);
