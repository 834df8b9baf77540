namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// How wrong numerical derivatives are, against their step h, both axes logarithmic: the central difference (f(x + h) − f(x − h)) / 2h and the one-sided (f(x + h) − f(x)) / h.
    /// A large h misses the curve's bend, a tiny one drowns in rounding. An error of exactly 0 stands on the bottom as a hollow point.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="x">Where its derivative is sought.</param>
    /// <param name="slope">The true derivative there.</param>
    public static Chart DifferenceError(Func<double, double> function, double x, double slope)
    {
        ArgumentNullException.ThrowIfNull(function);
        const double floor = 1e-16;
        double[] steps = [.. Enumerable.Range(0, 29).Select(i => Math.Pow(10, -i / 2.0))];
        double Central(double h) => Math.Abs((function(x + h) - function(x - h)) / (2 * h) - slope);
        double OneSided(double h) => Math.Abs((function(x + h) - function(x)) / h - slope);

        IEnumerable<Trace> Curve(string name, Func<double, double> error, int series)
        {
            double[] errors = [.. steps.Select(error)];
            var color = Palette.Color(series);
            yield return Trace.Line(steps, errors.Select(e => e == 0 ? double.NaN : e), name).Colored(color).Dashed(Palette.Dash(series))
                .With("mode", "lines+markers").With("marker.size", 6).With("marker.symbol", Palette.Symbol(series));
            double[] exact = [.. steps.Where((_, i) => errors[i] == 0)];
            if (exact.Length > 0)
            {
                yield return Trace.Points(exact, exact.Select(_ => floor), $"{name}: exactly 0").Colored(color)
                    .With("marker.symbol", Palette.Symbol(series) + "-open").With("marker.size", 10);
            }
        }
        string Best(Func<double, double> error)
        {
            var best = steps.Where(h => double.IsFinite(error(h))).DefaultIfEmpty(double.NaN).MinBy(error);
            return $"{Number(error(1))} at h = 1, {Number(error(best))} at best (h = {Number(best)}) and {Number(error(steps[^1]))} at h = {Number(steps[^1])}";
        }
        return new Chart("Error of the numerical derivative", "step h (log scale)", "error (log scale)")
        {
            Description = $"Error of numerical derivatives at x = {Number(x)}, where the slope is {Number(slope)}: central difference {Best(Central)}; one-sided {Best(OneSided)}.",
        }.Add(Curve("central difference", Central, 0)).Add(Curve("one-sided difference", OneSided, 1)).LogX().LogY();
    }
}
