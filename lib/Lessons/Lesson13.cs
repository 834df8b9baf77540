namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 13, "Glossary and formula sheet".</summary>
public static class Lesson13
{
    /// <summary>Checks exercise 13.1: the slope of the sigmoid.</summary>
    /// <param name="answer">Takes what goes into the sigmoid; gives its slope there.</param>
    public static Check SigmoidSlope(Func<double, double> answer)
    {
        double[] places = [0.5, -1, 2.5, 0];
        return Check.Of("13.1", () => At(answer), At(z => Sigmoid(z) * (1 - Sigmoid(z))),
            "Yes: first squash, then a(1 − a). Formula 2 is right where its x has been squashed before, and wrong where it has not.",
            "The formula a(1 − a) wants what comes out of the sigmoid. You are given what goes in: what must be done first?",
            (At(z => z * (1 - z)), "That is formula 2 with z itself: at z = 0.5 it is quite near, and at 2.5 even negative. Can the slope of a curve that only rises be negative?"),
            (At(z => 1 - Sigmoid(z)), "That is formula 1 of the museum. Which factor is missing?"),
            (At(Sigmoid), "That is how high the curve is. How steep is it?"),
            (At(_ => 0.25), "¼ is the slope in the middle. Where is that true, and what happens far outside?"),
            (At(z => Sigmoid(z) * Sigmoid(z)), "Nearly: one of the two factors is not a, but what is left to 1."),
            (At(z => Sigmoid(Sigmoid(z)) * (1 - Sigmoid(Sigmoid(z)))), "It has been squashed twice. Once is enough."),
            (At(z => -Sigmoid(z) * (1 - Sigmoid(z))), "The size is right. Does the sigmoid rise or fall?"));

        IReadOnlyList<Tensor> At(Func<double, double> function) => [.. places.Select(z => (Tensor)function(z))];
    }

    /// <summary>Checks exercise 13.2: how a share reacts to the score of another one.</summary>
    /// <param name="answer">Takes the shares, which share reacts, and which other score is nudged; gives the slope.</param>
    public static Check Feels(Func<Tensor, int, int, double> answer)
    {
        (Tensor A, int I, int J)[] places =
            [((double[])[0.5, 0.3, 0.2], 0, 1), ((double[])[0.5, 0.3, 0.2], 2, 0), ((double[])[0.1, 0.4, 0.15, 0.35], 3, 2)];
        return Check.Of("13.2", () => At(answer), At((a, i, j) => -a[i] * a[j]),
            "Yes. What score j wins, the others pay, each in proportion to what it has.",
            "Nudge score j up: share j grows. The shares add up to 1, so who pays, and in proportion to what?",
            (At((_, _, _) => 0), "0 would mean that the shares do not notice each other. But they must add up to 1: do they not compete?"),
            (At((a, i, _) => a[i] * (1 - a[i])), "That is how share i reacts to its own score. Here another score was nudged: whose?"),
            (At((a, _, j) => a[j] * (1 - a[j])), "That is how share j reacts to its own score. And share i, which looks on?"),
            (At((a, i, j) => a[i] * a[j]), "The size is right. But when the other score grows, does share i win or lose?"),
            (At((a, _, j) => -a[j]), "It loses a part a[j]. A part of what?"),
            (At((a, i, _) => -a[i]), "It loses, but not all that it has: which part, and on whom does that depend?"),
            (At((a, i, j) => -a[i] * (1 - a[j])), "It pays in proportion to what it has. But the stronger the other one is, the more it takes: is that so with 1 − a[j]?"));

        IReadOnlyList<Tensor> At(Func<Tensor, int, int, double> function) => [.. places.Select(place => (Tensor)function(place.A, place.I, place.J))];
    }

