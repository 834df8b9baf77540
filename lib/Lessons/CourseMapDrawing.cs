using System.Globalization;
using System.Net;
using System.Text;

namespace DeepLearningMath.Lessons;

/// <summary>Draws the map: two columns that a narrow page holds, a coloured band for each part of the course, arrows from what is needed to what needs it.</summary>
/// <remarks>
/// Colours stand twice: as attributes for a light page, and in a style with <c>light-dark</c>, which needs no style sheet; so the
/// drawing works inlined in a page with a strict policy as well as in a file of its own.
/// </remarks>
internal sealed class CourseMapDrawing(CourseMap map)
{
    private const int Width = 414, BoxWidth = 164, BoxHeight = 76, RowGap = 30, BandPadding = 12, BandGap = 18, Margin = 4;
    private const int Left = 126, Middle = 218, Right = 310, LeftLane = 33, RightLane = 402, LettersInALine = 22;

    private static readonly (string Light, string Dark) _text = ("#1f2328", "#e8eaed"), _quiet = ("#59636e", "#a5adb8"), _page = ("#ffffff", "#16181d"), _arrow = ("#59636e", "#a5adb8");

    private static readonly Dictionary<CourseBand, (string Name, string KoreanName, (string, string) Ink, (string, string) Paper)> _bands = new()
    {
        [CourseBand.Nodes] = ("NODES", "노드", ("#0066a1", "#6bb6ea"), ("#e6f1f9", "#12232f")),
        [CourseBand.Training] = ("TRAINING", "훈련", ("#a84a00", "#f7a15f"), ("#fcefe4", "#2d1f14")),
        [CourseBand.Networks] = ("NETWORKS", "신경망", ("#00704f", "#4ccba0"), ("#e3f5ee", "#11281f")),
    };

    // Where each lesson stands: its row and the middle of its box across. Numbers rise as one reads.
    private static readonly (int Row, int Center)[] _places =
    [
        (0, Left), (0, Right), (1, Left), (1, Right), (2, Middle), (3, Left),
        (4, Left), (5, Left), (4, Right), (5, Right),
        (6, Left), (6, Right), (7, Left), (7, Right),
    ];

    private readonly StringBuilder _svg = new();

    private IEnumerable<IGrouping<CourseBand, CourseLesson>> Bands => map.Lessons.GroupBy(lesson => lesson.Band);

