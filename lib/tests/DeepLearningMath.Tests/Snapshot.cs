using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DeepLearningMath.Tests;

/// <summary>
/// Compares what a person sees with a file beside the test. After a change that is wanted, run the tests once with the environment variable
/// <c>UPDATE_SNAPSHOTS</c> set to 1 and read the difference before you commit it.
/// </summary>
internal static partial class Snapshot
{
    /// <param name="text">What is seen.</param>
    /// <param name="name">The file's name, in the folder Snapshots beside the test.</param>
    /// <param name="test">The test's own file; leave it to the compiler.</param>
    public static void Matches(string text, string name, [CallerFilePath] string test = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", name);
        // A place that moves by a fraction of a pixel looks the same.
        var seen = Fraction().Replace(text.ReplaceLineEndings("\n"), number => number.Groups[1].Value) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, seen);
        }
        Assert.True(File.Exists(file), $"There is no snapshot {file}. Run the tests once with UPDATE_SNAPSHOTS=1 and look at it.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), seen);
    }

    // Only numbers of attributes are places; numbers in texts are what a reader reads.
    [GeneratedRegex("""(?<= (?:x|y|cx|cy|d|width|height|viewBox)="[^"]*)(\d+)\.\d+""")]
    private static partial Regex Fraction();
}
