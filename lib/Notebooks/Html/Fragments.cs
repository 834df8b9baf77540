using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks.Html;

/// <summary>HTML of the page's own making that must pass through the sanitiser, or is known only later: a number between
/// two private characters, which no cell's text can hold (<see cref="PageText.Clean"/>), stands for it until the end.</summary>
internal sealed partial class Fragments
{
    public const char Start = '\uE000', End = '\uE001';

    private readonly List<string> _html = [];

    /// <summary>Keeps HTML; what is returned stands for it.</summary>
    public string Add(string html)
    {
        _html.Add(html);
        return string.Create(CultureInfo.InvariantCulture, $"{Start}{_html.Count - 1}{End}");
    }

    /// <summary>Keeps a place for HTML that <paramref name="fill"/> brings later; what is returned stands for it.</summary>
    public string Reserve(out Action<string> fill)
    {
        var place = _html.Count;
        fill = html => _html[place] = html;
        return Add("");
    }

    /// <summary>The HTML with everything in its place.</summary>
    public string Insert(string html) => Marks().Replace(html, mark
        => int.TryParse(mark.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < _html.Count ? _html[place] : "");

    /// <summary>The text without marks, for where no HTML can stand.</summary>
    public static string Strip(string text) => text.Contains(Start) ? Marks().Replace(text, "") : text;

    [GeneratedRegex("\uE000([0-9]+)\uE001")]
    private static partial Regex Marks();
}