    /// <summary>The whole document.</summary>
    public string ToSvg()
    {
        var legend = BandBottom(CourseBand.Networks) + BandGap;
        var height = legend + 66;
        Add($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-label="Map of the course" font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif" style="color-scheme:light dark;max-width:100%;height:auto">
            <title>Map of the course</title>
            <desc>{WebUtility.HtmlEncode(map.ToString())}</desc>
            <rect width="{Width}" height="{height}" rx="10" {Fill(_page)}/>
            """);
        foreach (var band in Bands) Band(band.Key);
        foreach (var lesson in map.Lessons)
            foreach (var needed in lesson.Needs) Arrow(needed, lesson.Number);
        foreach (var lesson in map.Lessons) Box(lesson);
        Legend(legend);
        Add($"</svg>");
        return _svg.ToString();
    }

    private void Band(CourseBand band)
    {
        var (name, koreanName, ink, paper) = _bands[band];
        var (top, bottom) = (BandTop(band), BandBottom(band));
        var middle = (top + bottom) / 2;
        Add($"""
            <rect x="{Margin}" y="{top}" width="{Width - (2 * Margin)}" height="{bottom - top}" rx="8" {Fill(paper)}/>
            <text transform="translate(20 {middle}) rotate(-90)" text-anchor="middle" font-size="11.5" font-weight="600" letter-spacing="1" {Fill(ink)}>{name} · <tspan lang="ko">{koreanName}</tspan></text>
            """);
    }

    private void Box(CourseLesson lesson)
    {
        var ink = _bands[lesson.Band].Ink;
        var (left, top) = (CenterOf(lesson.Number) - (BoxWidth / 2), Top(lesson.Number));
        var isShort = map.ShortPath.Contains(lesson.Number);
        var title = Wrap(lesson.Title);
        Add($"""
            <g data-lesson="{lesson.Number:00}">
            <rect x="{left}" y="{top}" width="{BoxWidth}" height="{BoxHeight}" rx="7" {Painted(_page, ink)} stroke-width="{(isShort ? 3 : 1.2)}"/>
            <text x="{left + 10}" y="{top + 18}" font-size="14" font-weight="700" {Fill(ink)}>{lesson.Number:00}{(isShort ? " ★" : "")}</text>
            <text x="{left + BoxWidth - 10}" y="{top + 18}" font-size="11" text-anchor="end" {Fill(_quiet)}>{lesson.Minutes} min</text>
            """);
        for (var line = 0; line < title.Count; line++)
            Add($"""<text x="{left + 10}" y="{top + 35 + (15 * line)}" font-size="12.5" {Fill(_text)}>{WebUtility.HtmlEncode(title[line])}</text>""");
        Add($"""
            <text x="{left + 10}" y="{top + 37 + (15 * title.Count)}" font-size="11" lang="ko" {Fill(_quiet)}>{lesson.KoreanTitle}</text>
            </g>
            """);
    }

    private void Arrow(int from, int to)
    {
        var (rowFrom, rowTo) = (_places[from].Row, _places[to].Row);
        var (x, targetX) = (CenterOf(from), CenterOf(to));
        var (bottom, targetTop) = (Top(from) + BoxHeight, Top(to));
        const int half = BoxWidth / 2, turn = RowGap / 2;
        if (rowFrom == rowTo)
            Draw($"M{x + half} {MiddleOf(from)}H{targetX - half - 6}", "right", targetX - half, MiddleOf(to));
        else if (x == targetX && IsFree(targetX))
            Draw($"M{x} {bottom}V{targetTop - 6}", "down", x, targetTop);
        else if (x == targetX)
        {
            // Past the boxes between, along the edge of the band.
            var (lane, side) = x == Left ? (LeftLane, -1) : (RightLane, 1);
            Draw($"M{x + (side * half)} {MiddleOf(from)}H{lane}V{MiddleOf(to)}H{x + (side * (half + 6))}", side < 0 ? "right" : "left", x + (side * half), MiddleOf(to));
        }
        else if (IsFree(targetX))
        {
            // Beside the middle of the target, where another arrow may come straight down.
            var entry = targetX + (x == Middle || targetX == Middle ? 0 : 26 * Math.Sign(x - targetX));
            Draw($"M{x} {bottom}V{bottom + turn}H{entry}V{targetTop - 6}", "down", entry, targetTop);
        }
        else
            Draw($"M{x} {bottom}V{bottom + turn + 6}H{Middle}V{targetTop - turn - 7}H{targetX}V{targetTop - 6}", "down", targetX, targetTop);

        bool IsFree(int column) => !_places.Any(place => place.Row > rowFrom && place.Row < rowTo && place.Center == column);
    }

    private void Draw(FormattableString path, string direction, int x, int y)
    {
        var head = direction switch
        {
            "right" => $"M{x} {y}l-8 -4.5v9z",
            "left" => $"M{x} {y}l8 -4.5v9z",
            _ => $"M{x} {y}l-4.5 -8h9z",
        };
        Add($"""
            <path d="{path}" fill="none" stroke-width="1.6" stroke-linejoin="round" {Stroke(_arrow)}/>
            <path d="{head}" {Fill(_arrow)}/>
            """);
    }

    private void Legend(int top)
    {
        var path = string.Join(" → ", map.ShortPath.Select(number => $"{number:00}"));
        Draw($"M14 {top + 8}H36", "right", 42, top + 8);
        Add($"""
            <text x="52" y="{top + 12}" font-size="12" {Fill(_text)}>read this first, then that</text>
            <rect x="14" y="{top + 26}" width="28" height="16" rx="4" stroke-width="3" {Painted(_page, _quiet)}/>
            <text x="52" y="{top + 38}" font-size="12" {Fill(_text)}>★ the short path: {path}</text>
            """);
    }

    private static int CenterOf(int lesson) => _places[lesson].Center;

    private int MiddleOf(int lesson) => Top(lesson) + (BoxHeight / 2);

    private int Top(int lesson)
    {
        var band = map.Lessons[lesson].Band;
        return BandTop(band) + BandPadding + ((_places[lesson].Row - FirstRow(band)) * (BoxHeight + RowGap));
    }

    private int BandTop(CourseBand band) => band == CourseBand.Nodes ? Margin : BandBottom(band - 1) + BandGap;

    private int BandBottom(CourseBand band)
    {
        var rows = RowsOf(band).Max() - FirstRow(band) + 1;
        return BandTop(band) + (2 * BandPadding) + (rows * BoxHeight) + ((rows - 1) * RowGap);
    }

    private int FirstRow(CourseBand band) => RowsOf(band).Min();

    private IEnumerable<int> RowsOf(CourseBand band) => map.Lessons.Where(lesson => lesson.Band == band).Select(lesson => _places[lesson.Number].Row);

    private static List<string> Wrap(string title)
    {
        List<string> lines = [""];
        foreach (var word in title.Split(' '))
        {
            if (lines[^1].Length == 0) lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= LettersInALine) lines[^1] += $" {word}";
            else lines.Add(word);
        }

        return lines;
    }

    private static string Fill((string Light, string Dark) colour) => $"fill=\"{colour.Light}\" style=\"fill:light-dark({colour.Light},{colour.Dark})\"";

    private static string Stroke((string Light, string Dark) colour) => $"stroke=\"{colour.Light}\" style=\"stroke:light-dark({colour.Light},{colour.Dark})\"";

    private static string Painted((string Light, string Dark) fill, (string Light, string Dark) stroke) =>
        $"fill=\"{fill.Light}\" stroke=\"{stroke.Light}\" style=\"fill:light-dark({fill.Light},{fill.Dark});stroke:light-dark({stroke.Light},{stroke.Dark})\"";

    private void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
