using System.Reflection;

namespace Lessons.Tests;

/// <summary>
/// Common wrong answers: for each exercise, texts that replace the cell <c>exercise-N</c>. Each lesson has a file with a
/// field <c>LessonNN</c>, from the exercise's id to its mistakes.
/// </summary>
internal static partial class Mistakes
{
    /// <summary>The mistakes of all lessons, by the exercise's id.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } =
        typeof(Mistakes).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => field.GetValue(null)).OfType<Dictionary<string, string[]>>()
            .SelectMany(lesson => lesson).ToDictionary(StringComparer.Ordinal);
}
