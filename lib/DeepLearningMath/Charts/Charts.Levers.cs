using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// Three levers on one neuron, one after the other: W, the weights that lead to it; b, its bias; h, the activations behind it. A line is as thick as the wish is strong,
    /// blue for more and vermilion for less; the neurons behind are drawn as bright as they are.
    /// </summary>
    /// <param name="activations">What the neurons behind it answer, a vector; 0 is drawn black and 1 white.</param>
    /// <param name="weights">The weight from each of them, a vector of the same length.</param>
    /// <param name="dz">The gradient that arrives at the neuron's sum. A wish goes against its gradient.</param>
    /// <exception cref="ArgumentException">The two are no vectors of one length, or a number is not finite.</exception>
    public static Chart Levers(Tensor activations, Tensor weights, double dz)
    {
        if (activations.Rank != 1 || weights.Shape != activations.Shape || activations.Count == 0)
            throw new ArgumentException($"Levers need a weight for each activation, two vectors of one length, but the activations have shape {activations.Shape} and the weights {weights.Shape}.", nameof(weights));
        if (!activations.IsFinite || !weights.IsFinite || !double.IsFinite(dz))
            throw new ArgumentException("Levers need finite numbers: look for NaN or infinity in the activations, the weights and dz.", nameof(activations));

        // The bias is the weight of a neuron that is always at 1; it stands below the others.
        var (n, h, w) = (activations.Count, activations.ToArray(), weights.ToArray());
        double[] none = [.. Enumerable.Repeat(0.0, n)];
        (string Name, double[] Wishes, string[] Texts)[] levers =
        [
            ("W", [.. h.Select(activation => -activation * dz), 0], Texts("brightness", h)),
            ("b", [.. none, -dz], [.. Enumerable.Repeat("", n), "bias: always 1"]),
            ("h", [.. w.Select(weight => -weight * dz), 0], Texts("weight", w)),
        ];
        var strongest = levers.Max(lever => lever.Wishes.Max(Math.Abs)) is > 0 and var most ? most : 1;
        double Height(int j) => j < n ? j : n + 0.8;
        var middle = (n - 1) / 2.0;

        Trace[] lines = [.. Enumerable.Range(0, n + 1).Select(j => Trace.Line([0, 1], [Height(j), middle]).With("hoverinfo", "skip"))];
        var neurons = Trace.Points(Enumerable.Repeat(0.0, n + 1), Enumerable.Range(0, n + 1).Select(Height)).With("hoverinfo", "skip")
            .With("marker.size", 11).With("marker.line.width", 1).With("marker.line.color", Palette.Grey)
            // Numbers on a scale: a page in the dark turns what is written as black into white.
            .With("marker.color", PlotlyJson.Numbers(h.Append(1))).With("marker.cmin", 0).With("marker.cmax", 1)
            .With("marker.colorscale", new JsonArray(new JsonArray(0, "rgb(0,0,0)"), new JsonArray(1, "rgb(255,255,255)")));
        var texts = Trace.Text(Enumerable.Repeat(-0.03, n + 1), Enumerable.Range(0, n + 1).Select(Height), levers[0].Texts)
            .With("textposition", "middle left").With("textfont.size", 11);
        var neuron = Trace.Points([1], [middle]).With("hoverinfo", "skip").With("marker.size", 24).With("marker.color", Palette.Grey);

        Trace[] first = [.. lines.Select((line, j) => line.With("line.width", Width(levers[0].Wishes[j])).With("line.color", Colour(levers[0].Wishes[j])))];
        return new Chart("Three levers on one neuron", new Panel(
            new Axis("from the neurons behind to this one") { Range = (-0.55, 1.1), Hidden = true },
            new Axis("neuron behind") { Range = (n + 1.6, -0.8), Hidden = true })
        {
            // A line of text for each neuron, on a phone too.
            Share = Math.Max(1, 17 * (n + 3) / 300.0),
        })
        {
            Description = $"Wishes of one neuron whose sum has the gradient {Number(Digits(dz, 3))}: for the weights the strongest is {Strongest(levers[0].Wishes)}, for the bias {Number(Digits(-dz, 3))}, "
                + $"for the activations the strongest is {Strongest(levers[2].Wishes)}.",
        }.Add(first).Add(neurons, texts, neuron).Animate("lever:", levers.Select(lever => new Frame(lever.Name,
        [
            .. first.Select((line, j) => new TraceChange(line, new JsonObject { ["line"] = new JsonObject { ["width"] = Width(lever.Wishes[j]), ["simplify"] = false, ["color"] = Colour(lever.Wishes[j]) } })),
            texts.ToTexts(lever.Texts),
        ])));

        double Width(double wish) => Math.Round(10 * Math.Abs(wish) / strongest, 2);

        static string Colour(double wish) => wish >= 0 ? Palette.Blue : Palette.Vermilion;

        // The neurons' numbers are those of the vector; the last place is the bias's.
        static string[] Texts(string what, double[] values) =>
            [.. values.Select((value, j) => string.Create(CultureInfo.InvariantCulture, $"{(j == 0 ? what + " of " : "")}{j}: {value:0.00}").Replace('-', '−')), ""];

        static string Strongest(double[] wishes)
        {
            var j = Enumerable.Range(0, wishes.Length).MaxBy(i => Math.Abs(wishes[i]));
            return $"{Number(Digits(wishes[j], 3))} at neuron {j}";
        }
    }
}
