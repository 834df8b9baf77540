using System.Globalization;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 02, "One sample, no bias".</summary>
public static class Lesson02
{
    // Numbers at which no two mistakes give the same: no ones, no equal inputs, errors other than 2.
    private static readonly (double Y, double YHat)[] _predictions = [(2, -0.75), (-1, 0.5), (3.5, 1.25)];
    private static readonly (double X, double Y, double Theta)[] _samples = [(-1.5, 2, 0.5), (2.5, -1, 0.75), (0.5, 3, -1.5)];
    private static readonly (double Theta, double DTheta, double Alpha)[] _steps = [(0.5, 8.25, 0.1), (-2, -3.5, 0.04), (1.25, -0.75, 0.3)];
    private static readonly double[] _inputs = [-1.5, 3, 0.4];

    /// <summary>Checks exercise 02.1: the gradient that arrives at the prediction.</summary>
    /// <param name="gradient">From y and ŷ to ∂L/∂ŷ.</param>
    public static Check GradientAtPrediction(Func<double, double, double> gradient) => Check.Of("02.1",
        () => AtPredictions(gradient), AtPredictions((y, yHat) => -2 * (y - yHat)),
        "Right. Where the prediction is too low, this is negative: raise it, and the loss falls.",
        "Go back one node at a time. What does the square send to its input, the error? And what does minus make of that for its second input?",
        (AtPredictions((_, _) => 0), "Nothing arrives at the prediction yet: change the line after =>."),
        (AtPredictions((y, yHat) => 2 * (y - yHat)), "That is what the square sends. But the prediction is the second input of minus: what does minus do to the second one?"),
        (AtPredictions((y, yHat) => -(y - yHat)), "The sign is right. But what did the square contribute? Think of its two strips."),
        (AtPredictions((y, yHat) => (y - yHat) * (y - yHat)), "That is the loss itself, the height of the valley. You want its slope."),
        (AtPredictions((y, yHat) => -(y - yHat) * (y - yHat)), "That is the loss with another sign: a height. You want a slope; what does the square send back?"),
        (AtPredictions((y, yHat) => y - yHat), "That is the error, on the way forward. Now go back through the square, and then through minus."),
        (AtPredictions((_, yHat) => -2 * yHat), "The square's input is the whole error, not only the prediction."));

    /// <summary>Checks exercise 02.2: the gradient that arrives at the parameter.</summary>
    /// <param name="gradient">From x, y and θ to ∂L/∂θ.</param>
    public static Check GradientAtTheta(Func<double, double, double, double> gradient) => Check.Of("02.2",
        () => AtSamples(gradient), AtSamples((x, y, theta) => -2 * x * (y - theta * x)),
        "Right: three nodes, three factors. You have derived the gradient of this model.",
        "Start from exercise 1: that is what arrives at multiply. What does multiply do to it on the way to θ?",
        (AtSamples((_, _, _) => 0), "Nothing arrives at θ yet: change the return line. yHat is computed for you."),
        (AtSamples((x, y, theta) => 2 * x * (y - theta * x)), "The sign is turned. Nudge θ up a little: does the loss rise or fall? Compare with your number."),
        (AtSamples((x, y, theta) => -2 * (y - theta * x)), "That is the gradient at the prediction. There is one more node to pass."),
        (AtSamples((x, y, theta) => -2 * theta * (y - theta * x)), "That belongs to multiply's other input. Multiply gives each input the other one: which is the other one of θ?"),
        (AtSamples((x, y, theta) => -x * (y - theta * x)), "Sign and input are right. But one factor is missing: which node sends it?"),
        (AtSamples((x, y, theta) => -2 * (y - theta * x) + x), "You have the right pieces. But how do they combine along a path: do they add, or multiply?"));

    /// <summary>Checks exercise 02.3: one step of gradient descent.</summary>
    /// <param name="update">From θ, its gradient and the learning rate to the new θ.</param>
    public static Check Update(Func<double, double, double, double> update) => Check.Of("02.3",
        () => AtSteps(update), AtSteps((theta, dTheta, alpha) => theta - alpha * dTheta),
        "Right: from where you stand, against the gradient, α times its size.",
        "The new θ is the old one, minus a step. How long is the step?",
        (AtSteps((theta, _, _) => theta), "θ stays where it is: change what stands after =>."),
        (AtSteps((theta, dTheta, alpha) => theta + alpha * dTheta), "This walks uphill: the gradient points to where the loss rises. We want it to fall."),
        (AtSteps((theta, dTheta, _) => theta - dTheta), "The direction is right. But how far? The learning rate has a word to say."),
        (AtSteps((_, dTheta, alpha) => -alpha * dTheta), "That is the step alone. A step starts somewhere."),
        (AtSteps((theta, _, alpha) => theta - alpha), "This step has always the same length. Where it is steep, it should be longer: who knows how steep it is?"),
        (AtSteps((theta, dTheta, alpha) => theta - dTheta / alpha), "With this, a small learning rate makes a long step. It should be the other way round."),
        (AtSteps((theta, dTheta, alpha) => alpha * (theta - dTheta)), "α belongs to the step only. Here it shrinks the place where you stand, too."));

