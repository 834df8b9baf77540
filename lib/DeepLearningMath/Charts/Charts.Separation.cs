namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// How two classes slide apart: every sample is a point at its score z, one row for each class, and the line z = 0 decides.
    /// Class 0 belongs to the left of it, class 1 to the right.
    /// </summary>
    /// <param name="states">For each stop of the slider its label, and a score for each sample: a vector or a column.</param>
    /// <param name="labels">The true class of each sample, 0 or 1.</param>
    /// <param name="classNames">What the two classes are called.</param>
    /// <param name="slider">What the slider counts.</param>
    /// <exception cref="ArgumentException">There is no state, the counts differ, or there are not two classes.</exception>
    public static Chart Separation(
        IEnumerable<(string Label, Tensor Scores)> states, IReadOnlyList<int> labels, IReadOnlyList<string> classNames, string slider = "epoch")
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        var all = Demand(states, "the list of states", nameof(states)).Select(state => (state.Label, Scores: state.Scores.ToArray())).ToArray();
        if (classNames.Count != 2 || labels.Any(label => label is < 0 or > 1))
            throw new ArgumentException($"One line parts two classes, 0 and 1; here are {classNames.Count} names, and labels from {labels.Min()} to {labels.Max()}.", nameof(classNames));
        if (all.FirstOrDefault(state => state.Scores.Length != labels.Count) is { Label: { } lost, Scores: { } few })
            throw new ArgumentException($"'{lost}' has {few.Length} scores, but there are {labels.Count} labels.", nameof(states));

        var range = RangeOf(all.SelectMany(state => state.Scores).Append(0), 0.05);
        int[][] members = [.. Enumerable.Range(0, 2).Select(c => Enumerable.Range(0, labels.Count).Where(i => labels[i] == c).ToArray())];
        // Spread over the row by the golden ratio: near samples do not hide each other, and every run draws the same.
        double[] Heights(int c) => [.. members[c].Select((_, k) => Math.Round(c + 0.7 * ((k * 0.618034 % 1) - 0.5), 3))];
        double[] Scores(int c, double[] scores) => Coarse(members[c].Select(i => scores[i]), range);
        int Wrong(double[] scores) => scores.Zip(labels).Count(pair => pair.First > 0 != (pair.Second == 1));
        string Verdict(double[] scores) => $"on the wrong side: {Wrong(scores)} of {labels.Count}";

        Trace[] points = [.. Enumerable.Range(0, 2).Select(c => Trace.Points(Scores(c, all[0].Scores), Heights(c), classNames[c])
            .Colored(c == 0 ? Palette.Vermilion : Palette.Blue).With("marker.symbol", Palette.Symbol(1 - c)).With("marker.size", 8).With("marker.opacity", 0.8))];
        var border = Trace.Line([0, 0], [-0.6, 1.85]).Colored(Palette.Grey).Dashed().With("hoverinfo", "skip");
        var verdict = Trace.Text([(range.Low + range.High) / 2], [1.65], [Verdict(all[0].Scores)]).With("textfont.size", 15);
        var panel = new Panel(new Axis("score z") { Range = range }, new Axis("class") { Range = (-0.6, 1.9), WithoutGrid = true, Labels = [(0, classNames[0]), (1, classNames[1])] });
        var chart = new Chart("Each sample at its score z", panel)
        {
            Description = $"{Sentence(classNames[0])} belongs left of z = 0, {classNames[1]} right of it; {string.Join("; ", all.Select(state => $"{slider} {state.Label}, {Verdict(state.Scores)}"))}.",
        }.Add([border, .. points, verdict]);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select(state => new Frame(state.Label,
            [.. points.Select((trace, c) => trace.To(Scores(c, state.Scores), Heights(c))), verdict.ToTexts([Verdict(state.Scores)])])));
    }
}
