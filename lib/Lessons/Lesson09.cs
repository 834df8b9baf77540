using static System.FormattableString;

namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 09, Stochastic, mini-batch and batch descent.</summary>
public static class Lesson09
{
    private const int SampleCount = 1000, Epochs = 5, Seeds = 20;

    private const double SoonThere = 0.2, Calm = 0.002;

    /// <summary>Checks exercise 09.1: how many updates a walk makes.</summary>
    /// <param name="answer">Takes the number of samples n, the batch size B and the number of epochs; gives the number of updates.</param>
    public static Check Updates(Func<int, int, int, int> answer)
    {
        (int N, int B, int Epochs)[] places = [(1000, 100, 10), (100, 8, 3), (96, 8, 5), (10, 1, 2), (7, 7, 4)];
        return Check.Of("09.1", () => At(answer), At((n, b, epochs) => Up(n, b) * epochs),
            "Yes: 100 updates for 10 000 samples. The careful walker gets 10 for them, the drunk one 10 000.",
            "Take it in two steps: how many batches are there in one epoch, the short one included? And how many epochs?",
            (At((n, _, epochs) => n * epochs),
                "That counts the samples that are looked at. How many of them share one update?"),
            (At((n, b, _) => Up(n, b)),
                "That is one epoch. How often does the walker go through the data?"),
            (At((n, b, _) => n / b),
                "That is one epoch, and where B does not divide n, even one batch is missing. How often does the walker go through the data, and who trains the leftovers?"),
            (At((n, b, epochs) => n / b * epochs),
                "Right where B divides n. With n = 100 and B = 8, four samples are left over in every epoch: who trains them?"),
            (At((n, b, epochs) => n * epochs / b),
                "You divided all the samples of all the epochs at once. But each epoch is cut by itself: its leftovers make a short batch, and do not wait for the next epoch."),
            (At((n, b, epochs) => Up(n * epochs, b)),
                "Nearly. You rounded up once, at the very end. But every epoch has a short batch of its own."),
            (At((n, b, epochs) => (n / b + 1) * epochs),
                "Right where something is left over. Where B divides n (1000 and 100), you count a batch that is empty."),
            (At((n, _, _) => n),
                "That is the number of samples. What does one update use? And how many epochs are there?"),
            (At((_, _, epochs) => epochs),
                "One update an epoch: that is the careful walker, whose batch is all the data. Here a batch has B samples."));

        IReadOnlyList<Tensor> At(Func<int, int, int, int> function)
            => [.. places.Select(place => (Tensor)function(place.N, place.B, place.Epochs))];

        static int Up(int samples, int batchSize) => (samples + batchSize - 1) / batchSize;
    }

    /// <summary>Checks exercise 09.2: the variance of a batch's gradient where no sample comes twice.</summary>
    /// <param name="answer">Takes the variance of single samples, the number of samples n and the batch size B; gives the variance of a batch.</param>
    public static Check VarianceWithoutRepeats(Func<double, int, int, double> answer)
    {
        (double V, int N, int B)[] places = [(34.85, 1000, 100), (34.85, 1000, 1), (2, 1000, 1000), (5, 50, 20)];
        return Check.Of("09.2", () => At(answer), At((v, n, b) => v / b * (n - b) / (n - 1)),
            "Yes: 0.314 at B = 100, as measured above. At B = 1000 nothing is left to chance.",
            "Start from V / B. The factor is a straight line in B: 1 at B = 1, and 0 at B = n. Its numerator is 0 when B = n; its denominator makes it 1 when B = 1.",
            (At((v, _, b) => v / b),
                "That is right when a sample may come twice. Without repeats, how much can a batch of all n samples still vary?"),
            (At((v, _, _) => v), "That is the variance of single samples. How many of them were averaged?"),
            (At((v, _, b) => v / Math.Sqrt(b)),
                "The square root belongs to the typical error, a length. Is the variance a length, or the square of one?"),
            (At((v, n, b) => v / b * (n - b) / n),
                "Very near. Try B = 1: with one sample, nothing can come twice, so the factor must be exactly 1."),
            (At((v, n, b) => v / b * ((n - b) / (n - 1))),
                "It is 0 where it should not be. Look at the types: (n - B) / (n - 1) alone is a division of integers."),
            (At((v, n, b) => v * (n - b) / (n - 1)),
                "The factor is right. But the batch is still a mean of B gradients: what does averaging do to the variance?"),
            (At((_, n, b) => (n - b) / (n - 1.0)), "That is the factor alone. What is it to be multiplied with?"),
            (At((v, n, b) => Math.Sqrt(v / b * (n - b) / (n - 1))),
                "You took the square root at the end: that is a typical error. The variance is its square."),
            (At((v, n, b) => v / b * (n - 1) / (n - b)),
                "The factor stands on its head: it should become smaller as the batch grows."));

        IReadOnlyList<Tensor> At(Func<double, int, int, double> function)
            => [.. places.Select(place => (Tensor)function(place.V, place.N, place.B))];
    }

