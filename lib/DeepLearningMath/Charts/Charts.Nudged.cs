namespace DeepLearningMath;

public static partial class Charts
{
    private static readonly double[] _nudges = [1, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01];

    /// <summary>
    /// Why multiply's gradient is "the other input": a rectangle x by w whose side x grows by h gains a strip of area h·w. Beside it the gain for each unit of h.
    /// The slider makes h smaller.
    /// </summary>
    /// <param name="x">The side across, above 0.</param>
    /// <param name="w">The side up, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not a finite number above 0.</exception>
    public static Chart NudgedRectangle(double x, double w)
    {
        DemandSide(x, nameof(x));
        DemandSide(w, nameof(w));
        return Nudged($"x·w when x = {Number(x)} grows by h (w = {Number(w)})", x + _nudges[0], w, h => h * w, w, "w",
            [(h => (0, 0, x, w), $"x·w = {Number(x * w)}", Palette.Blue), (h => (x, 0, x + h, w), "strip h·w", Palette.Vermilion)]) with
        {
            Description = $"A rectangle of sides x = {Number(x)} and w = {Number(w)} has the area {Number(x * w)}; x longer by h = {Number(_nudges[0])} adds a strip of "
                + $"{Number(_nudges[0] * w)}, h = {Number(_nudges[^1])} one of {Number(_nudges[^1] * w)}: always {Number(w)} for each unit of h.",
        };
    }

    /// <summary>
    /// Why square's gradient is 2x: a square whose side x grows by h gains two strips of area h·x and a corner h². Beside it the gain for each unit of h, which
    /// comes to 2x as the slider makes h smaller.
    /// </summary>
    /// <param name="x">The side, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is not a finite number above 0.</exception>
    public static Chart NudgedSquare(double x)
    {
        DemandSide(x, nameof(x));
        return Nudged($"x² when x = {Number(x)} grows by h", x + _nudges[0], x + _nudges[0], h => 2 * h * x + h * h, 2 * x, "2x",
            [
                (h => (0, 0, x, x), $"x² = {Number(x * x)}", Palette.Blue),
                (h => (x, 0, x + h, x), "strip h·x", Palette.Vermilion),
                (h => (0, x, x, x + h), "strip h·x", Palette.Vermilion),
                (h => (x, x, x + h, x + h), "corner h²", Palette.Green),
            ]) with
        {
            Description = $"A square of side x = {Number(x)} has the area {Number(x * x)}; x longer by h adds two strips h·x and a corner h², for each unit of h "
                + $"{Number(2 * x + _nudges[0])} with h = {Number(_nudges[0])} and {Number(2 * x + _nudges[^1])} with h = {Number(_nudges[^1])}: towards 2x = {Number(2 * x)}.",
        };
    }

    private static Chart Nudged(
        string title, double width, double height, Func<double, double> gain, double limit, string limitName,
        (Func<double, (double Left, double Bottom, double Right, double Top)> Place, string Name, string Color)[] boxes)
    {
        var first = _nudges[0];
        Trace[] areas = [.. boxes.Select(box => Trace.Area(Across(box.Place(first)), Up(box.Place(first)), box.Name).Colored(box.Color))];
        string Text(double h) => $"gain = {Number(gain(h))}, gain / h = {Number(gain(h) / h)}";
        var (now, label) = (
            Trace.Points([first], [gain(first) / first]).Colored(Palette.Vermilion).With("marker.size", 14).In(1),
            Trace.Text([width / 2], [height * 1.08], [Text(first)]));
        return new Chart(title,
                new Panel(new Axis("side across") { Range = (-0.08 * width, width * 1.1) }, new Axis("side up") { Range = (-0.05 * height, height * 1.16) })
                {
                    EqualScales = true,
                    Title = "Area",
                },
                new Panel(new Axis("h (log scale)") { Logarithmic = true }, new Axis("gain in area / h") { Range = (0, gain(first) / first * 1.25) })
                {
                    Title = "Gain for each unit of h",
                    Column = 1,
                })
            .Add(areas).Add(label)
            .Add(Trace.Line([_nudges[^1], first], [limit, limit], $"{limitName} = {Number(limit)}").Colored(Palette.Grey).Dashed().In(1),
                Trace.Line(_nudges, _nudges.Select(h => gain(h) / h)).Colored(Palette.Vermilion).With("mode", "lines+markers").With("line.width", 1).In(1), now)
            .Animate("h =", _nudges.Select(h => new Frame(Number(h),
            [
                .. boxes.Select((box, i) => areas[i].To(Across(box.Place(h)), Up(box.Place(h)))).Skip(1),
                label.To([width / 2], [height * 1.08], [Text(h)]),
                now.To(h, gain(h) / h),
            ])));
    }

    private static double[] Across((double Left, double Bottom, double Right, double Top) box) => [box.Left, box.Right, box.Right, box.Left, box.Left];

    private static double[] Up((double Left, double Bottom, double Right, double Top) box) => [box.Bottom, box.Bottom, box.Top, box.Top, box.Bottom];

    private static void DemandSide(double side, string name)
    {
        if (!(side > 0 && double.IsFinite(side)))
            throw new ArgumentOutOfRangeException(name, side, "A side that can be drawn is a finite number above 0; give the picture positive numbers.");
    }
}
