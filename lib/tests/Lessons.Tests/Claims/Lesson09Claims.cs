using System.Text.RegularExpressions;
using DeepLearningMath;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 09 says of batch sizes, noise, floors and decay, asked of the library itself.</summary>
public sealed partial class Lesson09Claims(LessonRuns runs)
{
    private const int N = 1000, Walkers = 20;

    private static readonly Samples _data = SyntheticData.Line(N, noise: 0.5);

    [Fact]
    public void The_excess_is_the_squared_distance_to_the_goal()
    {
        var best = LeastSquares.Line(_data.X, _data.Y);
        Assert.Equal(2, best.Theta1, 1e-12);
        Assert.Equal(-1, best.Theta0, 1e-12);
        Assert.Equal(0.25, Cost((2, -1)), 1e-12);
        foreach (var at in ((double, double)[])[(0, 0), (1, 1), (2.5, -1.5), (-7, 30)])
            Assert.Equal(Excess(at), Cost(at) - 0.25, 1e-10);
        Assert.Equal(5, Excess((0, 0)));
        Assert.Equal(1, Hessian.OfLine(_data.X).LargestStableLearningRate, 1e-12);
    }

    [Fact]
    public void The_walk_by_hand_is_the_one_of_the_library()
    {
        foreach (var (batchSize, epochs) in ((int, int)[])[(1, 1), (10, 2), (48, 3), (1000, 5)])
        {
            var (weight, bias) = (new Variable(0, "θ₁"), new Variable(0, "θ₀"));
            var history = Training.Run(
                batch => (batch.Y - ((weight * batch.X) + bias)).Square().Mean(),
                new MiniBatches(_data, batchSize, RandomNumbers.Seeded(1)), new GradientDescent([weight, bias], 0.05), epochs);
            var byHand = Walk(_data, batchSize, 0.05, seed: 1).Take(history.Count).ToArray();
            Assert.Equal((N + batchSize - 1) / batchSize * epochs + 1, history.Count);
            Assert.All(byHand, (at, k) =>
            {
                Assert.Equal(history["θ₁"][k], at.Theta1, 1e-12);
                Assert.Equal(history["θ₀"][k], at.Theta0, 1e-12);
            });
        }
    }

    [Fact]
    public void After_10_000_samples_a_hundred_at_a_time_is_nearest_and_all_at_a_time_is_last()
    {
        var excess = ((int[])[1, 10, 100, 1000]).ToDictionary(b => b, b => MeanExcess(_data, b, 0.05, 10_000 / b)[^1]);
        Assert.True(excess[100] < excess[10] / 20 && excess[10] < excess[1] / 3 && excess[1] < excess[1000] / 10,
            string.Join(", ", excess));
        Assert.Equal(5 * Math.Pow(0.9, 20), excess[1000], 1e-9);
    }

    [Fact]
    public void Counted_in_updates_all_batch_sizes_fall_together()
    {
        var excess = ((int[])[1, 10, 100, 1000]).Select(b => MeanExcess(_data, b, 0.05, 10)[10]).ToArray();
        Assert.All(excess, value => Assert.InRange(value / excess[3], 0.9, 1.5));
    }

    [Fact]
    public void The_middle_of_a_drunk_crowd_walks_with_the_careful_walker()
    {
        var crowd = Enumerable.Range(1, 500).Select(seed => Walk(_data, 1, 0.05, seed).Take(41).ToArray()).ToArray();
        var careful = Walk(_data, N, 0.05, seed: 1).Take(41).ToArray();
        var apart = careful.Select((at, k) => (
            Middle: Distance(at, (crowd.Average(walk => walk[k].Theta1), crowd.Average(walk => walk[k].Theta0))),
            Single: crowd.Average(walk => Distance(at, walk[k])))).ToArray();
        Assert.InRange(apart.Max(gap => gap.Middle), 0, 0.06);
        Assert.True(apart.Max(gap => gap.Single) > 5 * apart.Max(gap => gap.Middle));
    }

    [Fact]
    public void The_mean_of_the_batch_gradients_is_the_full_gradient()
    {
        foreach (var at in ((double, double)[])[(0, 0), (2, -1), (3, 4)])
        {
            var (full1, full0) = Gradient(new MiniBatches(_data, N).Single(), at);
            foreach (var batchSize in (int[])[1, 10, 100])
            {
                var all = new MiniBatches(_data, batchSize, RandomNumbers.Seeded(1)).Select(batch => Gradient(batch, at)).ToArray();
                Assert.Equal(full1, all.Average(gradient => gradient.D1), 1e-12);
                Assert.Equal(full0, all.Average(gradient => gradient.D0), 1e-12);
            }
        }
    }