    /// <summary>Checks exercise 09.3: the excess at which pull and push balance.</summary>
    /// <param name="answer">Takes the learning rate η, the variance V of single samples at the goal, and the batch size B; gives the floor.</param>
    public static Check Floor(Func<double, double, int, double> answer)
    {
        (double Eta, double V, int B)[] places = [(0.1, 2, 1), (0.05, 2, 1), (0.1, 2, 10), (0.4, 3, 4)];
        return Check.Of("09.3", () => At(answer), At((eta, v, b) => Push(eta, v, b) / (1 - Math.Pow(1 - (2 * eta), 2))),
            "Yes. The floor rises with η and falls with B: the next cell compares it with real walks.",
            "Bring both terms with E to the left: E · (1 − (1 − 2η)²) is the push. What remains is one division.",
            (At(Push), "That is the push of one single step. The pushes of earlier steps are still there, too, and the pull takes only a part of them away each time. Solve for E."),
            (At((eta, v, b) => Push(eta, v, b) / Math.Pow(1 - (2 * eta), 2)),
                "You divided by what the pull leaves. There is an E on both sides: bring them together first. How much does the pull take away?"),
            (At((eta, v, b) => Push(eta, v, b) / (2 * eta)),
                "You used 1 − 2η for the pull. That is the factor of the distance; E is the distance squared."),
            (At((eta, v, b) => eta * v / (4 * b)),
                "Very near, and good for small η. But (1 − 2η)² is 1 − 4η + 4η²: the last term was lost."),
            (At((eta, v, _) => eta * v / (4 * (1 - eta))), "Right for B = 1. And when the batch is larger?"),
            (At((eta, v, b) => Push(eta, v, b) / (1 - Math.Pow(1 - eta, 2))),
                "You used 1 − η for the pull. But a step takes 2η of the way: the gradient of a squared distance has a 2."),
            (At((eta, v, b) => Push(eta, v, b) / (Math.Pow(1 - (2 * eta), 2) - 1)),
                "The right size, but negative: can a squared distance be negative? Look at the sign when E changes sides."),
            (At((eta, v, b) => eta * v / b / (1 - Math.Pow(1 - (2 * eta), 2))),
                "The noise is multiplied by η in a step. What does that do to its variance?"));

        IReadOnlyList<Tensor> At(Func<double, double, int, double> function)
            => [.. places.Select(place => (Tensor)function(place.Eta, place.V, place.B))];

        static double Push(double eta, double v, int b) => eta * eta * v / b;
    }

    /// <summary>Checks exercise 09.4: the rates with which a step for each target gives the mean of all so far.</summary>
    /// <param name="answer">Takes the number of the step, counted from 1; gives its learning rate.</param>
    public static Check RateOf(Func<int, double> answer)
    {
        const string exercise = "09.4";
        double[][] places = [[4, 8, 6, 10], [-3, 5, 1, 2, 40], [7]];
        try
        {
            if (!double.IsFinite(answer(1)))
                return new Check(exercise, false, "The rate of the first step, t = 1, is not a finite number. Is there a division by t − 1?");
        }
        catch (Exception)
        {
            // Check.Of says how it failed.
        }

        return Check.Of(exercise, () => At(answer), At(t => 1 / (2.0 * t)),
            "Yes. 4, then 6, then 6, then 7: after every target, the mean of all so far. A mean is a walk with a rate that falls as 1/t.",
            "Write down the mean of the first t targets with the help of the mean of the first t − 1. By which part of (y − θ₀) does it move?",
            (At(t => 1.0 / t),
                "The right idea, but the first step already goes twice as far as it should. Where does a 2 stand in the step?"),
            (At(t => 1 / (2.0 * (t + 1))),
                "The first target moves θ₀ only half of the way. But the mean of one target is the target itself: what is t then?"),
            (At(t => 1 / (2 * t)),
                "Nothing moves: the rate is 0. Look at the types: 1 / (2 * t), or 1 / 2, is a division of integers."),
            (At(_ => 0.5), "Now θ₀ is always the last target, and all the earlier ones are forgotten. How much may the second target count?"),
            (At(_ => 0.1), "With a constant rate, the first target loses influence with each step. Each target should count the same. What must the rate do?"),
            (At(t => Math.Pow(0.5, t)),
                "The first two steps are right. But halving each time is too quick: the third target should count a third, not a quarter."),
            (At(t => t / 2.0), "Your steps become longer and longer. The more targets the mean has seen, the less should a new one move it."));

        IReadOnlyList<Tensor> At(Func<int, double> rate) => [.. places.Select(targets => (Tensor)Follow(targets, rate))];

        static double[] Follow(double[] targets, Func<int, double> rate)
        {
            var theta = 0.0;
            return [.. targets.Select((target, i) => theta += 2 * rate(i + 1) * (target - theta))];
        }
    }