    /// <summary>Checks exercise 02.4: the learning rate that arrives in one step.</summary>
    /// <param name="rate">From the input x, not 0, to the learning rate.</param>
    public static Check OneStepRate(Func<double, double> rate) => Check.Of("02.4",
        () => AtInputs(rate), AtInputs(x => 1 / (2 * x * x)),
        "Right: c is 0, and so is the error, after one step, from everywhere.",
        "The new error is c times the old one, and it must be 0. Write down c and solve for α.",
        (AtInputs(_ => 0.1), "That is one rate for every input. Where does x stand in c?"),
        (AtInputs(x => 1 / (x * x)), "Run it: it jumps across the target, just as far to the other side. What is c then? It should be another number."),
        (AtInputs(x => 1 / (2 * x)), "For a negative input this is a negative learning rate. Can that be? Look again at how x stands in c."),
        (AtInputs(_ => 0), "Your rate is always 0, so nothing moves. Look at the types: 1 / 2 of whole numbers is 0. And what is to be divided by what?"),
        (AtInputs(x => 0.5 * x * x), "C# reads from left to right: this is one half, times x, times x. Which numbers are to stand below the line?"),
        (AtInputs(x => 2 * x * x), "Turned over: this says that a larger input needs a larger rate. Solve c = 0 for α once more."),
        (AtInputs(x => 1 / (4 * x * x)), "That goes half of the way. How much of the old error should be left?"),
        (AtInputs(x => 1 - 2 * x * x), "That is c itself, for α = 1. You want the α for which c is 0."));

    /// <summary>Checks exercise 02.5: how many updates there are.</summary>
    /// <param name="iterations">The number of iterations in 3 epochs of 10 samples in batches of 4.</param>
    public static Check Iterations(double iterations) => Check.OfValue("02.5", iterations, 9.0,
        "Right: three batches in an epoch, the last one with two samples, and three epochs.",
        "How many batches does one epoch have? Each is one update. And there are three epochs.",
        (0, "Write your number in place of the 0."),
        (6, "Who trains the leftovers? After two full batches, two samples wait."),
        (7.5, "There is no half update. A batch that cannot be filled is used, too: it is one update."),
        (8, "You filled the last batch of an epoch with samples of the next. But each epoch cuts all its samples anew."),
        (30, "That counts samples. An iteration is an update: how many samples share one?"),
        (3, "That would be one update in an epoch, or one epoch. How many updates are there in all?"),
        (12, "Four is the size of a batch, not the number of batches. How many batches do 10 samples make?"),
        (2, "Those are the full batches of one epoch. Are all the samples used then? And there are three epochs."));

    /// <summary>
    /// Checks exercise 02.6 by running the reader's rate and the next larger one: x = 3, y = 2, θ = 0.5, 50 iterations. The largest rate with two decimals that ends
    /// below the first loss passes.
    /// </summary>
    /// <param name="alpha">The learning rate.</param>
    public static Check LargestRate(double alpha)
    {
        const string exercise = "02.6";
        if (!double.IsFinite(alpha)) return new Check(exercise, false, "The learning rate must be a number.");
        if (alpha == 0) return new Check(exercise, false, "With a learning rate of 0 nothing ever moves.");
        if (alpha < 0) return new Check(exercise, false, "A negative learning rate goes with the gradient: uphill. The loss can only grow.");
        if (Math.Abs(alpha * 100 - Math.Round(alpha * 100)) > 1e-9)
            return new Check(exercise, false, Text($"{alpha} has more than two decimals. We only look at 0.01, 0.02, 0.03 and so on."));

        var (start, last, next) = (LossAfter(alpha, 0), LossAfter(alpha, 50), LossAfter(alpha + 0.01, 50));
        var result = Text($"With α = {alpha:0.00} the loss goes from {start} to {last:G2} in 50 iterations");
        if (last >= start)
        {
            var c = 1 - 2 * alpha * 9;
            return new Check(exercise, false, c < -2
                ? $"{result}. Every jump is much longer than the one before. Where is the border, for x = 3? Take the formula and a pencil."
                : $"{result}. You are near, but on the wrong side of the border: every jump is a little longer than the one before.");
        }

        return next < start
            ? new Check(exercise, false, $"{result}. That is allowed, but it is not the largest: be braver.")
            : new Check(exercise, true, Text($"{result}; with {alpha + 0.01:0.00} it goes to {next:0}. So narrow is the border, {1.0 / 9:0.0000} for x = 3. For x = 6 it is {1.0 / 36:0.0000}: a quarter."));

        static double LossAfter(double alpha, int iterations)
        {
            var error = 2 - 0.5 * 3;
            for (var i = 0; i < iterations; i++) error *= 1 - 2 * alpha * 9;
            return error * error;
        }

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    private static List<Tensor> AtPredictions(Func<double, double, double> gradient)
        => [.. _predictions.Select(at => (Tensor)gradient(at.Y, at.YHat))];

    private static List<Tensor> AtSamples(Func<double, double, double, double> gradient)
        => [.. _samples.Select(at => (Tensor)gradient(at.X, at.Y, at.Theta))];

    private static List<Tensor> AtSteps(Func<double, double, double, double> update)
        => [.. _steps.Select(at => (Tensor)update(at.Theta, at.DTheta, at.Alpha))];

    private static List<Tensor> AtInputs(Func<double, double> rate)
        => [.. _inputs.Select(x => (Tensor)rate(x))];
}
