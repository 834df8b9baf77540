namespace DeepLearningMath.Tests;

public class LearningRateScheduleTests
{
    [Fact]
    public void A_plain_number_never_changes()
    {
        LearningRateSchedule rate = 0.1;
        Assert.Equal([0.1, 0.1, 0.1], new[] { 0, 1, 1_000_000 }.Select(rate.At));
        Assert.Equal("0.1", rate.ToString());
    }

    [Fact]
    public void Inverse_time_halves_after_its_half_life()
    {
        var rate = LearningRateSchedule.InverseTime(0.2, halfLife: 100);
        Assert.Equal([0.2, 0.1, 0.2 / 3], new[] { 0, 100, 200 }.Select(rate.At));
        Assert.Equal("0.2 / (1 + k/100)", rate.ToString());
    }

    [Fact]
    public void Exponential_keeps_the_same_part_at_every_update()
    {
        var rate = LearningRateSchedule.Exponential(0.1, 0.5);
        Assert.Equal([0.1, 0.05, 0.0125, 0], new[] { 0, 1, 3, 100_000 }.Select(rate.At));
    }

    [Fact]
    public void Steps_keep_a_rate_for_a_while()
    {
        var rate = LearningRateSchedule.Steps(1, factor: 0.5, every: 3);
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Enumerable.Range(0, 7).Select(rate.At));
    }

    [Fact]
    public void An_optimizer_asks_its_schedule_for_every_step()
    {
        var theta = new Variable(1, "θ");
        var descent = new GradientDescent([theta], LearningRateSchedule.Of(k => 1.0 / (1 << k), "½ᵏ"));
        var moved = new List<double>();
        for (var k = 0; k < 4; k++)
        {
            Assert.Equal((k, 1.0 / (1 << k)), (descent.Steps, descent.LearningRate));
            descent.ClearGradients();
            (3 * theta).Backward();
            var before = theta.Value.Number;
            descent.Step();
            moved.Add(theta.Value.Number - before);
        }

        Assert.Equal([-3, -1.5, -0.75, -0.375], moved);
    }

    [Fact]
    public void One_over_twice_the_update_is_the_running_mean()
    {
        // Lesson 09: ŷ = θ₀ alone, gradient 2(θ₀ − y), and ηₜ = 1/(2t) for t = 1, 2, 3.
        var theta0 = new Variable(0, "θ₀");
        var descent = new GradientDescent([theta0], LearningRateSchedule.Of(k => 1 / (2.0 * (k + 1)), "1/(2t)"));
        foreach (var y in new double[] { 4, 8, 6 })
        {
            descent.ClearGradients();
            (y - theta0).Square().Backward();
            descent.Step();
        }

        Assert.Equal(6, theta0.Value.Number, 1e-15);
    }

    [Fact]
    public void Rates_that_cannot_be_are_refused_by_name_and_value()
    {
        foreach (var (action, message) in new (Func<object>, string)[]
                 {
                     (() => LearningRateSchedule.Constant(0), "The learning rate must be a positive, finite number"),
                     (() => LearningRateSchedule.InverseTime(-1, 10), "The learning rate must be a positive, finite number"),
                     (() => LearningRateSchedule.InverseTime(1, 0), "The number of updates after which the rate has halved must be positive"),
                     (() => LearningRateSchedule.Exponential(1, 1.01), "The factor is what is left of the learning rate"),
                     (() => LearningRateSchedule.Exponential(1, double.NaN), "The factor is what is left of the learning rate"),
                     (() => LearningRateSchedule.Steps(1, 0, 10), "The factor is what is left of the learning rate"),
                     (() => LearningRateSchedule.Steps(1, 0.5, 0), "A rate must be kept for at least 1 update"),
                     (() => LearningRateSchedule.Constant(1).At(-1), "k counts the updates"),
                 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(action);
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
            Assert.NotNull(error.ActualValue);
        }
    }

    [Fact]
    public void A_schedule_of_ones_own_that_turns_negative_says_when()
    {
        var rate = LearningRateSchedule.Of(k => 0.1 - (0.05 * k), "0.1 − 0.05k");
        Assert.Equal(0, rate.At(2));
        var error = Assert.Throws<InvalidOperationException>(() => rate.At(4));
        Assert.StartsWith("The learning rate 0.1 − 0.05k is -0.1 after 4 updates.", error.Message, StringComparison.Ordinal);
    }
}
