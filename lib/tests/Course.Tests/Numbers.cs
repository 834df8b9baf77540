using System.Globalization;
using System.Text.RegularExpressions;

namespace Course.Tests;

/// <summary>Texts with numbers in them, from two machines.</summary>
internal static partial class Numbers
{
    private const double Tolerance = 1e-12;

    /// <summary>Fails unless the words are the same, and the numbers between them agree to <c>1e-12</c>, or to one unit of
    /// the last decimal that is printed: the smallest difference is enough to round to the other side.</summary>
    /// <returns>How many numbers there are, and how many of them agree to a unit only, of which there should be few.</returns>
    public static (int Count, int Rounded) RequireSame(string what, string ours, string theirs)
    {
        Assert.Equal(Words(ours), Words(theirs));
        var pairs = Number().Matches(ours).Zip(Number().Matches(theirs)).Where(pair => pair.First.Value != pair.Second.Value).ToList();
        var rounded = 0;
        foreach (var (our, their) in pairs)
        {
            var (a, b) = (Value(our), Value(their));
            if (Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(a))) continue;
            Assert.True(our.Groups["decimals"].Success && Math.Abs(a - b) < 1.5 * Unit(our), $"{what}: {our.Value} here, {their.Value} there");
            rounded++;
        }
        return (Number().Count(ours), rounded);
    }

    private static string Words(string text) => Space().Replace(Number().Replace(text, "#"), " ");

    private static double Value(Match number) => double.Parse(number.Value.Replace('−', '-'), CultureInfo.InvariantCulture);

    private static double Unit(Match number)
    {
        var exponent = number.Groups["exponent"] is { Success: true } group ? int.Parse(group.Value.Replace('−', '-'), CultureInfo.InvariantCulture) : 0;
        return Math.Pow(10, exponent - number.Groups["decimals"].Length);
    }

    [GeneratedRegex(@"[-−]?\d+(\.(?<decimals>\d+))?([eE](?<exponent>[-−+]?\d+))?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
