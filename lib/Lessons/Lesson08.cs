namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 08, Cost surfaces and gradient descent.</summary>
public static class Lesson08
{
    private const double Goal = 0.26;
    private const int MostUpdates = 110;

    /// <summary>Checks exercise 08.1: the squared error of one output, summed over its classes.</summary>
    /// <param name="answer">Takes the output, one share a class, and the number of the right class, from 0.</param>
    public static Check LossOf(Func<double[], int, double> answer)
    {
        (double[] Output, int Right)[] places = [([0.1, 0.2, 0.7], 2), ([0.6, 0.3, 0.05, 0.05], 1), ([0.3, 0.7], 0)];
        return Check.Of("08.1", () => At(answer), Errors(errors => errors.Sum(error => error * error)),
            "Yes. The wrong classes count, too: a share that they have is missing elsewhere.",
            "Take the output (0.1, 0.2, 0.7) and the target (0, 0, 1). Write down all three errors, square each, and only then make one number of them.",
            (Errors(errors => errors.Average(error => error * error)),
                "That is the mean over the classes. Here, the loss of a sample is their sum; a mean comes later, over the samples."),
            (At((output, right) => Math.Pow(1 - output[right], 2)),
                "Only the right class is counted. Should the others have the shares that they have?"),
            (Errors(errors => errors.Sum(Math.Abs)),
                "You added the errors without their signs. That is a distance, too, but this loss does something to each error before it adds."),
            (Errors(errors => Math.Pow(errors.Sum(), 2)),
                "It is 0 for every output: where some shares are too large, others are too small, and their errors cancel in the sum. What must come before the sum?"),
            (Errors(errors => Math.Sqrt(errors.Sum(error => error * error))),
                "That is the length of the error. The loss is the squared length: leave the root away."),
            (At((output, right) => -Math.Log(output[right])),
                "That is the cross-entropy, another loss for the same output. A later lesson takes it; here it is the squared error."),
            (At((output, right) => output.Sum(share => share * share)),
                "Those are the shares themselves, squared. An error is target minus output."));

        IReadOnlyList<Tensor> At(Func<double[], int, double> function) => [.. places.Select(place => (Tensor)function([.. place.Output], place.Right))];

        IReadOnlyList<Tensor> Errors(Func<IEnumerable<double>, double> function)
            => At((output, right) => function(output.Select((share, k) => (k == right ? 1 : 0) - share).ToArray()));
    }

    /// <summary>Checks exercise 08.2: a direction in which the cost does not change.</summary>
    /// <param name="answer">Takes both parts of the gradient; gives a direction of any length.</param>
    public static Check Level(Func<double, double, (double Theta1, double Theta0)> answer)
    {
        // Places where both parts differ in size and in sign, and one where a part is 0.
        (double D1, double D0)[] gradients = [(-34, -10), (3, 4), (2, -5), (0, 7)];
        return Check.Of("08.2", () => [.. gradients.Select(gradient => Line(answer(gradient.D1, gradient.D0)))], At((d1, d0) => (-d0, d1)),
            "Yes. A quarter turn: what the step gains with one knob, it loses with the other.",
            "A step (a, b) changes the cost by about d1·a + d0·b. For which a and b is that 0, whatever d1 and d0 are?",
            (At((d1, d0) => (d1, d0)), "Along the gradient, or straight against it, the cost changes most of all. Turn the direction by a quarter turn."),
            (At((d1, d0) => (d0, d1)), "You exchanged the two numbers. That is a mirror image and no quarter turn: try it with (3, 4). What else must change?"),
            (At((d1, d0) => (-d1, d0)), "One sign has changed, and that alone is a mirror image: try it with (3, 4). A quarter turn does something more."),
            (At((_, _) => (0, 0)), "A step of length 0 changes nothing, that is true. But a direction must lead somewhere."),
            (At((_, _) => (1, 0)), "That is always the same direction, whatever the gradient is. Use d1 and d0."),
            (At((_, _) => (0, 1)), "That is always the same direction, whatever the gradient is: only θ₀ moves. Use d1 and d0."));

        IReadOnlyList<Tensor> At(Func<double, double, (double, double)> function) => [.. gradients.Select(gradient => Line(function(gradient.D1, gradient.D0)))];

        // As long as 1, and with one of the two signs that a line's direction may have.
        static Tensor Line((double Theta1, double Theta0) direction)
        {
            var (a, b) = direction;
            var length = double.Hypot(a, b);
            if (length == 0) return new[] { 0.0, 0.0 };
            var sign = a < 0 || (a == 0 && b < 0) ? -1 : 1;
            return new[] { sign * a / length, sign * b / length };
        }
    }

