namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 04, Two samples: from loss to cost.</summary>
public static class Lesson04
{
    private const double LearningRate = 0.08;

    private static readonly (double X, double Y)[] _samples = [(-1.5, 2), (2.5, -1)];

    /// <summary>Checks exercise 04.1: the cost as a function of the errors.</summary>
    /// <param name="answer">Takes the errors of any number of samples.</param>
    public static Check CostOf(Func<double[], double> answer)
    {
        // Two samples and three: with two, a factor of 2 can hide.
        double[][] places = [[4, -3], [1, -2, 5]];
        return Check.Of("04.1", () => At(answer), At(errors => errors.Average(error => error * error)),
            "Yes. Each error is squared first, so opposite errors cannot cancel, and the mean makes costs of few and of many samples comparable.",
            "The cost is the mean of the losses, and a loss is one squared error. Try CostOf([4, -3]) by hand: two losses, one mean.",
            (At(errors => errors.Sum(error => error * error)),
                "That is the sum of the losses: it grows with every sample, even if all are equally good. What is the cost per sample?"),
            (At(_ => 0), "It gives 0 for errors that are not 0. Look at the types: in C#, 1 / 2 is a division of integers, and its result is 0."),
            (At(errors => Math.Pow(errors.Average(), 2)),
                "The mean was taken first and squared afterwards. Should the errors 4 and −3 be allowed to cancel?"),
            (At(errors => errors.Average()),
                "That is the mean of the errors, so 4 and −3 nearly cancel. What makes a loss out of an error?"),
            (At(errors => errors.Average(Math.Abs)),
                "That is the mean distance, a sensible number. But the loss of this course has another way to get rid of the sign."),
            (At(errors => errors.Sum(error => error * error) / 2),
                "For two samples this is right, for three it is not. How many losses share the mean?"));

        IReadOnlyList<Tensor> At(Func<double[], double> function) => [.. places.Select(errors => (Tensor)function([.. errors]))];
    }

    /// <summary>Checks exercise 04.2: what a mean of losses hands back to each of them.</summary>
    /// <param name="answer">Takes the losses and the gradient that arrives at their mean; gives one gradient for each loss.</param>
    public static Check Share(Func<double[], double, double[]> answer)
    {
        (double[] Losses, double DC)[] places = [([16, 9], 1), ([16, 9, 1, 4], 3), ([2, 8, 5], 0.5)];
        return Check.Of("04.2", () => At(answer), At((losses, dC) => Equal(losses, dC / losses.Length)),
            "Yes. Each loss gets the same share, large or small, and the shares add up to what arrived.",
            "Raise one of n losses by 1. By how much does their mean rise? That, times the gradient that arrives, goes back to each of them.",
            (At((losses, _) => losses), "Those are the losses themselves. A gradient says how much the cost changes when a loss changes."),
            (At((losses, dC) => Equal(losses, dC)),
                "You handed all that arrived to each loss. But the gradient has passed a node on its way. Which one, and what does it do?"),
            (At((losses, dC) => [.. losses.Select(loss => dC * loss / losses.Sum())]),
                "The larger loss got the larger share. Does the mean node look at the values? Raise either loss by 1, and compare what the cost does."),
            (At((losses, dC) => Equal(losses, dC * losses.Length)),
                "That is more than what arrived. Raise one loss by 1: does the cost rise by more than 1, or by less?"),
            (At((losses, _) => Equal(losses, 1.0 / losses.Length)),
                "Right if 1 arrives at the cost. What if it is dC that arrives?"),
            (At((losses, _) => Equal(losses, 0)),
                "It gives 0 everywhere. Look at the types: 1 / losses.Length is a division of integers."),
            (At((losses, dC) => Equal(losses, dC / 2)),
                "For two losses this is right. Count the losses before you share."));

        IReadOnlyList<Tensor> At(Func<double[], double, double[]> function)
            => [.. places.Select(place => (Tensor)function([.. place.Losses], place.DC))];

        static double[] Equal(double[] losses, double share) => [.. losses.Select(_ => share)];
    }

    /// <summary>Checks exercise 04.3: the gradient of the cost for the weight.</summary>
    /// <param name="answer">Takes the inputs, the targets, θ₁ and θ₀; gives ∂C/∂θ₁.</param>
    public static Check CostGradient(Func<double[], double[], double, double, double> answer)
    {
        (double[] Xs, double[] Ys, double Theta1, double Theta0)[] places =
            [([-1.5, 2.5], [2, -1], 1, -0.5), ([-1.5, 2.5, 0.5], [2, -1, 1.5], 0.5, 0.25), ([3, -1, 2, 4], [1, 2.5, -1, 0.5], -0.5, 1)];
        return Check.Of("04.3", () => At(answer), Pairs(products => -2 * products.Average()),
            "Yes. Pair each x with its own error, then take the mean: 12 and 15 become 13.5.",
            "Write one sample's own gradient for θ₁ first, as in lesson 03. Then do it for every sample, and take the mean.",
            (Pairs(products => -2 * products.Sum()),
                "That is the sum of the samples' gradients, 12 + 15 for the first two. Is the cost a sum?"),
            (Means((meanX, meanError) => -2 * meanX * meanError),
                "You took the mean of x and the mean of the errors, and multiplied them. Each x belongs to its own error: make the pairs first."),
            (Pairs(products => -2 * products.Average() / products.Length),
                "That is too small: the mean was taken twice. Average() divides by the number of samples already."),
            (Pairs(products => 2 * products.Average()),
                "The right size with the wrong sign: it points downhill. Raise θ₁ a little: what happens to ŷ when x is positive, and so to the error y − ŷ?"),
            (Pairs(products => -products.Average()),
                "It is half as large as it should be. What does the square node contribute on the way back?"),
            (Means((_, meanError) => -2 * meanError),
                "That is the gradient for the bias. On the path to θ₁ there is one more node. Which input does it multiply with?"),
            (Pairs(products => -products.Sum()),
                "For two samples this is right: there the 2 of the square and the ½ of the mean cancel. For three it is wrong. Keep both factors visible."));

        IReadOnlyList<Tensor> At(Func<double[], double[], double, double, double> function)
            => [.. places.Select(place => (Tensor)function([.. place.Xs], [.. place.Ys], place.Theta1, place.Theta0))];

        IReadOnlyList<Tensor> Pairs(Func<double[], double> function)
            => At((xs, ys, theta1, theta0) => function([.. xs.Zip(ys, (x, y) => x * (y - ((theta1 * x) + theta0)))]));

        IReadOnlyList<Tensor> Means(Func<double, double, double> function)
            => At((xs, ys, theta1, theta0) => function(xs.Average(), xs.Zip(ys, (x, y) => y - ((theta1 * x) + theta0)).Average()));
    }

