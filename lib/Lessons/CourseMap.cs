using System.Net;
using System.Text.RegularExpressions;

namespace DeepLearningMath.Lessons;

/// <summary>The map of the course: its lessons, and which of them needs which. As a cell's value it is drawn.</summary>
[TypeFormatterSource(typeof(CourseMapFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class CourseMap
{
    /// <summary>All lessons, in the order of their numbers.</summary>
    public IReadOnlyList<CourseLesson> Lessons { get; } =
    [
        new(0, "Start here", "여기서 시작", CourseBand.Nodes, 20, [], "00-start-here.ipynb"),
        new(1, "Nodes: forward and backward", "노드: 순전파와 역전파", CourseBand.Nodes, 40, [0], "01-nodes.ipynb"),
        new(2, "One sample, no bias", "샘플 하나, 편향 없이", CourseBand.Nodes, 35, [1], "02-one-sample.ipynb"),
        new(3, "One sample, with bias", "샘플 하나, 편향까지", CourseBand.Nodes, 25, [2], "03-one-sample-with-bias.ipynb"),
        new(4, "Two samples: from loss to cost", "샘플 둘: 손실에서 비용으로", CourseBand.Nodes, 40, [3], "04-two-sample-cost.ipynb"),
        new(5, "Vector notation and Jacobians", "벡터 표기와 야코비 행렬", CourseBand.Nodes, 40, [4], "05-vectors-and-jacobians.ipynb"),
        new(6, "Mini-batch training", "미니배치 훈련", CourseBand.Training, 35, [5], "06-mini-batches.ipynb"),
        new(7, "What the data do to the trajectory", "데이터가 궤적을 바꾼다", CourseBand.Training, 45, [6], "07-data-and-trajectory.ipynb"),
        new(8, "Cost surfaces and gradient descent", "비용 곡면과 경사 하강법", CourseBand.Training, 45, [4], "08-cost-surfaces.ipynb"),
        new(9, "Stochastic, mini-batch and batch descent", "확률적·미니배치·배치 하강법", CourseBand.Training, 45, [6, 8], "09-stochastic-descent.ipynb"),
        new(10, "Vectorising a neural network", "신경망의 벡터화", CourseBand.Networks, 50, [5], "10-vectorising.ipynb"),
        new(11, "Back-propagation in a deep network", "심층 신경망의 역전파", CourseBand.Networks, 45, [8, 10], "11-backpropagation.ipynb"),
        new(12, "Optimizers", "옵티마이저", CourseBand.Networks, 40, [9, 11], "12-optimizers.ipynb"),
        new(13, "Glossary and formula sheet", "용어집과 공식 모음", CourseBand.Networks, 25, [12], "13-glossary.ipynb"),
    ];

    /// <summary>The lessons to read when time is short.</summary>
    public IReadOnlyList<int> ShortPath { get; } = [1, 4, 8, 11];

    /// <summary>The map as an SVG document: 400 units wide, without links, legible on light and dark pages, with a text alternative.</summary>
    public string Svg => new CourseMapDrawing(this).ToSvg();

    /// <summary>The map as text: a line for each lesson.</summary>
    public override string ToString()
        => string.Join('\n', [.. Lessons.Select(Line), $"Short path: {string.Join(", ", ShortPath.Select(number => $"{number:00}"))}."]);

    private string ToHtml()
        => $"<figure style=\"margin:0\" aria-label=\"Map of the course\">{Svg}<details><summary>The map in words</summary><ul>{string.Concat(ToString().Split('\n').Select(line => $"<li>{Regex.Replace(WebUtility.HtmlEncode(line), @"\(([^)]*)\):", "(<span lang=\"ko\">$1</span>):")}</li>"))}</ul></details></figure>";

    private static string Line(CourseLesson lesson)
    {
        var needs = lesson.Needs.Count == 0 ? "nothing" : string.Join(" and ", lesson.Needs.Select(number => $"{number:00}"));
        return FormattableString.Invariant($"{lesson} ({lesson.KoreanTitle}): {lesson.Minutes} minutes, needs {needs}.");
    }

    private sealed class CourseMapFormatters
    {
        // Found by reflection: an instance method by convention.
#pragma warning disable CA1822
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new MimeFormatter<CourseMap>("text/html", (map, writer) => writer.Write(map.ToHtml())),
            new MimeFormatter<CourseMap>("text/plain", (map, writer) => writer.Write(map)),
        ];
#pragma warning restore CA1822
    }
}