    [Fact]
    public void The_variance_falls_as_one_over_the_batch_size()
    {
        int[] sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];
        var each = new MiniBatches(_data, 1).Select(sample => Gradient(sample, (0, 0))).ToArray();
        var (full1, full0) = (each.Average(g => g.D1), each.Average(g => g.D0));
        var single = each.Average(g => Distance2(g));
        Assert.Equal(34.85, single, 0.005);

        var (with, without) = (sizes.Select(b => Variance(b, repeats: true)).ToArray(), sizes.Select(b => Variance(b, repeats: false)).ToArray());
        var (slope, _) = LeastSquares.Line(Log(sizes.Select(b => (double)b)), Log(with));
        Assert.Equal(-1, slope, 0.1);
        Assert.All(sizes, (b, i) => Assert.InRange(with[i] / (single / b), 0.85, 1.15));
        Assert.All(sizes, (b, i) => Assert.InRange(without[i] / (single / b * (N - b) / (N - 1)), 0.85, 1.15));
        Assert.Equal(0.314, single / 100 * (N - 100) / (N - 1), 5e-4);

        double Distance2((double D1, double D0) g) => Math.Pow(g.D1 - full1, 2) + Math.Pow(g.D0 - full0, 2);

        double Variance(int batchSize, bool repeats)
        {
            var random = RandomNumbers.Seeded(9);
            var rows = Enumerable.Range(0, N).ToArray();
            return Enumerable.Range(0, 1000).Average(_ =>
            {
                if (!repeats) random.Shuffle(rows);
                var batch = Enumerable.Range(0, batchSize).Select(i => each[repeats ? random.Next(N) : rows[i]]).ToArray();
                return Distance2((batch.Average(g => g.D1), batch.Average(g => g.D0)));
            });
        }

