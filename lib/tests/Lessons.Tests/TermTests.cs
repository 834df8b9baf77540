using System.Text.RegularExpressions;

namespace Lessons.Tests;

/// <summary>Korean terms stand beside the English ones, are the same everywhere, and are marked as Korean.</summary>
public sealed partial class TermTests
{
    public static TheoryData<string> Lessons => Lesson.Names;

    [Theory, MemberData(nameof(Lessons))]
    public void The_summary_gives_the_Korean_term_beside_each_new_English_one(string lesson)
    {
        var rows = Rows(Lesson.Named(lesson).Cell("summary").Source);
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.True(Terms.Korean.TryGetValue(row.English, out var korean), $"'{row.English}' is not in Terms.");
            Assert.Equal(korean, row.Korean);
        });
    }

    [Theory, MemberData(nameof(Lessons))]
    public void Korean_is_marked_and_says_a_known_term(string lesson)
    {
        var words = Terms.Korean.Values.SelectMany(korean => korean.Split(", ").Append(korean)).ToHashSet();
        Assert.All(Lesson.Named(lesson).MarkdownCells, cell =>
        {
            Assert.All(Marked().Matches(cell.Source), match => Assert.Contains(match.Groups[1].Value, words));
            Assert.DoesNotMatch(Hangul(), Marked().Replace(cell.Source, ""));
        });
    }

    /// <summary>The rows of tables whose header is English and Korean.</summary>
    private static List<(string English, string Korean)> Rows(string markdown)
        =>
        [
            .. from table in MarkdownTable.In(markdown)
               where table.Header is ["English", "Korean", ..]
               from row in table.Rows
               select (row[0], Marked().Match(row[1]).Groups[1].Value),
        ];

    [GeneratedRegex("""<span lang="ko">([^<]*)</span>""")]
    private static partial Regex Marked();

    [GeneratedRegex(@"[\p{IsHangulSyllables}\p{IsHangulJamo}\p{IsHangulCompatibilityJamo}]")]
    private static partial Regex Hangul();
}
