namespace DeepLearningMath.Lessons;

/// <summary>The checks of lesson 06, Mini-batch training.</summary>
public static class Lesson06
{
    private const int Epochs = 5, Seeds = 20, SmallestBatch = 4, FewestUpdates = 20;

    private const double GoodCost = 0.27;

    private static readonly Samples _data = SyntheticData.Line(100, offset: 1);

    /// <summary>Checks exercise 06.1: how many updates an epoch has.</summary>
    /// <param name="answer">Takes the number of samples and the batch size.</param>
    public static Check IterationsPerEpoch(Func<int, int, double> answer)
    {
        // No rest, a small one and a large one: neither cutting off nor rounding to the nearest may pass.
        (int N, int BatchSize)[] places = [(100, 8), (100, 25), (30, 7), (64, 1), (5, 5), (27, 10)];
        return Check.Of("06.1", () => At(answer), At((n, batchSize) => Math.Ceiling((double)n / batchSize)),
            "Yes. The leftovers make a batch, too, and it makes an update like every other.",
            "Try it small: 5 samples in batches of 2. Write the batches down, and count them.",
            (At((n, _) => n), "That many updates come from batches of 1. What does one update use here?"),
            (At((n, batchSize) => (n - (n % batchSize)) / batchSize),
                "For n = 100 and B = 8 that is 12, and 12 batches hold 96 samples. Who trains the leftovers? (A division of integers cuts off what stands behind the point.)"),
            (At((n, batchSize) => (double)n / batchSize),
                "For n = 100 and B = 8 that is 12.5. Can half an update happen?"),
            (At((n, batchSize) => Math.Round((double)n / batchSize, MidpointRounding.ToEven)), Rounded),
            (At((n, batchSize) => Math.Round((double)n / batchSize, MidpointRounding.AwayFromZero)), Rounded),
            (At((n, batchSize) => (n / batchSize) + 1),
                "Right if samples are left over. Try 100 samples in batches of 25: is there a fifth batch?"),
            (At((_, batchSize) => batchSize), "That is how many samples one batch has. How many batches have all of them?"));

        IReadOnlyList<Tensor> At(Func<int, int, double> function)
            => [.. places.Select(place => (Tensor)function(place.N, place.BatchSize))];
    }

    private const string Rounded = "It is rounded to the nearest whole number, so a small rest is forgotten: 30 samples in batches of 7 leave 2 over. What becomes of them?";

    /// <summary>Checks exercise 06.2: cutting shuffled samples into batches.</summary>
    /// <param name="answer">Takes the inputs, the targets, the shuffled row numbers and the batch size; gives the batches in their order.</param>
    public static Check Cut(Func<double[], double[], int[], int, List<(double[] X, double[] Y)>> answer)
    {
        const string Exercise = "06.2";
        (int[] Order, int BatchSize)[] places = [([3, 0, 4, 1, 2], 2), ([5, 2, 0, 3, 1, 4], 3), ([1, 6, 3, 0, 5, 2, 4], 4), ([0, 2, 1], 3)];
        foreach (var (order, batchSize) in places)
        {
            var x = order.Select((_, i) => 10.0 + i).ToArray();
            var y = order.Select((_, i) => 0.0 + i).ToArray();
            List<(double[] X, double[] Y)>? given;
            try
            {
                given = answer([.. x], [.. y], [.. order], batchSize);
            }
            catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException)
            {
                return Open($"Your code reached behind the end of the list. {order.Length} samples in batches of {batchSize}: where does the last batch stop?");
            }
            catch (Exception exception)
            {
                return Open($"Your code stopped with an error: {exception.Message}") with { IsGeneral = true };
            }

            if (given is null || given.Any(batch => batch.X is null || batch.Y is null))
                return Open("The cutter gave back null where a batch with its x and its y should be.");
            if (Hint(given, order, batchSize) is { } hint) return hint;
        }

        return new Check(Exercise, true, "Yes. Every sample is in exactly one batch, each x with its own y, and the last batch takes what is left.");

