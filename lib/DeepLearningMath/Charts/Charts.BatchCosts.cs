namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// What a training loop records, and what it does not: the cost of the batch at hand, measured before its update (thin and jagged, for every point is of other samples),
    /// and the cost of all samples (thick), on a logarithmic axis. Vertical lines are the ends of epochs. The slider goes through the runs, all on the same axes.
    /// </summary>
    /// <param name="runs">
    /// For each run its label, which the slider shows; the cost of each batch before its update; the cost of all samples at the same points (and, if known, after the last update);
    /// and how many updates an epoch has.
    /// </param>
    /// <param name="slider">What the slider goes through, for example "batch size".</param>
    /// <remarks>A single sample may lie on the line by chance: costs below a hundredth of the lowest cost of all samples leave the picture.</remarks>
    /// <exception cref="ArgumentException">There is no run, a run without a cost, or one whose two lists do not belong together.</exception>
    public static Chart BatchCosts(
        IEnumerable<(string Label, IEnumerable<double> BatchCosts, IEnumerable<double> FullCosts, int UpdatesPerEpoch)> runs, string slider = "batch size")
    {
        var all = Demand(runs, "the list of runs", nameof(runs)).Select(run =>
        {
            var (batch, full) = (Demand(run.BatchCosts, $"the run '{run.Label}'", nameof(runs)), Demand(run.FullCosts, $"the run '{run.Label}'", nameof(runs)));
            if (full.Length - batch.Length is not (0 or 1))
            {
                throw new ArgumentException(
                    $"To {batch.Length} batch costs belong {batch.Length} or {batch.Length + 1} costs of all samples, but the run '{run.Label}' has {full.Length}.", nameof(runs));
            }
            if (run.UpdatesPerEpoch < 1) throw new ArgumentException($"An epoch has at least one update, but the run '{run.Label}' says {run.UpdatesPerEpoch}.", nameof(runs));
            return (run.Label, Batch: Digits(batch), Full: Digits(full), run.UpdatesPerEpoch);
        }).ToArray();
        var positive = all.SelectMany(run => run.Batch.Concat(run.Full)).Where(cost => cost > 0 && double.IsFinite(cost)).DefaultIfEmpty(1).ToArray();
        var bottom = all.SelectMany(run => run.Full).Where(cost => cost > 0 && double.IsFinite(cost)).DefaultIfEmpty(positive.Min()).Min() / 100;
        var (low, high) = (Math.Max(positive.Min(), bottom) / 1.3, positive.Max() * 1.3);

        var (x, y) = Epochs(all[0]);
        var epochs = Trace.Line(x, y, all.Length == 1 ? "end of an epoch" : "ends of epochs").Colored(Palette.Grey).With("line.width", 1).Dashed("dot").With("hoverinfo", "skip");
        var batches = Curve(all[0].Batch, "this batch").Colored(Palette.Vermilion).With("line.width", 1);
        var fulls = Curve(all[0].Full, "all samples").Colored(Palette.Blue).With("line.width", 3.5);
        // What this batch costs is of no use without what all cost: so the thick line lies on top.
        var chart = new Chart("Cost of the batch and of all samples", new Panel(Updates(all[0]), new Axis("cost C (log scale)") { Logarithmic = true, Range = (low, high) }))
        {
            Description = $"Cost against iteration, of the batch at hand and of all samples: {Stops(all.Select(run => (all.Length == 1 ? "" : $"{slider} {run.Label}, ") + Rises(run.Batch, run.Full)))}.",
        }.Add(epochs, batches, fulls);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select(run =>
        {
            var ((ex, ey), (bx, by), (fx, fy)) = (Epochs(run), Thin(run.Batch, 600), Thin(run.Full, 400));
            return new Frame(run.Label, [epochs.To(ex, ey), batches.To(bx, by), fulls.To(fx, fy)])
            {
                Layout = new() { ["xaxis"] = new System.Text.Json.Nodes.JsonObject { ["range"] = PlotlyJson.Numbers(Updates(run).Range!.Value.Low, Updates(run).Range!.Value.High) } },
            };
        }));

        static double[] Digits(double[] costs) => [.. costs.Select(cost => Charts.Digits(cost, 4))];
        static Trace Curve(double[] costs, string name)
        {
            var (places, values) = Thin(costs, name == "this batch" ? 600 : 400);
            return Trace.Line(places, values, name);
        }
        static Axis Updates((string Label, double[] Batch, double[] Full, int UpdatesPerEpoch) run) => IterationAxis(run.Full.Length);

        // As many lines as can be told apart.
        (double[] X, double[] Y) Epochs((string Label, double[] Batch, double[] Full, int UpdatesPerEpoch) run)
        {
            var every = run.UpdatesPerEpoch * Math.Max(1, run.Batch.Length / run.UpdatesPerEpoch / 20);
            double[] ends = [.. Enumerable.Range(1, run.Batch.Length / every).Select(i => (double)i * every)];
            return ([.. ends.SelectMany(end => new[] { end, end, double.NaN })], [.. ends.SelectMany(_ => new[] { low, high, double.NaN })]);
        }

        static string Rises(double[] batch, double[] full) =>
            $"the recorded cost rises at {Share(batch)} of the iterations, the cost of all samples at {Share(full)}, and goes from {Number(full[0])} to {Number(full[^1])} in {Readable.Count(full.Length - 1, "update")}";

        static string Share(double[] costs) =>
            costs.Length < 2 ? "none" : $"{Number(Math.Round(100.0 * costs.Zip(costs.Skip(1)).Count(pair => pair.Second > pair.First) / (costs.Length - 1)))} %";
    }
}
