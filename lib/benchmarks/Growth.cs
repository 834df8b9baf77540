using System.Globalization;

namespace Benchmarks;

/// <summary>
/// How time grows with the size of the work. A straight line is laid through the logarithms of both. "Linear growth", which
/// stands where a peer would, starts with that line's first time and grows as the size does.
/// </summary>
/// <param name="Work">What is done.</param>
/// <param name="Sizes">The sizes, growing; already with the first one, what any size costs is little.</param>
internal sealed record Growth(string Work, IReadOnlyList<int> Sizes)
    // The ratio is (last size / first size) to the power of (1 − slope).
    : Row(Work, "linear growth", 1, Math.Pow((double)Sizes[^1] / Sizes[0], 1 - Steepest))
{
    private const double Flattest = 0.9, Steepest = 1.1;

    /// <summary>The work of a size.</summary>
    public required Func<Session, int, ITimed> Ours { get; init; }

    /// <summary>Whether the work takes many seconds.</summary>
    public bool IsLong { get; init; }

    private protected override Result OnMeasure(Session session, Pace pace, Result result)
    {
        var spreads = InTurn.Time([.. Sizes.Select(size => Ours(session, size))], IsLong ? pace.ForLongWork : pace, rests: false);
        var (slope, first, last) = Fit(Sizes, [.. spreads.Select(spread => spread.Median)]);
        var linear = first * Sizes[^1] / Sizes[0];
        var note = string.Create(CultureInfo.InvariantCulture, $"slope {slope:0.00} from {Sizes[0]:N0} to {Sizes[^1]:N0}");
        return result with
        {
            Ours = spreads[^1] with { Median = last },
            Theirs = new Spread(linear, linear, linear),
            Note = slope < Flattest ? $"{note}: too flat, so something else than the size takes time" : note,
        };
    }

    /// <summary>The least-squares line through the logarithms: its slope, and its times at both ends.</summary>
    internal static (double Slope, double First, double Last) Fit(IReadOnlyList<int> sizes, IReadOnlyList<double> seconds)
    {
        var (x, y) = (sizes.Select(size => Math.Log(size)).ToArray(), seconds.Select(time => Math.Log(time)).ToArray());
        var (meanX, meanY) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return (slope, At(x[0]), At(x[^1]));

        double At(double logarithm) => Math.Exp(meanY + (slope * (logarithm - meanX)));
    }
}
