namespace Benchmarks;

/// <summary>Seconds that were measured several times: the middle one, and the two between which half of them lie.</summary>
internal readonly record struct Spread(double Median, double Low, double High)
{
    /// <param name="seconds">What was measured, in any order: at least one.</param>
    public static Spread Of(IEnumerable<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return new Spread(Quantile(0.5), Quantile(0.25), Quantile(0.75));

        double Quantile(double part)
        {
            var place = part * (sorted.Length - 1);
            var below = (int)place;
            var above = Math.Min(below + 1, sorted.Length - 1);
            return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
        }
    }
}
