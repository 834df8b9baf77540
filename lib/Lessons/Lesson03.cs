using System.Globalization;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 03, "One sample, with bias". Parameters stand in the order (θ₁, θ₀).</summary>
public static class Lesson03
{
    private static readonly (double X, double Y, double Theta1, double Theta0)[] _places =
        [(-1.5, 2, 0.5, 0.25), (2.5, -1, 0.75, -0.5), (0.5, 3, -1.5, 4.5)];

    private static readonly double[] _rates = [0.1, 0.04, 0.3];
    private static readonly double[] _inputs = [-1.5, 2.5, 0.4];

    /// <summary>Checks exercise 03.1: the gradient that arrives at the bias.</summary>
    /// <param name="gradient">From x, y, θ₁ and θ₀ to ∂L/∂θ₀.</param>
    public static Check GradientAtBias(Func<double, double, double, double, double> gradient) => Check.Of("03.1",
        () => AtPlaces((x, y, theta1, theta0) => gradient(x, y, theta1, theta0)), AtErrors((_, error) => -2 * error),
        "Right: plus hands on what arrives at the prediction, and nothing else stands on the way to the bias.",
        "What arrives at the prediction, after square and minus? And what does plus do to it?",
        (AtErrors((_, _) => 0), "Nothing arrives at the bias yet: change the return line."),
        (AtErrors((x, error) => -2 * x * error), "That is the gradient of the weight. Did the path to the bias cross the multiply?"),
        (AtPlaces((x, y, theta1, theta0) => -2 * theta0 * Error(x, y, theta1, theta0)), "Multiply looks at the values of its inputs. Does plus?"),
        (AtPlaces((x, y, theta1, theta0) => -2 * theta1 * Error(x, y, theta1, theta0)), "The weight stands on the other branch. Follow only the path from the loss to the bias."),
        (AtErrors((_, error) => 2 * error), "The size is right. But which input of minus is the prediction, the first or the second?"),
        (AtErrors((_, error) => -error), "The sign is right. But it is half of what arrives. Remember what the square contributes, and that plus copies: it does not share."));

    /// <summary>Checks exercise 03.2: one update of both parameters.</summary>
    /// <param name="update">From x, y, θ₁, θ₀ and the learning rate to the new (θ₁, θ₀).</param>
    public static Check Update(Func<double, double, double, double, double, (double Theta1, double Theta0)> update) => Check.Of("03.2",
        () => AtSteps(update), AtSteps(RightUpdate),
        "Right: one forward, one backward, and then both move together.",
        "Each parameter: the old value, plus 2α times the error, times what its branch multiplies by. Both use the error from before the step.",
        (AtSteps((_, _, theta1, theta0, _) => (theta1, theta0)), "Nothing moves yet: change the return line. The error is computed for you."),
        (AtSteps(OneAfterTheOther), "The bias asked for its gradient when the weight had moved already. One forward, one backward, then move both."),
        (AtSteps(BiasFirst), "The weight asked for its gradient when the bias had moved already. One forward, one backward, then move both."),
        (AtSteps((x, y, theta1, theta0, alpha) => Step(x, y, theta1, theta0, alpha, x, x)), "Both move by the step of the weight. To each its own: does the branch of the bias have an x?"),
        (AtSteps((x, y, theta1, theta0, alpha) => Step(x, y, theta1, theta0, alpha, 1, 1)), "Both move by the step of the bias. To each its own: which branch crosses the multiply?"),
        (AtSteps((x, y, theta1, theta0, alpha) => Step(x, y, theta1, theta0, alpha, 1, x)), "The two steps are exchanged. Which branch crosses the multiply?"),
        (AtSteps((x, y, theta1, theta0, alpha) => Step(x, y, theta1, theta0, -alpha, x, 1)), "Both go uphill: the loss grows. Write down both minuses, the one in the gradient and the one in the update."),
        (AtSteps((x, y, theta1, theta0, alpha) => Step(x, y, theta1, theta0, alpha / 2, x, 1)), "The directions are right, but the step is half as long. What did the square contribute?"),
        (AtSteps((x, y, theta1, theta0, alpha) => (Step(x, y, theta1, theta0, alpha, x, 1).Theta1, theta0)), "The weight moves, the bias does not. It has a gradient, too."),
        (AtSteps((x, y, theta1, theta0, alpha) => (theta1, Step(x, y, theta1, theta0, alpha, x, 1).Theta0)), "The bias moves, the weight does not. It has a gradient, too."));

