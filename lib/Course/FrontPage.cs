using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Notebooks.Html;

namespace Course;

/// <summary>The page that leads to the lessons.</summary>
internal static class FrontPage
{
    /// <summary>Its name in <c>site/</c>.</summary>
    public const string File = "index.html";

    /// <summary>The course's name.</summary>
    public const string Title = "딥러닝 수학 — Deep Learning Math";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The whole page.</summary>
    /// <param name="lessons">The lessons, in their order.</param>
    /// <param name="map">The drawing of how they follow from each other (SVG); null if there is none.</param>
    public static string Write(IReadOnlyList<Lesson> lessons, string? map)
    {
        var main = new StringBuilder();
        main.Append("""
            <div class="nb-text">
            <h1><span lang="ko">딥러닝 수학</span><br>Deep Learning Math</h1>
            <p>How a neural network learns, shown by running every step of it: lessons as C# notebooks, with formulas, code, pictures that move, and exercises that answer.</p>

            """);
        if (lessons.Count > 0)
            main.Append(CultureInfo.InvariantCulture, $"<p><a href=\"{Encode(lessons[0].Page)}\"><strong>Begin: {Encode(lessons[0].Title)}</strong></a></p>\n");
        // Side by side where there is room; on a phone the list comes first.
        main.Append("<div style=\"display:flex;flex-wrap:wrap;column-gap:2rem\">\n<section style=\"flex:1 1 16rem\">\n<h2>The lessons</h2>\n<ol style=\"list-style:none;padding:0\">\n");
        foreach (var lesson in lessons)
        {
            main.Append(CultureInfo.InvariantCulture, $"""
                <li style="border-top:1px solid var(--nb-line);padding:0.7rem 0">
                <a href="{Encode(lesson.Page)}"><strong>{Encode(lesson.Title)}</strong></a><br>
                {Encode(lesson.Question)}<br>
                <span style="color:var(--nb-muted);font-family:var(--nb-sans);font-size:0.85rem">about {Minutes(lesson, map)} min</span>
                </li>

                """);
        }
        main.Append("</ol>\n</section>\n");
        if (map is not null)
            main.Append("<section style=\"flex:0 1 auto;min-width:0\">\n<h2>The map</h2>\n<figure aria-label=\"Map of the lessons\">\n").Append(WithoutProlog(map)).Append("\n</figure>\n</section>\n");

        var first = Encode($"notebooks/{(lessons.Count > 0 ? lessons[0].File : "…")}");
        main.Append(CultureInfo.InvariantCulture, $"""
            </div>
            <h2>Study, not only read</h2>
            <p>These pages show every lesson as it was run. The lessons themselves are notebooks: open the course's folder in
            <a href="https://code.visualstudio.com">VS Code</a>, take the Jupyter extension when it recommends it, and open <code>{first}</code>.
            Predict what a cell will do, run it, change a number, run it again. After an exercise a check says at once whether you have it, or gives a hint.</p>
            <p>With any other editor: change a cell, save, and type</p>
            <div class="nb-code"><pre><code>dotnet run --project lib/Course -- run {first}
            dotnet run --project lib/Course -- progress</code></pre></div>
            <p>The first runs the lesson, the second tells which exercises you have solved.</p>
            </div>

            """);
        return PageFrame.Write(Title, main.ToString(), new PageOptions());
    }

    private static string Encode(string text) => Encoder.Encode(text);

    // The map's own words (its text alternative) go before an estimate: picture and list must not contradict each other.
    private static int Minutes(Lesson lesson, string? map)
        => Regex.Match(map ?? "", $@"(?:^|>){Regex.Escape(lesson.File[..2])} .*: (\d+) minutes", RegexOptions.Multiline) is { Success: true } told
            ? int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture)
            : lesson.Minutes;

    // In a page an SVG has no declaration of its own.
    private static string WithoutProlog(string svg) => svg[Math.Max(0, svg.IndexOf("<svg", StringComparison.Ordinal))..].TrimEnd();
}