        static double[] Log(IEnumerable<double> values) => [.. values.Select(Math.Log10)];
    }

    [Fact]
    public void Where_all_samples_lie_on_the_line_a_constant_rate_settles()
    {
        var excess = MeanExcess(SyntheticData.Line(N, noise: 0), 1, 0.1, 100);
        Assert.InRange(excess[10], 0.05, 0.5);
        Assert.InRange(excess[50], 0, 1e-6);
        Assert.InRange(excess[100], 0, 1e-14);
    }

    [Fact]
    public void With_a_constant_rate_ten_times_as_long_a_walk_gets_no_nearer()
    {
        var excess = MeanExcess(_data, 1, 0.1, 20_000);
        double[] ends = [.. ((int[])[2000, 5000, 10_000, 20_000]).Select(end => excess[(end - 999)..(end + 1)].Average())];
        Assert.All(ends, value => Assert.InRange(value, 0.055, 0.08));
        Assert.InRange(ends[^1] / ends[0], 0.8, 1.25);
    }

    [Fact]
    public void The_floor_is_where_pull_and_push_balance()
    {
        var noise = new MiniBatches(_data, 1).Select(sample => Gradient(sample, (2, -1))).Average(g => (g.D1 * g.D1) + (g.D0 * g.D0));
        Assert.Equal(2, noise, 0.02);
        foreach (var (batchSize, eta, low, high) in ((int, double, double, double)[])
            [(1, 0.1, 1.05, 1.35), (1, 0.05, 0.9, 1.2), (1, 0.025, 0.85, 1.15), (10, 0.1, 0.8, 1.1), (10, 0.05, 0.75, 1.1), (100, 0.1, 0.2, 0.7)])
        {
            var excess = MeanExcess(_data, batchSize, eta, Math.Max(6000 / batchSize, 600));
            var formula = 2 * eta * 0.25 / (batchSize * (1 - eta));
            Assert.InRange(excess[(excess.Length / 3)..].Average() / formula, low, high);
        }
    }

    [Fact]
    public void Batch_size_and_learning_rate_grow_together_until_the_bowl_allows_no_more()
    {
        var excess = ((int[])[1, 10, 50, 100]).ToDictionary(b => b, b => MeanExcess(_data, b, 0.01 * b, N / b)[^1]);
        Assert.All((int[])[1, 10], b => Assert.InRange(excess[b], 0.002, 0.008));
        Assert.InRange(excess[50], 0.004, 0.02);
        Assert.True(excess[100] > 1, $"{excess[100]}");
    }

    [Fact]
    public void Small_batches_run_away_sooner()
    {
        Assert.True(Late(1, 0.3) < 5);
        Assert.False(Late(1, 0.6) < 5);
        Assert.True(Late(10, 0.6) < 5);
        Assert.False(Late(10, 1.05) < 5);
        Assert.True(Late(N, 0.95) < 1e-6);
        Assert.False(Late(N, 1.05) < 5);

        static double Late(int batchSize, double eta) => MeanExcess(_data, batchSize, eta, 400, batchSize == N ? 1 : Walkers)[200..].Average();
    }

    [Fact]
    public void The_rate_1_over_2t_is_the_running_mean()
    {
        var random = RandomNumbers.Seeded(4);
        var (theta, sum) = (0.0, 0.0);
        for (var t = 1; t <= 400; t++)
        {
            var target = 6 + (2 * random.NextNormal());
            (theta, sum) = (theta + (2 * (1 / (2.0 * t)) * (target - theta)), sum + target);
            Assert.Equal(sum / t, theta, 1e-12);
        }
    }

    [Fact]
    public void Decay_settles_where_a_constant_rate_does_not()
    {
        var settled = MeanExcess(_data, 1, LearningRateSchedule.InverseTime(0.1, 100), 5000)[4001..].Average();
        var restless = MeanExcess(_data, 1, 0.1, 5000)[4001..].Average();
        Assert.True(settled < 0.002 && restless > 20 * settled, $"{settled}, {restless}");
    }

    [Fact]
    public void No_constant_rate_is_both_soon_there_and_calm()
    {
        var fates = Enumerable.Range(0, 13).Select(i => 0.002 * Math.Pow(100, i / 12.0))
            .Select(rate => MeanExcess(_data, 1, rate, 5000)).Select(excess => (Soon: excess[100] <= 0.2, Calm: excess[4001..].Average() <= 0.002)).ToArray();
        Assert.DoesNotContain((true, true), fates);
        Assert.Contains((true, false), fates);
        Assert.Contains((false, true), fates);
    }

    [Fact]
    public async Task The_check_of_the_experiment_sees_the_numbers_that_the_cell_shows()
    {
        var run = await runs.Solved(Lesson.Named("09-stochastic-descent"));
        var shown = Numbers().Match(run.Outputs["exercise-5"]);
        Assert.True(shown.Success, run.Failure ?? run.Outputs["exercise-5"]);
        Assert.Contains(
            $"After 100 updates the excess is {shown.Groups[1].Value}, in the last epoch {shown.Groups[2].Value}.", run.Verdicts["09.5"].Hint, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"after 100 updates (0\.\d+), last epoch (0\.\d+)")]
    private static partial Regex Numbers();

    private static double Cost((double Theta1, double Theta0) at)
    {
        var error = _data.Y - ((at.Theta1 * _data.X) + at.Theta0);
        return (error * error).Mean();
    }

    private static double Excess((double Theta1, double Theta0) at) => Math.Pow(at.Theta1 - 2, 2) + Math.Pow(at.Theta0 + 1, 2);

    private static double Distance((double Theta1, double Theta0) a, (double Theta1, double Theta0) b)
        => Math.Sqrt(Math.Pow(a.Theta1 - b.Theta1, 2) + Math.Pow(a.Theta0 - b.Theta0, 2));

    private static (double D1, double D0) Gradient(MiniBatch batch, (double Theta1, double Theta0) at)
    {
        var error = batch.Y - ((at.Theta1 * batch.X) + at.Theta0);
        return (-2 * (batch.X * error).Mean(), -2 * error.Mean());
    }

    private static IEnumerable<(double Theta1, double Theta0)> Walk(Samples data, int batchSize, LearningRateSchedule rate, int seed)
    {
        var batches = new MiniBatches(data, batchSize, RandomNumbers.Seeded(seed));
        var (at, updates) = ((Theta1: 0.0, Theta0: 0.0), 0);
        while (true)
        {
            foreach (var batch in batches)
            {
                yield return at;
                var (d1, d0) = Gradient(batch, at);
                var eta = rate.At(updates++);
                at = (at.Theta1 - (eta * d1), at.Theta0 - (eta * d0));
            }
        }
    }

    private static double[] MeanExcess(Samples data, int batchSize, LearningRateSchedule rate, int updates, int walkers = Walkers)
    {
        var walks = Enumerable.Range(1, walkers).Select(seed => Walk(data, batchSize, rate, seed).Take(updates + 1).Select(Excess).ToArray()).ToArray();
        return [.. walks[0].Select((_, k) => walks.Average(walk => walk[k]))];
    }
}