    /// <summary>Checks exercise 03.3: where gradient descent ends.</summary>
    /// <param name="end">From x, y and the start (θ₁, θ₀) to the end (θ₁, θ₀).</param>
    public static Check End(Func<double, double, double, double, (double Theta1, double Theta0)> end) => Check.Of("03.3",
        () => AtPlaces((x, y, theta1, theta0) => Pair(end(x, y, theta1, theta0))), AtStarts((x, error) => error / (x * x + 1), x => (x, 1)),
        "Right: straight along (x, 1), as far as the error asks, to the nearest perfect answer.",
        "Go s · (x, 1) from the start. By how much does that change the prediction θ₁x + θ₀? It should be the error.",
        (AtPlaces((_, _, theta1, theta0) => Pair((theta1, theta0))), "That is the start: change the return line. The error is computed for you."),
        (AtPlaces((x, y, _, _) => Pair((y / x, 0))), "A perfect answer, but the same for every start. Where did the walk start?"),
        (AtPlaces((x, y, theta1, _) => Pair((theta1, y - x * theta1))), "A perfect answer, but not the one that is found. Does only θ₀ move?"),
        (AtPlaces((x, y, _, theta0) => Pair(((y - theta0) / x, theta0))), "A perfect answer, but not the one that is found. Does only θ₁ move?"),
        (AtStarts((_, error) => error, x => (x, 1)), "The direction is right, but look at your prediction: the two moves together change it by more than the error."),
        (AtStarts((x, error) => error / (x * x + 1), x => (1, x)), "The length is right, but the two parts of the direction are exchanged. Which parameter gets the x?"),
        (AtStarts((x, error) => error / (x + 1), x => (x, 1)), "Nearly. When the weight grows by s · x, the prediction grows by x times that: how often is x in it?"),
        (AtStarts((x, error) => error / (x * x), x => (x, 1)), "You counted what the weight does. The bias moves the prediction, too."),
        (AtStarts((_, error) => error / 2, x => (1 / x, 1)), "A perfect answer: each parameter does half of the work. But is that the direction in which the walk goes?"),
        (AtStarts((x, error) => -error / (x * x + 1), x => (x, 1)), "This goes away from the perfect answers. Where the prediction is too low, should it rise or fall?"));

    /// <summary>Checks exercise 03.4: the learning rate at which the error keeps its size.</summary>
    /// <param name="border">From the input x to the learning rate.</param>
    public static Check Border(Func<double, double> border) => Check.Of("03.4",
        () => AtInputs(border), AtInputs(x => 1 / (x * x + 1)),
        "Right: c is −1 there. It is smaller than without the bias, for every x, and at x = 0 there is a border now, too.",
        "The error keeps its size when c is −1. Write down c with its x² + 1, and solve for α.",
        (AtInputs(x => 1 / (x * x)), "That was the border without a bias. Two parameters move the prediction now."),
        (AtInputs(x => 1 / ((x + 1) * (x + 1))), "Each parameter moves the prediction separately: add the two squares, not what is squared."),
        (AtInputs(x => 1 / (2 * (x * x + 1))), "With this one the walk arrives at once: c is 0. What is c when it jumps to and fro for ever?"),
        (AtInputs(x => 2 / (x * x + 1)), "Twice too large: c is −3 there, and the walk runs away. What is c when the error only changes its sign?"),
        (AtInputs(x => 1 / (x * x) + 1), "C# divides first and then adds. Which numbers are to stand below the line? They need brackets."),
        (AtInputs(_ => 0), "Your rate is always 0. Look at the types: a division of two whole numbers is a whole number."),
        (AtInputs(x => x * x + 1), "Turned over: this says that a larger input allows longer steps. Solve c = −1 for α once more."));

