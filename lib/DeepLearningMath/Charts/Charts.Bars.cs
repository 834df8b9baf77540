namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Bars, each with its value written on it.</summary>
    /// <param name="bars">Labels and values.</param>
    /// <param name="axis">What the values measure, with its unit.</param>
    /// <param name="labelAxis">What the bars are.</param>
    /// <exception cref="ArgumentException">There is no bar.</exception>
    public static Chart Bars(IEnumerable<(string Label, double Value)> bars, string axis = "value", string labelAxis = "quantity")
    {
        var all = Demand(bars, "the list of bars", nameof(bars));
        return new Chart($"Comparison of {axis}", labelAxis, axis)
        {
            Description = $"Bars of {axis}: {Readable.List(all.Select(bar => $"{bar.Label} {Number(bar.Value)}"))}.",
        }.Add(Trace.Bars(all.Select(bar => bar.Label), all.Select(bar => bar.Value), axis).Colored(Palette.Blue)
            .WithText(all.Select(bar => Number(bar.Value))).With("textposition", "outside").With("cliponaxis", false));
    }
}
