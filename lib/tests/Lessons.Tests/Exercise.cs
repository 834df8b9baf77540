using System.Globalization;
using System.Text.RegularExpressions;
using Notebooks.Documents;

namespace Lessons.Tests;

/// <summary>An exercise of a lesson, read from the notebook's own text.</summary>
internal sealed partial class Exercise(Lesson lesson, int number)
{
    /// <summary>The lesson and the exercise in it: <c>04.1</c>.</summary>
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"{lesson.Number}.{number}");

    public Lesson Lesson => lesson;

    public Cell Stub => lesson.Cell($"exercise-{number}");

    public Cell Check => lesson.Cell($"check-{number}");

    /// <summary>The code blocks of the folded solution: there should be one.</summary>
    public IReadOnlyList<string> Solutions
        => [.. CSharpBlock().Matches(lesson.Cell($"solution-{number}").Source).Select(match => match.Groups[1].Value)];

    public string Solution => Assert.Single(Solutions);

    public string[] Mistakes => Tests.Mistakes.All.GetValueOrDefault(Id, []);

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
