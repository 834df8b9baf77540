namespace DeepLearningMath;

/// <summary>The numbers that stand on a logarithmic axis: few, round, and written so that 10⁻⁶ is not a row of zeros to count.</summary>
internal static class LogTicks
{
    private const int Most = 7;

    private static readonly int[] _roundSteps = [1, 2, 5, 10];

    /// <summary>Values and their texts for an axis that shows <paramref name="low"/> to <paramref name="high"/>, both above 0.</summary>
    public static (double[] Values, string[] Texts) Between(double low, double high)
    {
        // Plotly shows a little more than the values.
        var margin = high > low ? Math.Log10(high / low) * 0.06 : 1;
        var (from, to) = (Math.Log10(low) - margin, Math.Log10(high) + margin);
        var isPlain = low >= 0.5e-3 && high < 2e5;
        var values = Choose(from, to, isPlain);
        return (values, [.. values.Select(value => isPlain ? Readable.Number(value) : Power(value))]);
    }

    private static double[] Choose(double from, double to, bool isPlain)
    {
        // 3·10⁻⁷ is harder to read than 10⁻⁷ and 10⁻⁶ alone.
        if (!isPlain && Powers(from, to, 1).Count() is >= 3 and <= Most) return [.. Powers(from, to, 1).Select(power => Math.Pow(10, power))];
        double[][] finest = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3]];
        foreach (var digits in finest)
        {
            var values = Powers(from, to, 1).Prepend(Math.Floor(from)).Distinct().SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)))
                .Where(value => Math.Log10(value) >= from && Math.Log10(value) <= to).ToArray();
            if (values.Length < 3 && digits.Length == 9) return Even(Math.Pow(10, from), Math.Pow(10, to));
            if (values.Length <= Most) return values;
        }
        int[] steps = [1, 2, 3, 5, 10, 20, 50];
        var step = steps.FirstOrDefault(step => Powers(from, to, step).Count() <= Most, 100);
        return [.. Powers(from, to, step).Select(power => Math.Pow(10, power))];
    }

    private static IEnumerable<double> Powers(double from, double to, int step)
    {
        for (var power = Math.Ceiling(from / step) * step; power <= to; power += step) yield return power;
    }

    /// <summary>Equal steps, where the axis is so short that hardly a round number of one digit lies on it.</summary>
    private static double[] Even(double low, double high)
    {
        var size = Math.Pow(10, Math.Floor(Math.Log10((high - low) / 4)));
        var step = _roundSteps.Select(digit => digit * size).First(step => (high - low) / step <= 5.5);
        var first = (int)Math.Min(Math.Ceiling(low / step), int.MaxValue - 8);
        // The product, not the sum: 0.1 added thrice is not 0.3.
        return [.. Enumerable.Range(first, 7).Select(i => i * step).Where(value => value <= high)];
    }

    /// <summary>"10⁻⁶", "2·10⁵", "1".</summary>
    private static string Power(double value)
    {
        var power = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var digit = value / Math.Pow(10, power);
        var ten = power switch { 0 => "1", 1 => "10", _ => "10" + Readable.Superscript(power) };
        return Math.Abs(digit - 1) < 1e-6 ? ten
            : power == 0 ? Readable.Number(digit)
            : $"{Readable.Number(Math.Round(digit, 3))}·{ten}";
    }
}