    /// <summary>
    /// Checks exercise 03.5 by training from the reader's start on the sample (−1.5, 2): it must end at (0, 2), from a start with a loss above 1.
    /// </summary>
    /// <param name="start">The start (θ₁, θ₀).</param>
    public static Check Start((double Theta1, double Theta0) start)
    {
        const string exercise = "03.5";
        const double x = -1.5, y = 2, near = 0.01;
        var (theta1, theta0) = start;
        if (!double.IsFinite(theta1) || !double.IsFinite(theta0)) return new Check(exercise, false, "A start is two numbers.");

        var error = Error(x, y, theta1, theta0);
        var loss = error * error;
        if (loss <= 1)
        {
            return new Check(exercise, false, Math.Abs(theta1) < near && Math.Abs(theta0 - 2) < near
                ? "That is the end itself. The loss at the start must be larger than 1: go away from it, but in which direction?"
                : loss < near * near
                    ? "This start is a perfect answer already, so the walk has no reason to move. Leave the thick line."
                    : Text($"The loss at this start is {loss:G3}. It must be larger than 1: start farther away from the thick line."));
        }

        for (var i = 0; i < 500; i++)
            (theta1, theta0) = RightUpdate(x, y, theta1, theta0, 0.1);
        if (Math.Abs(theta1) < near && Math.Abs(theta0 - 2) < near)
            return new Check(exercise, true, Text($"From a loss of {loss:G3} to (0, 2). All the starts that end there lie on one straight line; can you name another?"));

        var result = Text($"The walk ends at ({theta1:0.###}, {theta0:0.###})");
        if (Math.Abs(start.Theta1) < near)
            return new Check(exercise, false, $"{result}. You started right above or below the goal. But walks do not go straight up or down: θ₁ moves, too.");
        if (Math.Abs(start.Theta0 - 2) < near)
            return new Check(exercise, false, $"{result}. You started at the height of the goal. But walks do not go level: θ₀ moves, too.");
        if (Math.Abs(start.Theta1 + x * (start.Theta0 - 2)) < near)
            return new Check(exercise, false, $"{result}. The angle is mirrored. The input is negative: when θ₀ grows in a step, does θ₁ grow or shrink?");
        if (Math.Abs(start.Theta0 - 2 - x * start.Theta1) < near)
            return new Check(exercise, false, $"{result}. The two parts of the direction are exchanged: which parameter's step has the factor x?");
        return new Check(exercise, false, $"{result}, not at (0, 2). Every walk goes along one direction. Go back along it from where you want to end.") { IsGeneral = true };

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private static double Error(double x, double y, double theta1, double theta0) => y - (theta1 * x + theta0);

    private static (double Theta1, double Theta0) RightUpdate(double x, double y, double theta1, double theta0, double alpha)
        => Step(x, y, theta1, theta0, alpha, x, 1);

    private static (double Theta1, double Theta0) Step(
        double x, double y, double theta1, double theta0, double alpha, double factor1, double factor0)
    {
        var toPrediction = 2 * alpha * Error(x, y, theta1, theta0);
        return (theta1 + toPrediction * factor1, theta0 + toPrediction * factor0);
    }

    private static (double Theta1, double Theta0) OneAfterTheOther(double x, double y, double theta1, double theta0, double alpha)
    {
        var moved1 = RightUpdate(x, y, theta1, theta0, alpha).Theta1;
        return (moved1, RightUpdate(x, y, moved1, theta0, alpha).Theta0);
    }

    private static (double Theta1, double Theta0) BiasFirst(double x, double y, double theta1, double theta0, double alpha)
    {
        var moved0 = RightUpdate(x, y, theta1, theta0, alpha).Theta0;
        return (RightUpdate(x, y, theta1, moved0, alpha).Theta1, moved0);
    }

    private static Tensor Pair((double Theta1, double Theta0) parameters) => new[] { parameters.Theta1, parameters.Theta0 };

    private static List<Tensor> AtPlaces(Func<double, double, double, double, Tensor> value)
        => [.. _places.Select(at => value(at.X, at.Y, at.Theta1, at.Theta0))];

    private static List<Tensor> AtErrors(Func<double, double, double> value)
        => AtPlaces((x, y, theta1, theta0) => value(x, Error(x, y, theta1, theta0)));

    /// <summary>From each start so far in such a direction.</summary>
    private static List<Tensor> AtStarts(Func<double, double, double> length, Func<double, (double Theta1, double Theta0)> direction)
        => AtPlaces((x, y, theta1, theta0) =>
        {
            var (s, (d1, d0)) = (length(x, Error(x, y, theta1, theta0)), direction(x));
            return Pair((theta1 + s * d1, theta0 + s * d0));
        });

    private static List<Tensor> AtSteps(Func<double, double, double, double, double, (double Theta1, double Theta0)> update)
        => [.. _places.Zip(_rates, (at, alpha) => Pair(update(at.X, at.Y, at.Theta1, at.Theta0, alpha)))];

    private static List<Tensor> AtInputs(Func<double, double> rate)
        => [.. _inputs.Select(x => (Tensor)rate(x))];
}
