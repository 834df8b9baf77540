namespace DeepLearningMath.Tests;

public class TrainingTests
{
    [Fact]
    public void A_history_has_the_start_and_every_update()
    {
        var theta = new Variable(0.5, "θ");
        var history = Training.Run(() => Loss(theta), new GradientDescent([theta], 0.1), iterations: 3);
        Assert.Equal(4, history.Count);
        Assert.Equal([0, 1, 2, 3], history.Select(step => step.Iteration));
        Assert.Equal(0.5, history["θ"][0]);
        Assert.Equal(history.Last.Parameters[0], theta.Value);
        Assert.Equal(8.25, history[0].Gradients[0].Number, 1e-12);
        Assert.False(history.Diverged);
        Assert.Equal("3 updates, cost 7.5625 → 0.209335", history.ToString());
    }

    [Fact]
    public void Steps_can_be_watched_stopped_and_continued()
    {
        var theta = new Variable(0.5);
        var optimizer = new GradientDescent([theta], 0.1);
        var first = Training.Steps(() => Loss(theta), optimizer).Take(3).ToList();
        var more = Training.Steps(() => Loss(theta), optimizer).Take(3).ToList();
        var atOnce = new Variable(0.5);
        var whole = Training.Run(() => Loss(atOnce), new GradientDescent([atOnce], 0.1), 4);
        Assert.Equal<IEnumerable<double>>(whole.Costs, [.. first.Select(step => step.Cost), .. more.Skip(1).Select(step => step.Cost)]);
    }

    [Fact]
    public void Training_that_diverges_stops_with_a_sentence_about_the_learning_rate()
    {
        var theta = new Variable(0.5, "θ");
        var history = Training.Run(() => Loss(theta), new GradientDescent([theta], 4), iterations: 1_000);
        Assert.True(history.Diverged);
        Assert.InRange(history.Count, 2, 999);
        Assert.All(history.Costs, cost => Assert.True(double.IsFinite(cost)));
        Assert.Matches(@"^Training stopped after update \d+: the cost went from \S+ to beyond every number\. The learning rate 4 is too large for these data; try 0\.4\.$", history.Message);
        Assert.Throws<DivergenceException>(() => Training.Steps(() => Loss(new Variable(double.NaN)), new GradientDescent([theta], 4)).First());
    }

    [Fact]
    public void A_start_that_is_not_a_number_is_blamed_on_the_data_and_not_on_the_rate()
    {
        var theta = new Variable(double.NaN, "θ");
        var history = Training.Run(() => Loss(theta), new GradientDescent([theta], 0.1), 10);
        Assert.StartsWith("Training cannot start", history.Message, StringComparison.Ordinal);
        Assert.StartsWith("no steps. Training cannot start", history.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_must_be_positive_and_finite(double rate)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new GradientDescent([new Variable(1)], rate));
        Assert.StartsWith("The learning rate must be a positive, finite number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_real_parameters_can_be_optimised()
    {
        var theta = new Variable(1, "θ");
        Assert.Contains("nothing to learn", Assert.Throws<ArgumentException>(() => new GradientDescent([], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => new GradientDescent([theta, theta], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("is not a parameter", Assert.Throws<ArgumentException>(() => new GradientDescent([theta.Square()], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("is not a parameter", Assert.Throws<ArgumentException>(() => new GradientDescent([2.0], 0.1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_parameters_move_by_gradients_of_the_same_moment()
    {
        Variable theta1 = new(0.5, "θ₁"), theta0 = new(0.25, "θ₀");
        Training.Run(() => (2 - ((theta1 * -1.5) + theta0)).Square(), new GradientDescent([theta1, theta0], 0.1), 1);
        Assert.Equal((-0.25, 0.75), (theta1.Value.Number, theta0.Value.Number));
    }

    [Fact]
    public void A_history_names_its_parameters_when_asked_for_another()
    {
        var theta = new Variable(1, "θ");
        var history = Training.Run(() => theta.Square(), new GradientDescent([theta], 0.1), 1);
        Assert.Contains("it has θ", Assert.Throws<ArgumentException>(() => history["w"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => history.Add(new TrainingStep(0, 0, 0, [], [])));
        Assert.Throws<InvalidOperationException>(() => new History(["θ"]).Last);
    }

    private static Variable Loss(Variable theta) => (2 - (theta * -1.5)).Square();
}