    /// <summary>Checks exercise 04.4: the mean gradient after one more sample has joined.</summary>
    /// <param name="answer">Takes the mean of n gradients, n, and the gradient of one sample more; gives the mean of all.</param>
    public static Check Join(Func<double, int, double, double> answer)
    {
        (double Mean, int N, double Own)[] places = [(13.5, 2, -1.5), (-1, 2, -3), (4, 5, 10), (2.5, 1, -6)];
        return Check.Of("04.4", () => At(answer), At((mean, n, own) => ((n * mean) + own) / (n + 1)),
            "Yes. One more sample among n + 1 moves the mean by its share only: the more there are, the less it counts.",
            "Go back to the sum first: what is the sum of the n gradients, if their mean is known? Then let the newcomer join.",
            (At((_, _, own) => own), "That is what the newcomer wants alone. And the others?"),
            (At((mean, n, own) => ((n * mean) + own) / n),
                "The sum is right. But how many share it now?"),
            (At((mean, n, own) => (n * mean) + own),
                "That is the sum of all the gradients. The cost is still a mean."),
            (At((mean, _, own) => (mean + own) / 2),
                "You gave the newcomer as much weight as all the others together. For how many samples does the old mean speak?"),
            (At((mean, n, own) => (mean + own) / (n + 1)),
                "The number of samples is right. But the old mean speaks for n samples, and you counted it as one."),
            (At((mean, n, own) => mean + (own / (n + 1))),
                "The newcomer's share is right. But when somebody joins, the share of all the others becomes smaller, too."),
            (At((_, _, _) => 0), "It gives 0 everywhere. Look at the types: 1 / (n + 1) is a division of integers."));

        IReadOnlyList<Tensor> At(Func<double, int, double, double> function)
            => [.. places.Select(place => (Tensor)function(place.Mean, place.N, place.Own))];
    }

    /// <summary>Checks exercise 04.5: a start from which the first update lowers the cost and raises L₁.</summary>
    /// <param name="start">Where the walk starts: any two finite numbers.</param>
    public static Check GainTogether((double Theta1, double Theta0) start)
    {
        var gradients = _samples.Select(sample => Gradient(sample, start)).ToArray();
        var next = (
            start.Theta1 - (LearningRate * gradients.Average(gradient => gradient.DTheta1)),
            start.Theta0 - (LearningRate * gradients.Average(gradient => gradient.DTheta0)));
        var before = _samples.Select(sample => Loss(sample, start)).ToArray();
        var after = _samples.Select(sample => Loss(sample, next)).ToArray();
        return (before, after) switch
        {
            _ when !before.Concat(after).All(double.IsFinite)
                => Open("A start is two finite numbers, not too large, such as (1.0, −0.5): with this one, a loss is not a number any more."),
            _ when before.Max() < 1e-12
                => Open("This is the point where both samples are content: nothing moves from here. Start somewhere else."),
            ([var l1, _], [var l1After, _]) when l1After > l1
                => new Check("04.5", true, FormattableString.Invariant(
                    $"Yes! The cost falls from {before.Average():0.###} to {after.Average():0.###}, and L₁ pays for it: it rises from {l1:0.###} to {l1After:0.###}. The step serves the mean, not each sample.")),
            ([_, var l2], [_, var l2After]) when l2After > l2
                => Open("Nearly: here it is L₂ that rises. You have found the mirror image. Where must you start so that sample 1 pays?"),
            ([var l1, _], [var l1After, _])
                => Open(FormattableString.Invariant(
                    $"L₁ falls too, from {l1:0.###} to {l1After:0.###}: sample 1 still has something to gain. Where in the plane has it nothing left to gain, while sample 2 still pulls?")),
            _ => throw new InvalidOperationException("Two samples have two losses."),
        };

        static Check Open(string hint) => new("04.5", false, hint);
    }

    private static double Error((double X, double Y) sample, (double Theta1, double Theta0) theta)
        => sample.Y - ((theta.Theta1 * sample.X) + theta.Theta0);

    private static double Loss((double X, double Y) sample, (double Theta1, double Theta0) theta)
        => Math.Pow(Error(sample, theta), 2);

    private static (double DTheta1, double DTheta0) Gradient((double X, double Y) sample, (double Theta1, double Theta0) theta)
        => (-2 * sample.X * Error(sample, theta), -2 * Error(sample, theta));
}