    /// <summary>Checks exercise 08.3: the largest learning rate with which gradient descent diverges in no direction.</summary>
    /// <param name="answer">Takes the smallest and the largest eigenvalue of the Hessian.</param>
    public static Check Border(Func<double, double, double> answer)
    {
        (double Smallest, double Largest)[] places = [(0.18334617, 21.81665383), (0.5, 4), (1, 3)];
        return Check.Of("08.3", () => At(answer), At((_, largest) => 2 / largest),
            "Yes. The most strongly curved direction is the first to diverge, and there ηλ must stay below 2.",
            "Divergence begins where 1 − ηλ is −1. Solve that for η, once for each of the two eigenvalues. Which of the two answers must be obeyed?",
            (At((_, largest) => 1 / largest),
                "With this rate, the steep direction arrives in a single update. Does it break just above, or does it only overshoot?"),
            (At((smallest, _) => 2 / smallest),
                "That is the border of the flat direction. Which direction breaks first when η grows?"),
            (At((smallest, largest) => 2 / (smallest + largest)),
                "There both factors are equally large, so that is the best rate in the long run. But the fastest is not the largest that is stable."),
            (At((smallest, largest) => 2 / (largest - smallest)),
                "The directions do not disturb each other. Ask each eigenvalue alone where its own border is."),
            (At((_, largest) => largest / 2), "Turned over: a stronger curvature needs a smaller rate."),
            (At((_, largest) => 2 * largest), "With a stronger curvature, this border becomes larger. Should it?"));

        IReadOnlyList<Tensor> At(Func<double, double, double> function) => [.. places.Select(place => (Tensor)function(place.Smallest, place.Largest))];
    }

    /// <summary>Checks exercise 08.4: the largest stable learning rate when the cost is the sum instead of the mean.</summary>
    /// <param name="answer">Takes the largest stable rate for the mean, and the number of samples.</param>
    public static Check ForSum(Func<double, int, double> answer)
    {
        (double ForMean, int N)[] places = [(0.0917, 40), (2, 5), (0.5, 7)];
        return Check.Of("08.4", () => At(answer), At((forMean, n) => forMean / n),
            "Yes. A cost that is n times as high has gradients that are n times as long, and the step must stay what it was.",
            "How much longer is the gradient of the sum than the gradient of the mean? The step, η times the gradient, should remain the same.",
            (At((forMean, _) => forMean), "The same rate: but what has happened to each gradient?"),
            (At((forMean, n) => forMean * n), "The gradient has become longer, and you made the rate larger too. Should both grow?"),
            (At((forMean, n) => forMean / Math.Sqrt(n)), "A root is for things that add up like noise, where one cancels a part of the other. Do these gradients cancel?"),
            (At((forMean, n) => forMean / 2), "That would be right for two samples."),
            (At((forMean, n) => forMean / ((double)n * n)), "Too small: n was counted twice. The curvature of the sum is n times as large, and the border is 2 by the curvature."));

        IReadOnlyList<Tensor> At(Func<double, int, double> function) => [.. places.Select(place => (Tensor)function(place.ForMean, place.N))];
    }

