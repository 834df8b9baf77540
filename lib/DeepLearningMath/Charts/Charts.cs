using System.Globalization;

namespace DeepLearningMath;

/// <summary>The pictures of the lessons, by name. Each is a <see cref="Chart"/> that can be changed further.</summary>
/// <remarks>In every series the place is the iteration: the value at 0 is the start, the value at k what k updates have made of it.</remarks>
public static partial class Charts
{
    private const string Theta1Axis = "weight θ₁", Theta0Axis = "bias θ₀";

    private static double[] Between(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))];

    /// <summary>The smallest range that holds the finite ones among the values, wider on both sides by a part of itself.</summary>
    private static (double Low, double High) RangeOf(IEnumerable<double> values, double margin, double atLeast = 1e-3)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        var more = Math.Max((high - low) * margin, Math.Max(atLeast, Math.Abs(low) * 1e-6) / 2);
        return (low - more, high + more);
    }

    /// <summary>An axis on which a point at the first and at the last iteration is seen whole.</summary>
    private static Axis IterationAxis(int count) => new("iteration") { Range = RangeOf([0, count - 1], 0.05, 0.4) };

    /// <summary>The iterations that get a frame: all of a short run, ever rarer ones of a long run, always the first and the last.</summary>
    private static List<int> FrameIterations(int count)
    {
        const int each = 20, most = 60;
        if (count <= most) return [.. Enumerable.Range(0, count)];
        var factor = Math.Pow((count - 1.0) / each, 1.0 / (most - each));
        var later = Enumerable.Range(1, most - each).Select(i => (int)Math.Round(each * Math.Pow(factor, i)));
        return [.. Enumerable.Range(0, each + 1).Concat(later).Append(count - 1).Where(i => i < count).Distinct().Order()];
    }

    /// <summary>A long series thinned for drawing: of every stretch the lowest and the highest value, so that no peak is lost.</summary>
    private static (double[] Iterations, double[] Values) Thin(double[] values, int most = 1000)
    {
        if (values.Length <= most) return ([.. Enumerable.Range(0, values.Length).Select(i => (double)i)], values);
        var kept = Enumerable.Range(0, values.Length)
            .Chunk((values.Length + most / 2 - 1) / (most / 2))
            .SelectMany(stretch => new[] { stretch.MinBy(i => values[i]), stretch.MaxBy(i => values[i]) })
            .Append(0).Append(values.Length - 1).Distinct().Order().ToArray();
        return ([.. kept.Select(i => (double)i)], [.. kept.Select(i => values[i])]);
    }

    /// <summary>Numbers as fine as a screen needs where it shows <paramref name="range"/>: four thousand steps. The rest of their digits would only make the page heavy.</summary>
    private static double[] Coarse(IEnumerable<double> values, (double Low, double High) range)
    {
        var digits = Math.Ceiling(Math.Log10(4000 / Math.Abs(range.High - range.Low)));
        return digits is >= 0 and <= 15 ? [.. values.Select(value => Math.Round(value, (int)digits))] : [.. values];
    }

    private static double Digits(double value, int digits) =>
        double.Parse(value.ToString("G" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static T[] Demand<T>(IEnumerable<T> values, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        T[] all = [.. values];
        return all.Length > 0 ? all : throw new ArgumentException($"There is nothing to draw: {what} is empty.", parameter);
    }

    private static IEnumerable<(double Theta1, double Theta0)> Path(History history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.ParameterNames.Count == 2 && history.All(step => step.Parameters.All(parameter => parameter.Rank == 0))
            ? history.Select(step => (step.Parameters[0].Number, step.Parameters[1].Number))
            : throw new ArgumentException(
                $"This picture needs a run of two numbers, θ₁ and θ₀ in this order, but the history has {Readable.List(history.ParameterNames)}.", nameof(history));
    }

    /// <summary>Joins what is to be said of each stop of a slider: nobody reads more than four, so of more the first and the last.</summary>
    private static string Stops(IEnumerable<string> stops)
    {
        var all = stops.ToArray();
        return all.Length <= 4 ? string.Join("; ", all) : $"{all[0]}; {Readable.Count(all.Length - 1, "stop")} later, {all[^1]}";
    }

    private static string Number(double value) => Readable.Number(value);

    private static string Point(double x, double y) => $"({Number(x)}, {Number(y)})";
}