        static Check? Hint(List<(double[] X, double[] Y)> given, int[] order, int batchSize)
        {
            var (xs, ys) = (given.SelectMany(batch => batch.X).ToArray(), given.SelectMany(batch => batch.Y).ToArray());
            var right = order.Chunk(batchSize).ToArray();
            return given switch
            {
                _ when given.Any(batch => batch.X.Length != batch.Y.Length)
                    => Open("In one of your batches there are more x than y, or fewer. Both must take the same rows."),
                _ when given.Any(batch => batch.X.Length == 0)
                    => Open("One of your batches is empty. Where does the first batch begin, and when must the loop end?"),
                [_] when right.Length > 1
                    => Open($"All {order.Length} samples are in one batch. The batch size here is {batchSize}: at which places of the list do batches begin?"),
                _ when given.Zip(right).Any(pair => pair.First.X.Length > batchSize)
                    => Open($"One of your batches is larger than {batchSize}. Where does a batch stop, when it begins at start?"),
                [] => Open("The cutter gave back no batch at all. Every sample must come out in one of them."),
                _ when xs.Length < order.Length
                    => Open($"{order.Length} samples went in, and {xs.Length} came out. Count what is left over after the last whole batch."),
                _ when xs.Length > order.Length
                    => Open($"{order.Length} samples went in, and {xs.Length} came out. Some were taken twice: by how much does start grow from batch to batch?"),
                // y is x − 10 by construction, so a pair that was torn apart shows.
                _ when xs.Zip(ys).Any(pair => pair.First - 10 != pair.Second)
                    => Open("An x stands beside the y of another sample: they were shuffled apart. Both must be looked up with the same row number."),
                _ when xs.SequenceEqual(order.Select((_, i) => 10.0 + i)) && !order.SequenceEqual(order.Order())
                    => Open("The samples come out in their old order, so nothing was shuffled. The list order says which sample comes next."),
                _ when !given.Select(batch => batch.X.Length).SequenceEqual(right.Select(rows => rows.Length))
                    => Open($"The batches have the sizes {string.Join(", ", given.Select(batch => batch.X.Length))}. All but the last should have {batchSize}."),
                _ when !xs.SequenceEqual(order.Select(row => 10.0 + row))
                    => Open("The sizes are right, but some samples stand in another place, or twice. Batch 1 takes the first places of the list order, batch 2 the next.") with { IsGeneral = true },
                _ => null,
            };
        }