    /// <summary>Checks exercise 09.5: a schedule that brings the walk near soon, and lets it settle. The check walks with it.</summary>
    /// <param name="schedule">The learning rate of the update that comes after k others.</param>
    public static Check Experiment(Func<int, double> schedule)
    {
        double[] rates;
        try
        {
            rates = [.. Enumerable.Range(0, Epochs * SampleCount).Select(schedule)];
        }
        catch (Exception exception)
        {
            return Open($"Your schedule stopped with an error: {exception.Message}", isGeneral: true);
        }

        if (Array.FindIndex(rates, rate => !double.IsFinite(rate)) is var lost and >= 0)
            return Open(Invariant($"After {lost} updates, your rate is {rates[lost]:G3}. It must be a finite number: is there a division by zero? k begins at 0."));
        if (Array.FindIndex(rates, rate => rate < 0) is var uphill and >= 0)
            return Open(Invariant($"After {uphill} updates, your rate is {rates[uphill]:G3}. A negative rate walks uphill: let the rate come near 0, but never below."));

        var (at100, lastEpoch) = Walk(rates);
        var result = Invariant($"After 100 updates the excess is {at100:0.000}, in the last epoch {lastEpoch:0.0000}.");
        if (at100 <= SoonThere && lastEpoch <= Calm)
            return new Check("09.5", true, $"{result} Soon there, and calm: long steps first, and short ones when they are needed.");

        // What the pull alone would have left of the distance: whether the steps were long enough in all.
        var asleep = 5 * rates.Aggregate(1.0, (left, rate) => left * Math.Pow(1 - (2 * rate), 2));
        var isConstant = rates.Max() == rates.Min();
        var jump = Enumerable.Range(1, rates.Length - 1).FirstOrDefault(i => rates[i] > rates[i - 1] * (1 + 1e-9));
        var staysWithinEpochs = Enumerable.Range(1, rates.Length - 1).All(i => i % SampleCount == 0 || rates[i] == rates[i - 1]);
        return rates switch
        {
            _ when !(at100 < 5 && lastEpoch < 5)
                => Open(Invariant($"The walk runs away: the excess began at 5. Your first rate is {rates[0]:G3}, the largest {rates.Max():G3}. What does B = 1 allow?")),
            _ when isConstant && at100 > SoonThere
                => Open(Invariant($"{result} A constant rate of {rates[0]:G3} is calm, but too slow: begin with longer steps.")),
            _ when isConstant
                => Open(Invariant($"{result} A constant rate of {rates[0]:G3} gets there, and then stays on its floor: the steps at the end must be shorter than the ones at the start.")),
            _ when jump > 0 && jump % SampleCount == 0
                => Open(Invariant($"{result} After {jump} updates, when a new epoch begins, your rate jumps up from {rates[jump - 1]:G3} to {rates[jump]:G3}: the walker gets up and staggers again. Let k run on.")),
            _ when jump > 0
                => Open(Invariant($"{result} Your rate grows: after {jump} updates it rises from {rates[jump - 1]:G3} to {rates[jump]:G3}. When should the steps be long, and when short?")),
            _ when staysWithinEpochs
                => Open(Invariant($"{result} Your rate changes only from epoch to epoch: it is {rates[SampleCount]:G3} after 1000 updates. k counts updates, and there are 1000 in an epoch.")),
            _ when asleep > Calm / 2
                => Open(Invariant($"{result} The steps became short too soon: all your rates together are {rates.Sum():0.##}, and that is not enough to get there. The walker fell asleep on the way.")),
            _ when at100 > SoonThere
                => Open($"{result} Calm at the end, but late: the first hundred steps may be longer."),
            _ => Open(Invariant($"{result} The walk is still restless: at the end, your rate is {rates[^1]:G3}. Let it fall further, but not too soon."), isGeneral: true),
        };

        static Check Open(string hint, bool isGeneral = false) => new("09.5", false, hint) { IsGeneral = isGeneral };
    }

    /// <summary>The mean excess of the notebook's walkers after 100 updates, and over the last epoch.</summary>
    private static (double At100, double LastEpoch) Walk(double[] rates)
    {
        var data = SyntheticData.Line(SampleCount, noise: 0.5);
        var (xs, ys) = (data.X.ToArray(), data.Y.ToArray());
        var (at100, lastEpoch) = (0.0, 0.0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var batches = new MiniBatches(data, batchSize: 1, RandomNumbers.Seeded(seed));
            var (theta1, theta0, k) = (0.0, 0.0, 0);
            foreach (var row in Enumerable.Repeat(batches, Epochs).SelectMany(epoch => epoch).Select(batch => batch.Rows[0]))
            {
                var step = 2 * rates[k++] * (ys[row] - ((theta1 * xs[row]) + theta0));
                (theta1, theta0) = (theta1 + (step * xs[row]), theta0 + step);
                var excess = Math.Pow(theta1 - 2, 2) + Math.Pow(theta0 + 1, 2);
                if (k == 100) at100 += excess / Seeds;
                if (k > (Epochs - 1) * SampleCount) lastEpoch += excess / Seeds / SampleCount;
            }
        }

        return (at100, lastEpoch);
    }
}
