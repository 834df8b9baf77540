namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 11, Back-propagation in a deep network.</summary>
public static class Lesson11
{
    private const int Row = 1344, Right = 2, StillRight = 323;

    /// <summary>Checks exercise 11.1: the gradient of the cross-entropy at the scores.</summary>
    /// <param name="answer">Takes the shares and a one-hot target, two vectors of any length; gives the gradient.</param>
    public static Check OutputGradient(Func<Tensor, Tensor, Tensor> answer)
    {
        (Tensor A, Tensor Y)[] places =
            [((double[])[0.1, 0.6, 0.3], (double[])[0, 0, 1]), ((double[])[0.05, 0.45, 0.3, 0.2], (double[])[0, 1, 0, 0])];
        return Check.Of("11.1", () => At(answer), At((a, y) => a - y),
            "Yes: what is there, minus what should be there. The numbers add up to 0: what one output should win, the others must lose.",
            "Take the three shares one by one. By how much is each of them too high (then its gradient is positive) or too low (negative)?",
            (At((a, _) => 0 * a), "Everything is still 0, as if all outputs were right already. Which of them are too high, and which is too low?"),
            (At((a, y) => y - a), "These are the wishes, and they are right. But the exercise asks for the gradient: does it point to where the loss falls, or to where it rises?"),
            (At((a, y) => y * (a - y)), "Only the right output is asked to change. May the wrong ones keep the shares that they have?"),
            (At((a, y) => (a - y) * a * (1 - a)), "There is a slope a(1 − a) too much. The logarithm in the loss has met it already: what did it cancel?"),
            (At((a, y) => 2 * (a - y)), "The 2 belongs to a square. Is anything squared in the cross-entropy?"),
            (At(SquaredErrorGradient), "That is what the squared error says, and it tells an output that is too high to rise. Here the loss is the cross-entropy."),
            (At((a, y) => -y / a), "That is the gradient at the shares. One node further back, before the softmax, it becomes much simpler."),
            (At((a, _) => a), "That is right for the wrong outputs. And the right one, should it fall as well?"));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor> function) => [.. places.Select(place => function(place.A, place.Y))];