    /// <summary>Checks exercise 13.3: a formula for columns, translated for samples in rows.</summary>
    /// <param name="answer">Takes the activations (n × in) and the arriving gradient (n × out); gives the gradient of the weights.</param>
    public static Check WeightGradient(Func<Tensor, Tensor, Tensor> answer)
    {
        // As many samples as inputs and outputs, so that a wrong product gives a wrong answer and not just an error.
        (Tensor A, Tensor Dz)[] places =
        [
            (new[,] { { 1, -0.5 }, { 2, 0.25 } }, new[,] { { 3, 1.0 }, { -1, 0.75 } }),
            (new[,] { { 1, 2, -1 }, { 0.5, -2, 3 }, { -1, 0.25, 2 } }, new[,] { { 0.5, -2, 3 }, { 1, 0, -1 }, { 2, 0.25, 1 } }),
        ];
        return Check.Of("13.3", () => At(answer), At((a, dz) => Tensor.MatrixProduct(a.Transpose(), dz)),
            "Yes: (in, n) · (n, out). The same formula, in our country's clothes.",
            "W is (in × out). You have a, which is (n × in), and dz, which is (n × out). Which order, and which transpose, gives the shape of W?",
            (At((a, dz) => Tensor.MatrixProduct(dz.Transpose(), a)), "That is (out × in), the shape of Nielsen's W. What is the shape of ours?"),
            (At((a, dz) => a * dz), "Place by place: that is one number for each activation. How many weights are there?"),
            (At((a, dz) => Tensor.MatrixProduct(a, dz.Transpose())), "That is (n × n): a number for each pair of samples. In a product, the sides that touch vanish. Which ones should vanish here?"),
            (At((a, dz) => Tensor.MatrixProduct(dz, a.Transpose())), "That is (n × n): a number for each pair of samples. In a product, the sides that touch vanish. Should that not be the samples?"),
            (At((a, dz) => Tensor.MatrixProduct(a, dz)), "Without a transpose, the sides that touch are not the samples. Which one must be turned?"),
            (At((a, dz) => Tensor.MatrixProduct(a.Transpose(), dz) / a.Shape.Rows), "The product is right, and then you divided. A mean over the samples has its 1/n in dz already, as it came from the cost."),
            (At((a, dz) => -Tensor.MatrixProduct(a.Transpose(), dz)), "That is the wish. The gradient points the other way."));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor> function) => [.. places.Select(place => function(place.A, place.Dz))];
    }

    /// <summary>Checks exercise 13.4 by nudging: a node for ln(1 + eˣ), at twenty places and far outside.</summary>
    /// <param name="node">The node.</param>
    public static Check Softplus(UnaryNode node)
    {
        const string exercise = "13.4";
        var random = new Random(13);
        double[] x = [.. Enumerable.Range(0, 20).Select(_ => (8 * random.NextDouble()) - 4)], dz = [.. x.Select(_ => (4 * random.NextDouble()) - 2)];
        Tensor places = x, arriving = dz, slopes = places.Map(Sigmoid), far = (double[])[1000, -1000];
        try
        {
            var near = Check.Of(exercise, () => [Forward(places), Backward(places, arriving)], [places.Map(Value), slopes * arriving],
                "", "The gradient check does not agree. Nudge x a little: 1 + eˣ grows by eˣ times as much, and the logarithm divides by what it holds.",
                With(0 * arriving, "Backward still hands back 0. What is the slope of ln(1 + eˣ)?"),
                With(slopes, "The slope is right. And what arrives?"),
                With(slopes * (1 - slopes) * arriving, "That is the slope of the sigmoid. But whose derivative did you want?"),
                With((1 - slopes) * arriving, "1 / (1 + eˣ) goes to 0 for a large x. Which slope does Softplus have there? Test a large x."),
                With(places.Map(Value) * arriving, "That is the value, times what arrives. Value or slope?"),
                With(places.Map(v => 1 / (1 + Math.Exp(v))), "1 / (1 + eˣ) goes to 0 for a large x, and what arrives is missing. Test a large x."),
                With(-slopes * arriving, "The sign is turned: does Softplus rise or fall?"),
                With(arriving, "Everything passes, as in a Plus. But on the far left Softplus is flat: what should pass there?"),
                With(places.Map(Math.Exp) * arriving, "That is what 1 + eˣ grows by. The logarithm comes after it: by what does it divide?"));
            if (!near.Passed) return Agree(Forward(places), places.Map(Value)) ? near : Open("Forward is not ln(1 + eˣ) any more: compare the two at x = 0.5.");

            if (!Forward(far).IsFinite)
                return Open("All twenty places are right. But forward, your node gives ∞ at x = 1000: which part of the formula grows beyond all bounds, though the result is only 1000?");
            if (!Agree(Forward(far), (double[])[1000, 0]))
                return Open("All twenty places are right. But far outside, at x = 1000 the value is 1000, and at −1000 it is 0. Which of them does yours miss?");
            if (!Backward(far, (double[])[0.5, 0.5]).IsFinite)
                return Open("Forward is right everywhere. But backward, your node gives no number at ±1000: is a power there larger than any number, perhaps one that is divided by another?");
            if (!Agree(Backward(far, (double[])[0.5, 0.5]), (double[])[0.5, 0]))
                return Open("Forward is right everywhere. But far outside, backward should let everything pass at 1000 and nothing at −1000.");
            return GradientCheck.Of(node, places, arriving).All(check => check.Passed)
                ? new Check(exercise, true, "Yes! Right at twenty places, with any dz, and calm at ±1000. This node could move into the library.")
                : Open("Forward and Backward are right one after the other, but not together: does your node keep something that it should not?");
        }
        catch (Exception exception)
        {
            return Open($"Your node stopped with an error: {exception.Message}") with { IsGeneral = true };
        }

        Tensor Forward(Tensor at)
        {
            var z = node.Forward(at);
            node.Backward(Tensor.Zeros(z.Shape));
            return z;
        }

        Tensor Backward(Tensor at, Tensor dz)
        {
            node.Forward(at);
            return node.Backward(dz);
        }

        (IReadOnlyList<Tensor> Wrong, string Hint) With(Tensor backward, string hint) => ([places.Map(Value), backward], hint);

        static bool Agree(Tensor a, Tensor b) => new GradientCheck("z", a, b).Passed;

        static double Value(double v) => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v)));

        static Check Open(string hint) => new(exercise, false, hint);
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
