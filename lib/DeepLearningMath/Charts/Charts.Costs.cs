namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>The cost of one run against the iteration.</summary>
    /// <param name="costs">The cost after 0, 1, 2, … updates.</param>
    /// <param name="log">Whether equal distances up are equal factors; costs of 0 and below are then gaps.</param>
    /// <param name="quantity">What is drawn, for title and axis: "cost" (the mean over samples), "loss" (of one sample), or whatever else is measured.</param>
    /// <exception cref="ArgumentException">There is no cost.</exception>
    public static Chart Costs(IEnumerable<double> costs, bool log = true, string quantity = "cost") => Costs([(quantity, costs)], log, quantity);

    /// <summary>The costs of several runs against the iteration.</summary>
    /// <param name="runs">For each run its name, and the cost after 0, 1, 2, … updates.</param>
    /// <param name="log">Whether equal distances up are equal factors; costs of 0 and below are then gaps.</param>
    /// <param name="quantity">What is drawn, for title and axis: "cost" (the mean over samples), "loss" (of one sample), or whatever else is measured.</param>
    /// <exception cref="ArgumentException">There is no run, or a run without a cost.</exception>
    public static Chart Costs(IEnumerable<(string Name, IEnumerable<double> Costs)> runs, bool log = true, string quantity = "cost")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(quantity);
        var series = Demand(runs, "the list of runs", nameof(runs))
            .Select(run => (run.Name, Costs: Demand(run.Costs, $"the run '{run.Name}'", nameof(runs)))).ToArray();
        var traces = series.Select((run, i) =>
        {
            var (iterations, costs) = Thin(run.Costs);
            var line = Trace.Line(iterations, costs, run.Name).Colored(Palette.Color(i)).Dashed(Palette.Dash(i));
            return costs.Length > 40 ? line : line.With("mode", "lines+markers").With("marker.symbol", Palette.Symbol(i)).With("marker.size", 6);
        });
        var title = $"{char.ToUpperInvariant(quantity[0])}{quantity[1..]} against iteration";
        var axis = quantity switch { "cost" => "cost C", "loss" => "loss L", _ => quantity };
        var chart = new Chart(title, "iteration", log ? $"{axis} (log scale)" : axis)
        {
            Description = $"{title}: {string.Join("; ", series.Select(run => Course(run.Name, run.Costs)))}.",
        }.Add(traces);
        return log ? chart.LogY() : chart;
    }

    /// <summary>The cost of one training run against the iteration.</summary>
    /// <param name="history">The run.</param>
    /// <param name="log">Whether equal distances up are equal factors; costs of 0 and below are then gaps.</param>
    /// <param name="quantity">What is drawn, for title and axis: "cost" (the mean over samples), "loss" (of one sample), or whatever else is measured.</param>
    /// <exception cref="ArgumentException">The history is empty.</exception>
    public static Chart Costs(History history, bool log = true, string quantity = "cost") => Costs([(quantity, history)], log, quantity);

    /// <summary>The costs of several training runs against the iteration.</summary>
    /// <param name="runs">For each run its name and its history.</param>
    /// <param name="log">Whether equal distances up are equal factors; costs of 0 and below are then gaps.</param>
    /// <param name="quantity">What is drawn, for title and axis: "cost" (the mean over samples), "loss" (of one sample), or whatever else is measured.</param>
    /// <exception cref="ArgumentException">There is no run, or a run without an entry.</exception>
    public static Chart Costs(IEnumerable<(string Name, History History)> runs, bool log = true, string quantity = "cost") =>
        Costs(runs.Select(run => (run.Name, (IEnumerable<double>)run.History.Costs)), log, quantity);

    private static string Course(string name, double[] costs)
    {
        var (first, last) = (costs[0], costs[^1]);
        var verb = last < first ? "falls" : last > first ? "rises" : "stays";
        return first == last
            ? $"{name} ends where it starts, at {Number(first)}, after {Readable.Count(costs.Length - 1, "iteration")}"
            : $"{name} {verb} from {Number(first)} to {Number(last)} in {Readable.Count(costs.Length - 1, "iteration")}";
    }
}
