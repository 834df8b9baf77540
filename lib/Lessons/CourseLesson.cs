namespace DeepLearningMath.Lessons;

/// <summary>One lesson on the map of the course.</summary>
/// <param name="Number">0 to 13.</param>
/// <param name="Title">The title in English, as the lesson itself has it.</param>
/// <param name="KoreanTitle">The title in Korean.</param>
/// <param name="Band">The part of the course that it belongs to.</param>
/// <param name="Minutes">About how long a reading takes, without the exercises.</param>
/// <param name="Needs">The numbers of the lessons to read just before; what those need is not repeated.</param>
/// <param name="File">The notebook's file name.</param>
public sealed record CourseLesson(
    int Number, string Title, string KoreanTitle, CourseBand Band, int Minutes, IReadOnlyList<int> Needs, string File)
{
    /// <summary><c>04 Two samples: from loss to cost</c></summary>
    public override string ToString() => $"{Number:00} {Title}";
}
