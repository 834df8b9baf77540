namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Who holds how much: magnitudes sorted from the largest to the smallest, one at a time, and in colour the few that hold half of the sum.</summary>
    /// <param name="states">For each stop of the slider its label, and the values: a vector or a column. What counts is how far they are from 0.</param>
    /// <param name="axis">What is measured.</param>
    /// <param name="members">What the values belong to, in the plural: "patients".</param>
    /// <param name="slider">What the slider counts.</param>
    /// <exception cref="ArgumentException">There is no state, or one without a value or with a value that is not a finite number.</exception>
    public static Chart Shares(IEnumerable<(string Label, Tensor Values)> states, string axis = "value", string members = "values", string slider = "epoch")
    {
        var all = Demand(states, "the list of states", nameof(states)).Select(state =>
        {
            var values = state.Values.IsFinite
                ? Demand(state.Values.ToArray(), $"'{state.Label}'", nameof(states)).Select(Math.Abs).OrderDescending().ToArray()
                : throw new ArgumentException($"Shares are of finite numbers, but '{state.Label}' has one that is not.", nameof(states));
            return (state.Label, Values: values, Half: Holders(values));
        }).ToArray();
        var (count, highest) = (all.Max(state => state.Values.Length), all.Max(state => state.Values[0]));

        // Steps: value number k stands from k to k + 1, because the line goes across first, and then up or down.
        static double[] Across(int from, int to) => [from, .. Enumerable.Range(from, to - from), to];
        static double[] Up(double[] values, int from, int to) => [0, .. values[from..to].Select(value => Digits(value, 3)), 0];
        string Verdict((string Label, double[] Values, int Half) state) => $"half of the sum: {state.Half} of {state.Values.Length} {members}";

        var first = all[0];
        var strong = Trace.Area(Across(0, first.Half), Up(first.Values, 0, first.Half), "they hold half of the sum").Colored(Palette.Vermilion).With("line.shape", "hv");
        var others = Trace.Area(Across(first.Half, first.Values.Length), Up(first.Values, first.Half, first.Values.Length), "the others").Colored(Palette.Blue).With("line.shape", "hv");
        var verdict = Trace.Text([0.55 * count], [0.94 * highest], [Verdict(first)]).With("textfont.size", 15);
        var chart = new Chart($"{Sentence(axis)}, sorted", $"{members}, sorted", axis)
        {
            Description = $"Sorted {axis}: {string.Join("; ", all.Select(state => $"{slider} {state.Label}, {Verdict(state)}"))}.",
        }.Add(strong, others, verdict).WithXRange(-0.01 * count, 1.01 * count).WithYRange(0, highest == 0 ? 1 : 1.05 * highest);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select(state => new Frame(state.Label,
        [
            strong.To(Across(0, state.Half), Up(state.Values, 0, state.Half)),
            others.To(Across(state.Half, state.Values.Length), Up(state.Values, state.Half, state.Values.Length)),
            verdict.ToTexts([Verdict(state)]),
        ])));
    }

    /// <summary>How many of the largest values together hold half of the sum.</summary>
    private static int Holders(double[] descending)
    {
        var (half, sum) = (descending.Sum() / 2, 0.0);
        for (var k = 0; k < descending.Length; k++)
        {
            sum += descending[k];
            // Equal values may miss the half by a rounding.
            if (sum >= half * (1 - 1e-12)) return k + 1;
        }

        return descending.Length;
    }
}