        static Check Open(string hint) => new(Exercise, false, hint);
    }

    /// <summary>Checks exercise 06.3: the cost of all samples from the costs of their batches.</summary>
    /// <param name="answer">Takes the batches' costs and how many samples each has.</param>
    public static Check EpochCost(Func<double[], int[], double> answer)
    {
        (double[] Costs, int[] Sizes)[] places =
            [([.. Enumerable.Repeat(1.0, 12), 5], [.. Enumerable.Repeat(8, 12), 4]), ([2, 4, 9], [3, 3, 1]), ([7], [6]), ([0.5, 3, 1, 8], [10, 10, 10, 5])];
        return Check.Of("06.3", () => At(answer), At((costs, sizes) => Sum(costs, sizes) / sizes.Sum()),
            "Yes. A batch counts as often as it has samples: the 4 at the end move the cost of the epoch from 1 to 1.16.",
            "Go back to the sums: what is the sum of the losses of one batch, if you know its mean and its size? Then put all samples together.",
            (At((costs, _) => costs.Average()),
                "That is the mean of the batches, 1.31 in the example. Half of a batch's samples got a whole batch's weight. Does every sample count alike?"),
            (At((costs, _) => costs.Sum()),
                "That is the sum of the batches' costs. Is the cost of an epoch a sum or a mean?"),
            (At((costs, _) => costs.Distinct().Average()), Two),
            (At((costs, _) => (costs[0] + costs[^1]) / 2), Two),
            (At(Sum), "That is the sum of the losses of all the samples: the weights are right. How many samples share it?"),
            (At((costs, sizes) => Sum(costs, sizes) / costs.Length),
                "The sum is right. But it is a sum over samples, and you divided it by the number of batches."),
            (At((costs, sizes) => Sum(costs, sizes) / (sizes.Length * sizes[0])),
                "You divided as if every batch were full. How many samples are there really?"),
            (At((costs, sizes) => costs.SkipLast(1).DefaultIfEmpty(costs[0]).Average()),
                "The last batch is missing. It is short, but its samples are samples, too."));

        IReadOnlyList<Tensor> At(Func<double[], int[], double> function)
            => [.. places.Select(place => (Tensor)function([.. place.Costs], [.. place.Sizes]))];

        static double Sum(double[] costs, int[] sizes) => costs.Zip(sizes, (cost, size) => cost * size).Sum();
    }

    private const string Two = "You took the mean of two numbers, as if two batches had run. How many ran?";

    /// <summary>Checks exercise 06.4: the step of a sum divided by the batch size, compared with the step of the mean.</summary>
    /// <param name="answer">Takes how many samples the batch has, and the batch size; gives how many times as long the step is.</param>
    public static Check LengthOfStep(Func<int, int, double> answer)
    {
        (int Samples, int BatchSize)[] places = [(4, 8), (8, 8), (1, 5), (30, 32)];
        return Check.Of("06.4", () => At(answer), At((samples, batchSize) => (double)samples / batchSize),
            "Yes. For a whole batch there is no difference; 4 samples of 8 make a step half as long as their mean would.",
            "Give all samples of the batch the same gradient, say 1. What is their sum divided by the batch size, and what is their mean?",
            (At((_, _) => 1), "You say that the two steps are always equally long. Try four equal samples: what is their sum divided by 8, and what is their mean?"),
            (At((samples, batchSize) => (double)batchSize / samples),
                "Turned round: you say that the friend's step is the longer one. Which of the two divides by the larger number?"),
            (At((samples, _) => samples), "That is how many samples are in the sum. But both steps have the same sum: compare the divisors, not the sizes."),
            (At((_, batchSize) => batchSize), "That is what the friend divides by. What does the mean divide by? Compare the two."),
            (At((_, batchSize) => 1.0 / batchSize), "That is one sample's share in the friend's step. The question is about both steps as a whole: same sum, two divisors."),
            (At((samples, batchSize) => samples == batchSize ? 1 : 0),
                "It gives 0 for a short batch. Look at the types: a division of integers cuts off what stands behind the point."),
            (At((samples, batchSize) => samples == batchSize ? 1 : 0.5),
                "Right for 4 of 8. What if 30 samples of 32 are there, or 1 of 5?"));

        IReadOnlyList<Tensor> At(Func<int, int, double> function)
            => [.. places.Select(place => (Tensor)function(place.Samples, place.BatchSize))];
    }

    /// <summary>Checks exercise 06.5: batches of 4 or more and a learning rate that bring the cost to 0.27 in five epochs, as the mean of 20 seeds.</summary>
    /// <param name="batchSize">B: 4 … 100.</param>
    /// <param name="learningRate">η: positive.</param>
    public static Check GoodAfterFive(int batchSize, double learningRate)
    {
        if (batchSize < SmallestBatch)
            return Open($"The batch size is {batchSize}. This experiment asks for batches of {SmallestBatch} or more.");
        if (!double.IsFinite(learningRate) || learningRate <= 0)
            return Open(FormattableString.Invariant($"The learning rate is {learningRate}. It says how far a step goes for a gradient of 1, so it must be positive and finite: try something near 0.1."));

        (double Theta1, double Theta0)[] ends;
        int updates;
        try
        {
            updates = Epochs * new MiniBatches(_data, batchSize).Count;
            ends = [.. Enumerable.Range(1, Seeds).Select(seed => End(batchSize, learningRate, seed))];
        }
        catch (ArgumentException exception)
        {
            return Open(exception.Message.Split(" (Parameter")[0]);
        }

        var cost = ends.Average(Cost);
        // What the mean walker still lacks is way; what the walkers lack beyond it is that they scatter about him.
        var atMean = Cost((ends.Average(end => end.Theta1), ends.Average(end => end.Theta0)));
        return cost switch
        {
            <= GoodCost => new Check("06.5", true, FormattableString.Invariant(
                $"Yes! {updates} updates with B = {batchSize} and η = {learningRate} bring the mean cost to {cost:0.000}. The steps are long enough to arrive, and short enough to stay.")),
            not <= 5.25 => Open(FormattableString.Invariant(
                $"The runs run away: the mean cost after five epochs is above 5.25, where they started. η = {learningRate} is too large.")),
            _ when updates < FewestUpdates => Open(FormattableString.Invariant(
                $"The mean cost is {cost:0.000} after {updates} updates. So few steps do not reach the goal, whatever their length is. Which batch size gives you more of them?")),
            _ when atMean - Floor > (cost - Floor) / 2 => Open(FormattableString.Invariant(
                $"The mean cost is {cost:0.000}: after {updates} updates the runs are still on their way. How can they get farther with as many steps?")),
            _ => Open(FormattableString.Invariant(
                $"The mean cost is {cost:0.000}: the runs are in the right region, but each of them still wanders about there. What would make it calmer?")),
        };

        static Check Open(string hint) => new("06.5", false, hint);
    }

    /// <summary>What no line can get below: the mean square of the noise.</summary>
    private const double Floor = 0.25;

    private static (double Theta1, double Theta0) End(int batchSize, double learningRate, int seed)
    {
        var (theta1, theta0) = (new Variable(0, "θ₁"), new Variable(0, "θ₀"));
        var run = Training.Run(
            batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(),
            new MiniBatches(_data, batchSize, RandomNumbers.Seeded(seed)), new GradientDescent([theta1, theta0], learningRate), Epochs);
        return (run["θ₁"][^1], run["θ₀"][^1]);
    }

    private static double Cost((double Theta1, double Theta0) theta)
    {
        var error = _data.Y - ((theta.Theta1 * _data.X) + theta.Theta0);
        return (error * error).Mean();
    }
}
