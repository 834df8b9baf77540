namespace Lessons.Tests;

internal static partial class Mistakes
{
    internal static readonly Dictionary<string, string[]> Lesson06 = new()
    {
        ["06.1"] =
        [
            "double IterationsPerEpoch(int n, int batchSize) => n / batchSize;",
            "double IterationsPerEpoch(int n, int batchSize) => (double)n / batchSize;",
            "double IterationsPerEpoch(int n, int batchSize) => n;",
            "double IterationsPerEpoch(int n, int batchSize) => Math.Round((double)n / batchSize);",
            "double IterationsPerEpoch(int n, int batchSize) => n / batchSize + 1;",
            "double IterationsPerEpoch(int n, int batchSize) => batchSize;",
        ],
        ["06.2"] =
        [
            Cut("start + batchSize <= order.Length; start += batchSize", "order[start..(start + batchSize)]"),
            Cut("start < order.Length; start += batchSize", "order[start..(start + batchSize)]"),
            Cut("start < order.Length; start += batchSize", "order[start..Math.Min(start + batchSize, order.Length)]", y: "y.Skip(start).Take(rows.Length)"),
            Cut("start < order.Length; start += batchSize", "Enumerable.Range(start, Math.Min(batchSize, order.Length - start)).ToArray()"),
            Cut("start < order.Length; start += batchSize", "order[start..]"),
            Cut("start < order.Length; start += batchSize - 1", "order[start..Math.Min(start + batchSize, order.Length)]"),
            Cut("start < 1; start++", "order"),
            "List<(double[] X, double[] Y)> Cut(double[] x, double[] y, int[] order, int batchSize) => [];",
            "List<(double[] X, double[] Y)> Cut(double[] x, double[] y, int[] order, int batchSize) => null!;",
        ],
        ["06.3"] =
        [
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Average();",
            "double EpochCost(double[] batchCosts, int[] sizes) => (batchCosts[0] + batchCosts[^1]) / 2;",
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Sum();",
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Zip(sizes, (cost, size) => cost * size).Sum();",
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Zip(sizes, (cost, size) => cost * size).Average();",
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Zip(sizes, (cost, size) => cost * size).Sum() / (sizes[0] * sizes.Length);",
            "double EpochCost(double[] batchCosts, int[] sizes) => batchCosts.Length == 1 ? batchCosts[0] : batchCosts[..^1].Average();",
        ],
        ["06.4"] =
        [
            "double LengthOfStep(int samples, int batchSize) => 1;",
            "double LengthOfStep(int samples, int batchSize) => (double)batchSize / samples;",
            "double LengthOfStep(int samples, int batchSize) => samples;",
            "double LengthOfStep(int samples, int batchSize) => batchSize;",
            "double LengthOfStep(int samples, int batchSize) => 1.0 / batchSize;",
            "double LengthOfStep(int samples, int batchSize) => samples / batchSize;",
            "double LengthOfStep(int samples, int batchSize) => samples == batchSize ? 1 : 0.5;",
        ],
        ["06.5"] =
        [
            "var (batchSize, rate) = (0, 0.05);",
            "var (batchSize, rate) = (1, 0.01);",
            "var (batchSize, rate) = (100, 0.3);",
            "var (batchSize, rate) = (8, 0.5);",
            "var (batchSize, rate) = (8, 0.01);",
            "var (batchSize, rate) = (4, 0.2);",
            "var (batchSize, rate) = (200, 0.1);",
            "var (batchSize, rate) = (8, -0.05);",
            "var (batchSize, rate) = (8, double.NaN);",
        ],
    };

    private static string Cut(string loop, string rows, string y = "rows.Select(row => y[row])") => $$"""
        List<(double[] X, double[] Y)> Cut(double[] x, double[] y, int[] order, int batchSize)
        {
            var cut = new List<(double[], double[])>();
            for (var start = 0; {{loop}})
            {
                var rows = {{rows}};
                cut.Add((rows.Select(row => x[row]).ToArray(), {{y}}.ToArray()));
            }
            return cut;
        }
        """;
}
