namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>The curve of a function, with points marked on it.</summary>
    /// <param name="function">The function; where it gives NaN or an infinity the curve has a gap.</param>
    /// <param name="from">Where the curve begins.</param>
    /// <param name="to">Where it ends, above <paramref name="from"/>.</param>
    /// <param name="points">Places across to mark, each with a label.</param>
    /// <exception cref="ArgumentException"><paramref name="from"/> is not below <paramref name="to"/>.</exception>
    public static Chart Function(Func<double, double> function, double from, double to, IEnumerable<(double X, string Label)>? points = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!(from < to)) throw new ArgumentException($"The curve must begin below its end, but 'from' is {Number(from)} and 'to' is {Number(to)}.");
        var xs = Between(from, to, 201);
        (double X, string Label)[] marked = [.. points ?? []];
        var ends = $"from {Point(from, function(from))} to {Point(to, function(to))}";
        var marks = marked.Select(point => $"{point.Label} at {Point(point.X, function(point.X))}");
        var chart = new Chart("A function and its values", "x", "f(x)")
        {
            Description = $"The curve runs {ends}{(marked.Length == 0 ? "" : $"; marked on it: {Readable.List(marks)}")}.",
        }.Add(Trace.Line(xs, xs.Select(function)).Colored(Palette.Blue));
        chart = chart.WithXRange(from - 0.05 * (to - from), to + 0.05 * (to - from));
        return marked.Length == 0 ? chart : chart.Add(
            Trace.Points(marked.Select(point => point.X), marked.Select(point => function(point.X))).Colored(Palette.Vermilion)
                .WithText(marked.Select(point => point.Label)).With("mode", "markers+text").With("cliponaxis", false)
                .With("textposition", PlotlyJson.Texts(marked.Select(point => FreeSide(function, point.X, (to - from) / 100)))));
    }

    /// <summary>Where the curve is not: inside its bend.</summary>
    private static string FreeSide(Func<double, double> function, double x, double h)
    {
        var (left, middle, right) = (function(x - h), function(x), function(x + h));
        return (left + right >= 2 * middle, right > left) switch
        {
            (true, true) => "top left",
            (true, false) => "top right",
            (false, true) => "bottom right",
            (false, false) => "bottom left",
        };
    }
}
