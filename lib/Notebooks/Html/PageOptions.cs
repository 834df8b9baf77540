namespace Notebooks.Html;

/// <summary>What a page is besides its content.</summary>
public sealed record PageOptions
{
    /// <summary>The page's title; without one, the notebook's first heading, else its name.</summary>
    public string? Title { get; init; }

    /// <summary>The language of the text, as BCP 47 has it.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The page that lists the others; stands at the top.</summary>
    public PageLink? Home { get; init; }

    /// <summary>The page that comes before.</summary>
    public PageLink? Previous { get; init; }

    /// <summary>The page that comes after.</summary>
    public PageLink? Next { get; init; }

    /// <summary>Where the notebook itself can be had, and what the link says; null if it stands nowhere beside the page.</summary>
    public PageLink? Download { get; init; }

    /// <summary>About how long the page takes to read; without it, <see cref="ReadingTime"/> estimates.</summary>
    public int? Minutes { get; init; }

    /// <summary>The name under which the reader's browser keeps what was read: pages of one name share it. Null keeps nothing.</summary>
    public string? Shelf { get; init; }

    /// <summary>The way from the page to the script that <see cref="SearchIndex.Write"/> made; null if there is nothing to search.</summary>
    public string? SearchIndex { get; init; }

    /// <summary>The way from the page to the folder that <see cref="PageAssets.CopyTo"/> filled, with a slash at its end.</summary>
    public string AssetsPath { get; init; } = "assets/";

    /// <summary>Whether everything that the page needs is to stand in it: style sheets, the fonts that it uses, scripts. Such a page
    /// is large if it has charts (about 5 MB), and can be sent as it is.</summary>
    public bool IsSingleFile { get; init; }

    /// <summary>Where a link of the text leads from the page (a notebook's file may have become a page); null takes the link away.</summary>
    public Func<string, string?> MapLink { get; init; } = link => link;
}