    /// <summary>Checks exercise 08.5: how large a batch must be for a smaller typical error.</summary>
    /// <param name="answer">Takes a batch size, its typical error, and the error that is wanted; gives the batch size for that.</param>
    public static Check SizeFor(Func<double, double, double, double> answer)
    {
        (double Size, double Error, double Wanted)[] places = [(100, 13, 6.5), (50, 6, 2), (400, 1, 4)];
        return Check.Of("08.5", () => At(answer), At((size, error, wanted) => size * Math.Pow(error / wanted, 2)),
            "Yes. Half of the error costs four times the samples, a tenth of it a hundred times.",
            "The variance falls as 1/B, and the typical error is its root. If the error shall be half as large, what must happen to the variance?",
            (At((size, error, wanted) => size * error / wanted), "With that many samples the variance is half as large. But what should be halved is its root."),
            (At((size, error, wanted) => size * Math.Sqrt(error / wanted)), "The root went the wrong way: the error is a root of the variance, so the batch must grow faster than the error falls."),
            (At((size, _, _) => size * size), "How many times better is that? 10 000 of 100 is a hundredfold: it would make the error ten times smaller."),
            (At((size, error, wanted) => size * Math.Pow(wanted / error, 2)), "A smaller error out of a smaller batch? Turn the fraction over."),
            (At((size, _, _) => size * 4), "That is right for half of the error. What if a third of it is wanted?"),
            (At((size, _, _) => size * 2), "Twice as many samples halve the variance. But what should be halved is its root; and another error may be wanted than a half."));

        IReadOnlyList<Tensor> At(Func<double, double, double, double> function) => [.. places.Select(place => (Tensor)function(place.Size, place.Error, place.Wanted))];
    }

    /// <summary>Checks exercise 08.6 by running it: a learning rate that brings the cost of the line down to 0.26 within 110 updates from (0, 0).</summary>
    /// <param name="learningRate">Any positive number.</param>
    public static Check FastRate(double learningRate)
    {
        if (!double.IsFinite(learningRate) || learningRate <= 0)
            return Open(FormattableString.Invariant($"A learning rate is a positive number, such as 0.04, and not {learningRate}."));

        var data = SyntheticData.Line(40, offset: 3);
        var (theta1, theta0) = (new Variable(0), new Variable(0));
        var walk = Training.Run(
            () => (data.Y - ((theta1 * data.X) + theta0)).Square().Mean(), new GradientDescent([theta1, theta0], learningRate), MostUpdates);
        var costs = walk.Costs;
        var (arrival, end) = (Array.FindIndex(costs, cost => cost <= Goal), costs[^1]);
        var factors = Hessian.OfLine(data.X).Eigenvalues.Select(eigenvalue => 1 - (learningRate * eigenvalue)).ToArray();
        return (arrival, end) switch
        {
            ( >= 0, _) => new Check("08.6", true, FormattableString.Invariant(
                $"Yes! It arrives after {arrival} updates. Across the valley the distance is multiplied by {factors[1]:0.00} and along it by {factors[0]:0.000} in every update: it overshoots each time, and is quick because of it.")),
            (_, var cost) when walk.Diverged || cost > costs[0] => Open(FormattableString.Invariant(
                $"The walk runs away: the cost began at {costs[0]:0.00}, and after {costs.Length - 1} updates it is {cost:G3}. Across the valley, each update multiplies the distance by {factors[1]:0.00}.")),
            (_, var cost) when -factors[1] > factors[0] => Open(FormattableString.Invariant(
                $"After 110 updates, C = {cost:0.000}. Along the valley it goes well, but the jumps across die away too slowly: each is {-factors[1]:0.000} times the one before.")),
            (_, var cost) => Open(FormattableString.Invariant(
                $"After 110 updates, C = {cost:0.000}. The walk has long been in the middle of the valley, but along it each update leaves {factors[0]:0.0000} of the distance. Which η makes that smaller?")),
        };

        static Check Open(string hint) => new("08.6", false, hint);
    }
}
