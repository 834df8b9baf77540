namespace DeepLearningMath.Tests;

public class MiniBatchTrainingTests
{
    private static readonly Samples Data = SyntheticData.Line(100, offset: 1);

    [Fact]
    public void A_history_has_an_entry_for_every_update_and_one_for_the_end()
    {
        var (cost, optimizer) = Line();
        var history = Training.Run(cost, new MiniBatches(Data, 8, RandomNumbers.Seeded(1)), optimizer, epochs: 3);
        Assert.Equal(40, history.Count);
        Assert.Equal(Enumerable.Range(0, 40), history.Select(step => step.Iteration));
        // 13 updates an epoch: the short batch is one of them.
        Assert.Equal(Enumerable.Range(0, 40).Select(k => k / 13), history.Select(step => step.Epoch));
        Assert.Equal(optimizer.Parameters.Select(parameter => parameter.Value), history.Last.Parameters);
        Assert.Equal(39, optimizer.Steps);
    }

    [Fact]
    public void Each_entry_is_its_batch_before_the_update()
    {
        var (cost, optimizer) = Line();
        var history = Training.Run(cost, new MiniBatches(Data, 8, RandomNumbers.Seeded(1)), optimizer, epochs: 2);

        // The same loop in the open, on plain numbers.
        var batches = new MiniBatches(Data, 8, RandomNumbers.Seeded(1));
        var (theta1, theta0) = (0.0, 0.0);
        foreach (var (step, batch) in history.Zip(Enumerable.Range(0, 2).SelectMany(_ => batches)))
        {
            var error = batch.Y - ((theta1 * batch.X) + theta0);
            Assert.Equal((error * error).Mean(), step.Cost, 1e-13);
            Assert.Equal(theta1, step.Parameters[0].Number, 1e-13);
            Assert.Equal(theta0, step.Parameters[1].Number, 1e-13);
            (theta1, theta0) = (theta1 + (0.05 * 2 * (error * batch.X).Mean()), theta0 + (0.05 * 2 * error.Mean()));
        }

        Assert.Equal(theta1, history.Last.Parameters[0].Number, 1e-13);
        Assert.Equal(theta0, history.Last.Parameters[1].Number, 1e-13);
    }

    [Fact]
    public void One_batch_of_all_samples_is_training_with_all_samples()
    {
        var (cost, optimizer) = Line();
        var batched = Training.Run(cost, new MiniBatches(Data, 100), optimizer, epochs: 20);
        Variable theta1 = new(0), theta0 = new(0);
        var (x, y) = Data;
        var whole = Training.Run(() => (y - ((theta1 * x) + theta0)).Square().Mean(), new GradientDescent([theta1, theta0], 0.05), 20);
        Assert.Equal(whole.Costs, batched.Costs);
        Assert.Equal(whole.Select(step => step.Epoch), batched.Select(step => step.Epoch));
    }

    [Fact]
    public void The_recorded_cost_jumps_where_the_cost_of_all_samples_falls()
    {
        // Lesson 06's surprise: 5 of the first epoch's 12 recorded costs rise, none of the costs of all samples does.
        Variable theta1 = new(0), theta0 = new(0);
        var (x, y) = Data;
        var history = Training.Run(
            batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(),
            new MiniBatches(Data, 8, new Random(6)), new GradientDescent([theta1, theta0], 0.05), epochs: 1);
        var all = history.Select(step =>
        {
            var error = y - ((step.Parameters[0] * x) + step.Parameters[1]);
            return (error * error).Mean();
        }).ToArray();
        Assert.Equal(5.25, all[0], 1e-12);
        Assert.Equal((5, 12), Rises(history.Costs[..^1]));
        Assert.Equal((0, 13), Rises(all));

        static (int Rises, int Of) Rises(double[] costs) => (costs.Zip(costs[1..]).Count(pair => pair.Second > pair.First), costs.Length - 1);
    }

    [Fact]
    public void The_same_seed_trains_to_the_same_bits()
    {
        Assert.Equal(Run(5), Run(5));
        Assert.NotEqual(Run(5), Run(6));

        static double[] Run(int seed)
        {
            var (cost, optimizer) = Line();
            return Training.Run(cost, new MiniBatches(Data, 7, RandomNumbers.Seeded(seed)), optimizer, epochs: 4).Costs;
        }
    }

    [Fact]
    public void Steps_go_on_from_epoch_to_epoch_and_follow_a_schedule()
    {
        Variable theta = new(1.0);
        var optimizer = new GradientDescent([theta], LearningRateSchedule.Of(k => 1.0 / (k + 1), "1/(k + 1)"));
        var steps = Training.Steps(batch => theta * batch.Y.Mean(), new MiniBatches(Data, 50), optimizer).Take(5).ToArray();
        Assert.Equal([0, 0, 1, 1, 2], steps.Select(step => step.Epoch));
        // θ − (1 + ½ + ⅓ + ¼)·(mean of y in the batch), whose two means alternate.
        var (first, second) = (steps[0].Gradients[0].Number, steps[1].Gradients[0].Number);
        Assert.Equal(1 - (first * (1 + (1.0 / 3))) - (second * (0.5 + 0.25)), steps[4].Parameters[0].Number, 1e-12);
    }

    [Fact]
    public void A_run_that_diverges_names_the_rate_that_it_had()
    {
        Variable theta1 = new(0), theta0 = new(0);
        var optimizer = new GradientDescent([theta1, theta0], LearningRateSchedule.Steps(3, 0.5, every: 10_000));
        var history = Training.Run(
            batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(), new MiniBatches(Data, 8, RandomNumbers.Seeded(1)), optimizer, epochs: 100);
        Assert.True(history.Diverged);
        Assert.InRange(history.Count, 2, 1300);
        Assert.Matches(@"^Training stopped after update \d+: the cost went from \S+ to beyond every number\. The learning rate 3 is too large for these data; try 0\.3\.$", history.Message);
    }

    [Fact]
    public void Counts_below_zero_are_named()
    {
        var (cost, optimizer) = Line();
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Training.Run(cost, new MiniBatches(Data, 8), optimizer, -1));
        Assert.StartsWith("Training.Run: epochs is −1, but one can train only 0 times or more.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(() => Training.Run(() => optimizer.Parameters[0].Square(), optimizer, -2));
        Assert.StartsWith("Training.Run: iterations is −2, but one can train only 0 times or more.", error.Message, StringComparison.Ordinal);
        Assert.Single(Training.Run(cost, new MiniBatches(Data, 8), optimizer, 0));
    }

    [Fact]
    public void A_cost_of_the_batch_that_was_not_averaged_is_refused()
    {
        Variable theta = new(0.5);
        var error = Assert.Throws<InvalidOperationException>(() => Training.Run(
            batch => (batch.Y - (theta * batch.X)).Square(), new MiniBatches(Data, 8), new GradientDescent([theta], 0.1), 1));
        Assert.Contains("Take Mean() or Sum() of it first", error.Message, StringComparison.Ordinal);
    }

    private static (Func<MiniBatch, Variable> Cost, Optimizer Optimizer) Line()
    {
        Variable theta1 = new(0, "θ₁"), theta0 = new(0, "θ₀");
        return (batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(), new GradientDescent([theta1, theta0], 0.05));
    }
}
