using MathNet.Numerics.Statistics;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>How often values fall where: for each group the share of its values in equal bins, as steps that can be compared although groups differ in number.</summary>
    /// <param name="groups">For each group its name and its values.</param>
    /// <param name="axis">What the values measure, with its unit.</param>
    /// <param name="bins">How many bins between the lowest and the highest value of all groups: 1 or more.</param>
    /// <exception cref="ArgumentException">There is no group, a group without a value, or a value that is not a finite number.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public static Chart Histogram(IEnumerable<(string Name, IEnumerable<double> Values)> groups, string axis = "value", int bins = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var all = Demand(groups, "the list of groups", nameof(groups))
            .Select(group => (group.Name, Values: Demand(group.Values, $"the group '{group.Name}'", nameof(groups)))).ToArray();
        if (all.FirstOrDefault(group => !group.Values.All(double.IsFinite)) is { Name: { } lost })
            throw new ArgumentException($"A histogram counts finite numbers, but '{lost}' has one that is not. Leave it away.", nameof(groups));
        var (low, high) = (all.Min(group => group.Values.Min()), all.Max(group => group.Values.Max()));
        if (low == high) (low, high) = (low - 0.5, high + 0.5);
        var width = (high - low) / bins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => low + i * width)];
        return new Chart($"How often which {axis}", axis, "share of the draws (%)")
        {
            Description = $"Shares of {axis} in {Readable.Count(bins, "bin")}: {string.Join("; ", all.Select(group =>
                $"{group.Name}, {Readable.Count(group.Values.Length, "value")} from {Number(group.Values.Min())} to {Number(group.Values.Max())}, median {Number(group.Values.Median())}"))}.",
        }.Add(all.Select((group, i) =>
        {
            var counts = new int[bins];
            foreach (var value in group.Values) counts[Math.Clamp((int)((value - low) / width), 0, bins - 1)]++;
            var shares = counts.Select(count => Math.Round(100.0 * count / group.Values.Length, 2));
            // Down to the ground on both sides, so that the area is closed.
            return Trace.Area(Coarse([low, .. edges, high], (low, high)), [0, .. shares, 0, 0], group.Name).Colored(Palette.Color(i))
                .With("line.shape", "hv").With("line.width", 2).Dashed(Palette.Dash(i)).With("hoverinfo", "x+y");
        }));
    }
}
