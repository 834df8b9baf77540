using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Notebooks.Html;

namespace Course;

/// <summary>The page that leads to the lessons.</summary>
internal static partial class FrontPage
{
    /// <summary>Its name in <c>site/</c>.</summary>
    public const string File = "index.html";

    /// <summary>The course's name.</summary>
    public const string Title = "딥러닝 수학 — Deep Learning Math";

    /// <summary>Under this name a reader's browser keeps what was read of the course.</summary>
    public const string Shelf = "deep-learning-math";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The whole page.</summary>
    /// <param name="lessons">The lessons, in their order.</param>
    /// <param name="map">The drawing of how they follow from each other (SVG); empty if there is none.</param>
    /// <param name="options">What it has in common with the other pages.</param>
    public static string Write(IReadOnlyList<Lesson> lessons, string map, PageOptions options)
    {
        var main = new StringBuilder();
        main.Append("""
            <div class="nb-index">
            <div class="nb-text">
            <h1><span lang="ko">딥러닝 수학</span><br>Deep Learning Math</h1>
            <p>How a neural network learns, shown by running every step of it: lessons as C# notebooks, with formulas, code, pictures that move, and exercises that answer.</p>

            """);
        if (lessons.Count > 0)
            main.Append(CultureInfo.InvariantCulture, $"<p><a class=\"nb-begin\" href=\"{Encode(lessons[0].Page)}\">Begin: {Encode(lessons[0].Title)}</a></p>\n");
        main.Append("<h2>The lessons</h2>\n<ol class=\"nb-lessons\">\n");
        foreach (var lesson in lessons)
        {
            main.Append(CultureInfo.InvariantCulture, $"""
                <li><a href="{Encode(lesson.Page)}">{Encode(lesson.Title)}</a>
                <p>{Encode(lesson.Question)}</p>
                <p class="nb-about">{About(lesson)}</p></li>

                """);
        }
        main.Append("</ol>\n</div>\n");
        if (map.Length > 0) main.Append("<figure class=\"nb-map\" aria-label=\"Map of the course\">\n").Append(WithLinks(map, lessons)).Append("\n</figure>\n");

        var first = Encode($"notebooks/{(lessons.Count > 0 ? lessons[0].File : "…")}");
        main.Append(CultureInfo.InvariantCulture, $"""
            </div>
            <div class="nb-text">
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
        return PageFrame.Write(Title, main.ToString(), options);
    }

    private static string Encode(string text) => Encoder.Encode(text);

    private static string About(Lesson lesson)
    {
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"about {lesson.Minutes} min"),
            lesson.Exercises switch { 0 => "", 1 => "1 exercise", _ => string.Create(CultureInfo.InvariantCulture, $"{lesson.Exercises} exercises") },
            lesson.Needs.Length > 0 ? "needs " + lesson.Needs : "",
        ];
        return Encode(string.Join(" · ", parts.Where(part => part.Length > 0)));
    }

    // In a page an SVG has no declaration of its own, and what leads somewhere is no mere picture. The list says in words what the
    // map's text alternative says.
    private static string WithLinks(string map, IReadOnlyList<Lesson> lessons)
    {
        var svg = map[Math.Max(0, map.IndexOf("<svg", StringComparison.Ordinal))..].TrimEnd();
        svg = Alternative().Replace(svg, "").Replace(" role=\"img\"", " role=\"group\"", StringComparison.Ordinal);
        return Box().Replace(svg, box => lessons.FirstOrDefault(lesson => lesson.Number == box.Groups[1].Value) is { } lesson
            ? $"<a href=\"{Encode(lesson.Page)}\">{box.Groups[2].Value}</a>"
            : box.Value);
    }

    [GeneratedRegex(@"\s*<(title|desc)>.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex Alternative();

    [GeneratedRegex("""<g data-lesson="(\d\d)">(.*?)</g>""", RegexOptions.Singleline)]
    private static partial Regex Box();
}