        // Through the softmax: a · (da − Σ a·da) with da = 2(a − y).
        static Tensor SquaredErrorGradient(Tensor a, Tensor y)
        {
            var da = 2 * (a - y);
            return a * (da - (a * da).Sum());
        }
    }

    /// <summary>Checks exercise 11.2: the gradient of a weight.</summary>
    /// <param name="answer">Takes the activation behind the weight, the weight, and the gradient that arrives at the score.</param>
    public static Check WeightGradient(Func<double, double, double, double> answer)
    {
        (double H, double W, double Dz)[] places = [(0.863, -0.019, -0.799), (0.046, -0.821, 0.296), (0.5, 1.25, 0.2)];
        return Check.Of("11.2", () => At(answer), At((h, _, dz) => h * dz),
            "Yes. The brighter the neuron behind, the more a turn of this weight is worth; how large the weight is does not matter.",
            "The weight stands in a product, h · W. If W rises by a little, by how many times as much does the score rise?",
            (At((_, _, _) => 0), "It is still 0. If the weight turns, does the score not move?"),
            (At((_, w, dz) => w * dz), "Each input of a multiply node gets dz times the other one. This is the lever of the activation: whose gradient was asked?"),
            (At((h, _, dz) => h * (1 - h) * dz), "There is a slope of a sigmoid in it. The weight comes after the activation: does its signal pass the sigmoid of h?"),
            (At((_, _, dz) => dz), "That is right for a bias, whose neuron is always at 1. How bright is the neuron behind this weight?"),
            (At((h, _, dz) => -h * dz), "That is the wish. The gradient points the other way."),
            (At((h, w, dz) => h * w * dz), "The weight itself has come in, too. If W becomes larger by 0.01, by how much does h · W grow: does that depend on how large W was?"),
            (At((h, _, _) => h), "That is how strongly the score reacts to the weight. How strongly does the loss react to the score?"));

        IReadOnlyList<Tensor> At(Func<double, double, double, double> function) => [.. places.Select(place => (Tensor)function(place.H, place.W, place.Dz))];
    }

    /// <summary>Checks exercise 11.3: the gradient of an activation that goes into several outputs.</summary>
    /// <param name="answer">Takes the weights to all outputs and the gradients that arrive there, two vectors of one length.</param>
    public static Check ActivationGradient(Func<Tensor, Tensor, double> answer)
    {
        (Tensor W, Tensor Dz)[] places =
            [((double[])[0.5, -1, 0.25, 2], (double[])[0.1, 0.3, -0.8, 0.5]), ((double[])[-0.75, 1.5, 1], (double[])[0.2, -0.6, 0.9])];
        return Check.Of("11.3", () => At(answer), At((w, dz) => (w * dz).Sum()),
            "Yes. Every output says what it wants of this neuron, in proportion to the weight, and the neuron hears their sum.",
            "Each output k sends back its weight times its own dz. All of that arrives at one neuron: what do gradients do where paths meet?",
            (At((w, dz) => w[2] * dz[2]), "That is the wish of one output. The activation is behind the other outputs as well: one voice, or all of them?"),
            (At((w, dz) => (w * dz).Mean()), "These are the right pieces. But their mean says that each output counts for a part only. Does the loss have a tenth of each?"),
            (At((w, dz) => -(w * dz).Sum()), "That is what all outputs together wish. The gradient points the other way."),
            (At((w, dz) => w.Sum() * dz.Sum()), "You added up first and multiplied afterwards. Each dz belongs to its own weight."),
            (At((_, dz) => dz.Sum()), "The gradients are added up, but on the way back each passes its weight."),
            (At((w, dz) => (w * dz).ToArray().Max()), "The loudest is heard, and the others are not. But each of them changes the loss."));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor, double> function) => [.. places.Select(place => (Tensor)function(place.W, place.Dz))];
    }

    /// <summary>Checks exercise 11.4: the gradient before the sigmoid.</summary>
    /// <param name="answer">Takes the activations after the sigmoid and the gradient that arrives at them, of one shape.</param>
    public static Check SumGradient(Func<Tensor, Tensor, Tensor> answer)
    {
        (Tensor H, Tensor Dh)[] places = [((double[])[0.863, 0.046, 0.5], (double[])[0.779, -0.3, 1.25]), ((double[])[0.25, 0.98], (double[])[-1, 2])];
        return Check.Of("11.4", () => At(answer), At((h, dh) => dh * h * (1 - h)),
            "Yes. A neuron in the middle passes most of it on; one that is nearly 0 or 1 hardly listens.",
            "The sigmoid node gives dh times its slope. Lesson 10 has written this slope with what comes out of the sigmoid, and that is h.",
            (At((_, dh) => dh), "That is what arrives after the sigmoid. Is there nothing in between?"),
            (At((h, dh) => dh * h), "That is the arriving gradient times the value of the sigmoid. Value or slope?"),
            (At((h, dh) => dh * (1 - h)), "That is half of the slope: a neuron that is quite dark would let everything through. Which factor is missing?"),
            (At((h, dh) => dh * h.Map(SigmoidSlope)), "You took the slope at h. But h came out of the sigmoid: has it not been squashed already?"),
            (At((h, _) => h * (1 - h)), "That is the slope of the sigmoid, and it is right. And what has arrived there?"),
            (At((h, dh) => -dh * h * (1 - h)), "The sign is turned: this is the wish, not the gradient."),
            (At((h, dh) => dh * (1 - h * h)), "That is the slope of tanh. The neurons here have a sigmoid."),
            (At((h, dh) => 0.25 * dh), "¼ is the slope in the middle, at h = 0.5, and it is the largest that there is. What about neurons that are darker or brighter?"));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor, Tensor> function) => [.. places.Select(place => function(place.H, place.Dh))];

        static double SigmoidSlope(double z) => 1 / (1 + Math.Exp(-z)) is var squashed ? squashed * (1 - squashed) : 0;
    }

    /// <summary>Checks exercise 11.5: the gradient of the output biases for a batch.</summary>
    /// <param name="answer">Takes a matrix (images × outputs) with a − y of each image in its row; gives a vector (outputs).</param>
    public static Check BiasGradient(Func<Tensor, Tensor> answer)
    {
        Tensor[] places =
        [
            new[,] { { 0.5, -0.75, 0.25 }, { -0.5, 0.25, 0.25 } },
            new[,] { { 0.25, -0.5, 0.25 }, { 0.5, 0.125, -0.625 }, { -0.75, 0.5, 0.25 }, { 0.125, 0.25, -0.375 } },
        ];
        return Check.Of("11.5", () => At(answer), At(dz => Columns(dz) / dz.Shape.Rows),
            "Yes: the mean of each column. One bias for each output, and one vote for each image.",
            "Read one column from top to bottom: it holds what each image says to one bias. The cost is a mean over the images. What is the gradient of this bias?",
            (At(dz => dz.Sum()), "That is one number, and (up to rounding) it is 0. Add up the numbers of a single row: what comes out, always? And how many biases are there?"),
            (At(dz => dz.Mean()), "That is one number, and 0: in each row, what one output wins, the others lose. How many biases are there?"),
            (At(dz => Rows(dz)), "The sum of each row: a number for each image, and always 0. But is there a bias for each image, or for each output?"),
            (At(dz => Rows(dz) / dz.Shape.Columns), "The mean of each row: a number for each image, and always 0. But is there a bias for each image, or for each output?"),
            (At(dz => Columns(dz)), "The columns are right. But you added them up, and the cost is a mean: with a batch of 100, the biases would move ten times as far as with ten."),
            (At(dz => Columns(dz) / dz.Shape.Columns), "The columns are right, and you divided by something. How many images are there, and how many outputs?"),
            (At(dz => Columns(dz) / -dz.Shape.Rows), "The sign is turned: these are the wishes. The gradient points the other way."),
            (At(dz => dz / dz.Shape.Rows), "A gradient has the shape of its parameter. Here every image still has a row of its own: where do they come together?"));

        IReadOnlyList<Tensor> At(Func<Tensor, Tensor> function) => [.. places.Select(function)];

        static Tensor Columns(Tensor dz) => new SumRows().Forward(dz);

        static Tensor Rows(Tensor dz) => new SumColumns().Forward(dz);
    }

    /// <summary>Checks exercise 11.6 by running it: one update with the image of row 1344 alone, after one epoch of training, that rescues it and does no harm to the others.</summary>
    /// <param name="learningRate">Any positive number.</param>
    public static Check OneUpdate(double learningRate)
    {
        if (!double.IsFinite(learningRate) || learningRate <= 0)
            return Open(FormattableString.Invariant($"A learning rate is a positive number, such as 0.01, and not {learningRate}."));

        try
        {
            var digits = DataSets.Digits();
            var (training, validation) = digits.Split(i => i % 5 == 0);
            var random = new Random(11);
            var network = new Network([64, 32, 10], z => z.Sigmoid(), random);
            var optimizer = new GradientDescent(network.Parameters, 1);
            Training.Run(batch => CostOf(batch.X, batch.Y), new MiniBatches(training.X, training.OneHot, 10, random), optimizer, epochs: 1);

            var one = digits.Rows(Row);
            optimizer.ClearGradients();
            CostOf(one.X, one.OneHot).Backward();
            new GradientDescent(network.Parameters, learningRate).Step();

            var (ours, says) = (Metrics.Classes(network.Predict(one.X))[0], Metrics.Classes(network.Predict(validation.X)));
            var (right, twos) = (says.Zip(validation.Labels).Count(pair => pair.First == pair.Second), says.Count(digit => digit == Right));
            return (ours == Right, right >= StillRight) switch
            {
                (true, true) => new Check("11.6", true, FormattableString.Invariant(
                    $"Yes! Our 2 is read as a 2, and {right} of 360 others are right. A short step along one image's gradient pleases it, and hardly touches the others.")),
                (false, _) => Open(FormattableString.Invariant(
                    $"Our 2 is still read as {ours}: the step is too short. ({right} of 360 others are right.)")),
                _ => Open(FormattableString.Invariant(
                    $"Our 2 is rescued, but only {right} of 360 others are right, and {twos} of them are read as 2; there are {validation.Labels.Count(label => label == Right)}. The step drags the others along.")),
            };

            Variable CostOf(Tensor x, Tensor y) => network.Forward(x).SoftmaxCrossEntropy(y).Mean();
        }
        catch (Exception exception) when (exception is IOException or ArithmeticException or InvalidDataException)
        {
            return Open($"The experiment could not run: {exception.Message}") with { IsGeneral = true };
        }

        static Check Open(string hint) => new("11.6", false, hint);
    }
}
