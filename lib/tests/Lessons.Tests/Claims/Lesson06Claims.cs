using DeepLearningMath;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 06 says, asked of the library.</summary>
public sealed class Lesson06Claims
{
    private const double Rounding = 1e-12, Rate = 0.05;

    private static readonly Samples _data = SyntheticData.Line(100, offset: 1);

    /// <summary>The runs of the lesson's table: ten epochs with seeds 1 to 20, by batch size.</summary>
    private static readonly Lazy<Dictionary<int, History[]>> _trials = new(() => new[] { 1, 8, 100 }.ToDictionary(size => size, size =>
        Enumerable.Range(1, 20).Select(seed => Train(_data, size, Rate, 10, RandomNumbers.Seeded(seed))).ToArray()));

    [Fact]
    public void The_data_start_at_a_cost_of_5_25_and_no_line_gets_below_0_25()
    {
        Assert.Equal(5.25, Cost(_data, 0, 0), Rounding);
        Assert.Equal(0.25, Cost(_data, 2, -1), Rounding);
        var (theta1, theta0) = LeastSquares.Line(_data.X, _data.Y);
        Assert.Equal((2.0, -1.0), (Math.Round(theta1, 12), Math.Round(theta0, 12)));
        Assert.Equal(_data.X.ToArray().Order(), _data.X.ToArray());
    }

    [Fact]
    public void The_loop_by_hand_and_the_library_give_the_same_numbers()
    {
        var (log, end) = ByHand(epochs: 10);
        var run = Train(_data, 8, Rate, 10, RandomNumbers.Seeded(8));
        Assert.Equal(130, log.Count);
        Assert.Equal(log.Select(update => update.Cost), run.Costs.SkipLast(1));
        Assert.Equal(log.Select(update => update.Theta1), run["θ₁"].SkipLast(1));
        Assert.Equal(end, (run["θ₁"][^1], run["θ₀"][^1]));
        Assert.Equal(log.Select((_, k) => k / 13), run.SkipLast(1).Select(step => step.Epoch));
    }

    [Fact]
    public void In_the_first_epoch_the_reports_rise_5_times_of_12_and_the_cost_of_all_never()
    {
        var log = ByHand(epochs: 2).Log.Take(14).ToArray();
        var reported = log.Take(13).Select(update => update.Cost).ToArray();
        Assert.Equal([1.43, 3.96, 5.92], reported.Take(3).Select(cost => Math.Round(cost, 2)));
        Assert.Equal(5, Rises(reported));
        Assert.Equal(0, Rises(log.Select(update => Cost(_data, update.Theta1, update.Theta0))));

        // Whoever was asked is content with the answer: asked again after its own update, each batch reports less.
        Assert.All(log.Zip(log.Skip(1)), pair =>
            Assert.True(Cost(Pick(pair.First.Rows), pair.Second.Theta1, pair.Second.Theta0) < pair.First.Cost));
        Assert.Equal(13, log.Zip(log.Skip(1)).Count());
    }

