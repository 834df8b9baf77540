namespace Notebooks.Jupyter;

/// <summary>Places in a text: Jupyter counts code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The index of the unit at which that many code points have gone by; the end, if the text has fewer.</summary>
    public static int Index(string text, int points)
    {
        var index = 0;
        for (; points > 0 && index < text.Length; points--) index += IsPair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>How many code points stand before the unit at <paramref name="index"/>.</summary>
    public static int Count(string text, int index)
    {
        var count = index;
        for (var i = 0; i < index - 1; i++)
            if (IsPair(text, i)) count--;
        return count;
    }

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
