namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Who is first depends on the clock: the same costs against updates, against epochs and against time, side by side on one logarithmic axis up.</summary>
    /// <param name="runs">For each run its name, and for each recorded cost how many updates and epochs had been done, and how many milliseconds had passed.</param>
    /// <exception cref="ArgumentException">There is no run, or a run without a cost.</exception>
    public static Chart Race(IEnumerable<(string Name, IEnumerable<(double Updates, double Epochs, double Milliseconds, double Cost)> Points)> runs)
    {
        var all = Demand(runs, "the list of runs", nameof(runs)).Select(run =>
        {
            var points = Demand(run.Points, $"the run '{run.Name}'", nameof(runs));
            var (kept, _) = Thin([.. points.Select(point => point.Cost)], 300);
            return (run.Name, Points: kept.Select(i => points[(int)i]).ToArray());
        }).ToArray();
        (string Axis, string Title, Func<(double Updates, double Epochs, double Milliseconds, double Cost), double> Place)[] clocks =
        [
            ("updates", "By updates", point => point.Updates), ("epochs", "By epochs", point => point.Epochs), ("time (ms)", "By time", point => point.Milliseconds),
        ];
        return new Chart("The same costs by three clocks",
            [.. clocks.Select((clock, i) => new Panel(new Axis(clock.Axis), new Axis(i == 0 ? "cost C (log scale)" : "cost C") { Logarithmic = true }) { Title = clock.Title, Column = i })])
        {
            Description = $"Cost against updates, epochs and milliseconds: {string.Join("; ", all.Select(run =>
                $"{run.Name} goes from {Number(Digits(run.Points[0].Cost, 4))} to {Number(Digits(run.Points[^1].Cost, 4))} in {Number(run.Points[^1].Updates)} updates, "
                + $"{Number(Digits(run.Points[^1].Epochs, 3))} epochs, {Number(Digits(run.Points[^1].Milliseconds, 2))} ms"))}.",
        }.Add(clocks.Index().SelectMany(clock => all.Select((run, i) =>
            Trace.Line(run.Points.Select(point => Digits(clock.Item.Place(point), 5)), run.Points.Select(point => Digits(point.Cost, 4)), clock.Index == 0 ? run.Name : null)
                .Colored(Palette.Color(i)).Dashed(Palette.Dash(i)).With("line.width", 2).In(clock.Index))));
    }
}
