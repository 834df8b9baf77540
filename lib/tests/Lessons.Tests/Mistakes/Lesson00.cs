namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson00 = new()
    {
        ["00.1"] = ["var theta = 6;", "var theta = 3.0 / 6;", "var theta = 6 - 3;", "var theta = 3 / 6;"],
        ["00.2"] = ["var lastOutput = 5;", "var lastOutput = 4;", "var lastOutput = 1;"],
        ["00.3"] = ["""var letter = "A";""", """var letter = "b";""", """var letter = "C";"""],
        ["00.4"] = ["var rate = 0.05;", "var rate = 0.118;", "var rate = 0.13;", "var rate = -0.1;"],
    };
}