    [Fact]
    public void Thirteen_batches_at_one_place_guess_the_direction_within_20_degrees_but_not_the_length()
    {
        var batches = ShuffledBatches();
        Assert.Equal([.. Enumerable.Repeat(8, 12), 4], batches.Select(batch => batch.Count));
        var whole = Gradient(_data, 0, 0);
        Assert.Equal((-6.0, -2.0), (Math.Round(whole.DTheta1, 12), Math.Round(whole.DTheta0, 12)));
        var guesses = batches.Select(batch => Gradient(batch, 0, 0)).ToArray();
        Assert.All(guesses, guess => Assert.InRange(Math.Abs(Direction(guess) - Direction(whole)), 0, 20));
        Assert.InRange(guesses.Min(Direction), 1.5, 2.5);
        Assert.InRange(guesses.Max(Direction), 27.5, 28.5);
        Assert.InRange(guesses.Min(Length), 1.45, 1.55);
        Assert.InRange(guesses.Max(Length), 19.45, 19.55);

        static double Direction((double DTheta1, double DTheta0) g) => Math.Atan2(-g.DTheta0, -g.DTheta1) * 180 / Math.PI;
        static double Length((double DTheta1, double DTheta0) g) => Math.Sqrt((g.DTheta1 * g.DTheta1) + (g.DTheta0 * g.DTheta0));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, -1)]
    [InlineData(-3.5, 7.25)]
    public void At_one_place_the_batches_weighted_by_size_give_the_gradient_of_all_and_unweighted_they_do_not(double theta1, double theta0)
    {
        var batches = ShuffledBatches();
        var (whole, parts) = (Gradient(_data, theta1, theta0), batches.Select(batch => Gradient(batch, theta1, theta0)).ToArray());
        Assert.Equal(whole.DTheta1, batches.Zip(parts, (batch, part) => batch.Count * part.DTheta1).Sum() / 100, Rounding);
        Assert.Equal(whole.DTheta0, batches.Zip(parts, (batch, part) => batch.Count * part.DTheta0).Sum() / 100, Rounding);
        Assert.True(Math.Abs(whole.DTheta1 - parts.Average(part => part.DTheta1)) > 0.01);

        var costs = batches.Select(batch => Cost(batch, theta1, theta0)).ToArray();
        Assert.Equal(Cost(_data, theta1, theta0), batches.Zip(costs, (batch, cost) => batch.Count * cost).Sum() / 100, Rounding);
    }

    [Theory]
    [InlineData(1, 1000, 0.277)]
    [InlineData(8, 130, 0.253)]
    [InlineData(100, 10, 0.893)]
    public void Ten_epochs_end_as_the_table_says(int batchSize, int updates, double cost)
    {
        var runs = _trials.Value[batchSize];
        Assert.All(runs, run => Assert.Equal(updates, run.Count - 1));
        Assert.Equal(cost, runs.Average(run => CostsOfAll(run)[^1]), 5e-4);
    }

    [Fact]
    public void The_reports_mean_of_an_epoch_is_above_the_cost_at_its_end_with_every_seed()
    {
        var log = ByHand(epochs: 2).Log;
        Assert.Equal(1.82, log.Take(13).Average(update => update.Cost), 5e-3);
        Assert.Equal(0.78, Cost(_data, log[13].Theta1, log[13].Theta0), 5e-3);
        Assert.All(_trials.Value[8], run => Assert.True(run.Costs[..13].Average() > 1.5 * CostsOfAll(run)[13]));
    }

    [Fact]
    public void The_seed_decides_with_B_1_matters_little_with_B_8_and_not_at_all_with_all()
    {
        Assert.Equal((0.250, 0.394), Spread(1));
        Assert.Equal((0.250, 0.258), Spread(8));
        var all = _trials.Value[100].Select(run => CostsOfAll(run)[^1]).ToArray();
        Assert.Equal(all.Min(), all.Max(), Rounding);

        (double Low, double High) Spread(int batchSize)
        {
            var costs = _trials.Value[batchSize].Select(run => CostsOfAll(run)[^1]).ToArray();
            return (Math.Round(costs.Min(), 3), Math.Round(costs.Max(), 3));
        }
    }

    [Theory]
    [InlineData(1, 0.49, 0.43)]
    [InlineData(8, 0.40, 0.01)]
    public void Over_20_seeds_the_first_epoch_frightens_more_often_than_it_should(int batchSize, double reported, double real)
    {
        var runs = _trials.Value[batchSize];
        var updates = (runs[0].Count - 1) / 10;
        Assert.Equal(reported, runs.Average(run => Rises(run.Costs[..updates]) / (updates - 1.0)), 5e-3);
        Assert.Equal(real, runs.Average(run => Rises(CostsOfAll(run)[..(updates + 1)]) / (double)updates), 5e-3);
    }

    [Theory]
    [InlineData(8, 0.77, 1.85, 0.02, 0.89)]
    [InlineData(1, 0.91, 2.12, -0.06, 1.35)]
    public void Without_shuffling_the_last_samples_win(int batchSize, double slope, double cost, double shuffledSlope, double shuffledCost)
    {
        var bowl = SyntheticData.Curve(x => (x - 1) * (x - 1), 100, offset: 1, noise: 0.1);
        var (best1, best0) = LeastSquares.Line(bowl.X, bowl.Y);
        Assert.Equal(0, best1, Rounding);
        Assert.Equal(0.81, Cost(bowl, best1, best0), 5e-3);

        var ordered = Train(bowl, batchSize, 0.1, 20, random: null);
        Assert.Equal(slope, ordered["θ₁"][^1], 5e-3);
        Assert.Equal(cost, Cost(bowl, ordered["θ₁"][^1], ordered["θ₀"][^1]), 5e-3);
        var shuffled = Enumerable.Range(1, 20).Select(seed => Train(bowl, batchSize, 0.1, 20, RandomNumbers.Seeded(seed))).ToArray();
        Assert.Equal(shuffledSlope, shuffled.Average(run => run["θ₁"][^1]), 6e-3);
        Assert.Equal(shuffledCost, shuffled.Average(run => Cost(bowl, run["θ₁"][^1], run["θ₀"][^1])), 5e-3);

        // Down while the left half speaks, up while the right half speaks.
        var last = ordered["θ₁"][^(ordered.Count / 20)..];
        Assert.InRange(Array.IndexOf(last, last.Min()), last.Length / 4, 3 * last.Length / 4);
        Assert.Equal(last.Max(), last[^1]);
    }

    [Theory]
    [InlineData(4, 0.05)]
    [InlineData(8, 0.07)]
    [InlineData(25, 0.2)]
    public void The_experiment_can_be_done_in_several_ways(int batchSize, double rate)
        => Assert.InRange(
            Enumerable.Range(1, 20).Average(seed => CostsOfAll(Train(_data, batchSize, rate, 5, RandomNumbers.Seeded(seed)))[^1]), 0.25, 0.27);

    [Fact]
    public void With_all_in_one_batch_no_learning_rate_is_good_after_five()
    {
        // Without shuffling: the order inside the one batch is only rounding.
        var best = Enumerable.Range(1, 120).Select(k => k * 0.005).Min(rate => CostsOfAll(Train(_data, 100, rate, 5, random: null))[^1]);
        Assert.InRange(best, 0.36, 0.37);
    }

    /// <summary>The lesson's own loop, with its own nodes and seed 8.</summary>
    private static (List<(int[] Rows, double Cost, double Theta1, double Theta0)> Log, (double, double) End) ByHand(int epochs)
    {
        var (theta1, theta0) = (0.0, 0.0);
        var log = new List<(int[], double, double, double)>();
        var random = RandomNumbers.Seeded(8);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, 100)];
            random.Shuffle(order);
            foreach (var rows in order.Chunk(8))
            {
                var batch = Pick(rows);
                log.Add((rows, Cost(batch, theta1, theta0), theta1, theta0));
                var (dTheta1, dTheta0) = Gradient(batch, theta1, theta0);
                (theta1, theta0) = (theta1 - (Rate * dTheta1), theta0 - (Rate * dTheta0));
            }
        }

        return (log, (theta1, theta0));
    }

    private static Samples[] ShuffledBatches()
    {
        int[] order = [.. Enumerable.Range(0, 100)];
        RandomNumbers.Seeded(8).Shuffle(order);
        return [.. order.Chunk(8).Select(Pick)];
    }

    private static Samples Pick(int[] rows)
        => new(rows.Select(row => _data.X[row]).ToArray(), rows.Select(row => _data.Y[row]).ToArray());

    private static (double DTheta1, double DTheta0) Gradient(Samples batch, double theta1, double theta0)
    {
        var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
        mean.Forward(square.Forward(minus.Forward(batch.Y, plus.Forward(multiply.Forward(theta1, batch.X), theta0))));
        var (_, dyHat) = minus.Backward(square.Backward(mean.Backward(1)));
        var (dProduct, dTheta0) = plus.Backward(dyHat);
        return (multiply.Backward(dProduct).Dx.Number, dTheta0.Number);
    }

    private static double Cost(Samples samples, double theta1, double theta0)
    {
        var error = samples.Y - ((theta1 * samples.X) + theta0);
        return (error * error).Mean();
    }

    private static double[] CostsOfAll(History run) => [.. run["θ₁"].Zip(run["θ₀"], (theta1, theta0) => Cost(_data, theta1, theta0))];

    private static int Rises(IEnumerable<double> costs) => costs.Zip(costs.Skip(1)).Count(pair => pair.Second > pair.First);

    private static History Train(Samples data, int batchSize, double rate, int epochs, Random? random)
    {
        var (theta1, theta0) = (new Variable(0, "θ₁"), new Variable(0, "θ₀"));
        return Training.Run(
            batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(),
            new MiniBatches(data, batchSize, random), new GradientDescent([theta1, theta0], rate), epochs);
    }
}
