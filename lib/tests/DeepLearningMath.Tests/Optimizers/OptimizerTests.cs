namespace DeepLearningMath.Tests;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, Func<Variable[], LearningRateSchedule, Optimizer>> All = new()
    {
        [nameof(GradientDescent)] = (parameters, rate) => new GradientDescent(parameters, rate),
        [nameof(Momentum)] = (parameters, rate) => new Momentum(parameters, rate),
        [nameof(Nesterov)] = (parameters, rate) => new Nesterov(parameters, rate),
        [nameof(AdaGrad)] = (parameters, rate) => new AdaGrad(parameters, rate),
        [nameof(RmsProp)] = (parameters, rate) => new RmsProp(parameters, rate),
        [nameof(Adam)] = (parameters, rate) => new Adam(parameters, rate),
        [nameof(AdamW)] = (parameters, rate) => new AdamW(parameters, rate),
    };

    [Fact]
    public void No_optimizer_of_the_library_is_forgotten_here()
        => Assert.Equal(
            typeof(Optimizer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Optimizer))).Select(type => type.Name).Order(),
            All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Matrices_numbers_and_vectors_move_together_as_each_would_alone(string name)
    {
        Tensor[] start = [2, new double[] { -1, 3 }, new double[,] { { 1, -2 }, { 0.5, 4 }, { -3, 0 } }];
        Variable[] together = [.. start.Select(value => new Variable(value))];
        Train(All[name](together, 0.05), () => Bowl(together[0]) + Bowl(together[1]) + Bowl(together[2]));
        for (var i = 0; i < start.Length; i++)
        {
            var alone = new Variable(start[i]);
            Train(All[name]([alone], 0.05), () => Bowl(alone));
            Assert.Equal(alone.Value, together[i].Value);
            Assert.Equal(start[i].Shape, alone.Value.Shape);
        }

        static void Train(Optimizer optimizer, Func<Variable> cost)
        {
            foreach (var _ in Training.Steps(cost, optimizer).Take(21)) ;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_optimizer_brings_the_cost_of_a_bowl_down(string name)
    {
        var w = new Variable(new double[] { 2, -3 });
        var costs = Training.Run(() => Bowl(w), All[name]([w], 0.05), 100).Costs;
        Assert.InRange(costs[^1], 0, costs[0] / 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_rates_that_cannot_be_are_refused_by_every_optimizer(string name)
    {
        var theta = new Variable(1, "θ");
        Assert.Equal($"{name} has no parameters, so there is nothing to learn. (Parameter 'parameters')", Assert.Throws<ArgumentException>(() => All[name]([], 0.1)).Message);
        Assert.StartsWith($"{name}: a parameter stands there twice", Assert.Throws<ArgumentException>(() => All[name]([theta, theta], 0.1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The learning rate must be", Assert.Throws<ArgumentOutOfRangeException>(() => All[name]([theta], -1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hyper_parameters_are_refused_by_name_and_value()
    {
        Variable[] theta = [new Variable(1)];
        foreach (var (action, start, value) in new (Func<object>, string, double)[]
                 {
                     (() => new Momentum(theta, 1, momentum: 1), "momentum is the part of the memory that a step keeps: at least 0 and below 1, for example 0.9.", 1),
                     (() => new Momentum(theta, 1, momentum: -0.1), "momentum is", -0.1),
                     (() => new Nesterov(theta, 1, momentum: double.NaN), "momentum is", double.NaN),
                     (() => new RmsProp(theta, 1, beta: 1.5), "beta is the part", 1.5),
                     (() => new RmsProp(theta, 1, epsilon: -1), "epsilon keeps a division from dividing by 0", -1),
                     (() => new AdaGrad(theta, 1, epsilon: double.PositiveInfinity), "epsilon keeps", double.PositiveInfinity),
                     (() => new Adam(theta, 1, beta1: 1), "beta1 is", 1),
                     (() => new Adam(theta, 1, beta2: 1), "beta2 is", 1),
                     (() => new AdamW(theta, 1, weightDecay: -0.01), "The weight decay must be", -0.01),
                 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(action);
            Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
            Assert.Equal(value, error.ActualValue);
        }
    }

    // What lesson 12 claims, and where the forms of optimizers are mistaken for each other.

    [Fact]
    public void Under_a_constant_gradient_momentum_steps_ten_times_as_far()
        => Assert.Equal(10 * -2, StepsUnderConstantGradient(theta => new Momentum([theta], 1), 500)[^1], 1e-12);

    [Fact]
    public void Corrected_Adam_steps_by_the_learning_rate_from_the_first_step_on()
        => Assert.All(StepsUnderConstantGradient(theta => new Adam([theta], 0.5, epsilon: 0), 20), step => Assert.Equal(-0.5, step, 1e-12));

    [Fact]
    public void The_first_step_of_RMSProp_is_ten_learning_rates()
        => Assert.Equal(-10, StepsUnderConstantGradient(theta => new RmsProp([theta], 1, epsilon: 0), 1)[0], 1e-12);

    [Fact]
    public void Weight_decay_alone_shrinks_a_weight_at_its_own_rate()
    {
        var w = new Variable(1);
        var optimizer = new AdamW([w], 0.001, weightDecay: 0.01);
        for (var i = 0; i < 1000; i++) optimizer.Step();
        Assert.Equal(Math.Pow(1 - 0.00001, 1000), w.Value.Number, 1e-12);
    }

    [Fact]
    public void Nesterov_diverges_only_beyond_its_own_bound()
    {
        // λ = 100, β = 0.9: stable below (2 + 2β)/((1 + 2β)λ) = 0.01357.
        Assert.InRange(Math.Abs(After(0.0134)), 0, 1e-3);
        Assert.InRange(Math.Abs(After(0.0138)), 1e3, double.PositiveInfinity);

        static double After(double rate)
        {
            var w = new Variable(1);
            Training.Run(() => 50 * w.Square(), new Nesterov([w], rate), 2000);
            return w.Value.Number;
        }
    }

    [Fact]
    public void Dividing_by_the_size_of_the_gradients_forgets_the_scale_of_the_cost()
    {
        foreach (var make in new Func<Variable, Optimizer>[]
                 {
                     w => new AdaGrad([w], 0.1, epsilon: 0), w => new RmsProp([w], 0.1, epsilon: 0), w => new Adam([w], 0.1, epsilon: 0),
                 })
        {
            Variable small = new(2), large = new(2);
            Training.Run(() => small.Square(), make(small), 20);
            Training.Run(() => 1000 * large.Square(), make(large), 20);
            Assert.Equal(small.Value.Number, large.Value.Number, 1e-12);
        }
    }

    [Fact]
    public void A_rule_of_ones_own_trains_like_the_librarys()
    {
        var w = new Variable(new double[] { 1, -2 });
        var history = Training.Run(() => w.Square().Sum(), new SignDescent([w], 0.25), 3);
        Assert.Equal([0.25, -1.25], w.Value.ToArray());
        Assert.Equal(4, history.Count);
    }

    [Fact]
    public void What_an_optimizer_remembered_stays_as_it_was_handed_out()
    {
        var w = new Variable(new double[,] { { 1, -2, 3 }, { 4, 5, -6 } });
        Bowl(w).Backward();
        var (momentum, adam) = (new Momentum([w], 0.1), new Adam([w], 0.1));
        momentum.Step();
        adam.Step();
        var (velocity, first, second) = (momentum.Velocity[0], adam.FirstMoment, adam.SecondMoment[0]);
        momentum.Step();
        adam.Step();
        Assert.Equal([2, -4, 6, 8, 10, -12], velocity.ToArray());
        Assert.Equal(w.Gradient * (1 - 0.9), first[0]);
        Assert.Equal(w.Gradient * w.Gradient * (1 - 0.999), second);
        Assert.Equal((velocity * 0.9) + w.Gradient, momentum.Velocity[0]);
    }

    private sealed class SignDescent(IEnumerable<Variable> parameters, LearningRateSchedule learningRate) : Optimizer(parameters, learningRate)
    {
        protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
            => value - (learningRate * gradient.Map(g => Math.Sign(g)));
    }

    private static double[] StepsUnderConstantGradient(Func<Variable, Optimizer> make, int steps)
    {
        var theta = new Variable(0);
        var optimizer = make(theta);
        var moved = new double[steps];
        for (var k = 0; k < steps; k++)
        {
            var before = theta.Value.Number;
            optimizer.ClearGradients();
            (2 * theta).Backward();
            optimizer.Step();
            moved[k] = theta.Value.Number - before;
        }

        return moved;
    }

    private static Variable Bowl(Variable w) => w.Square().Sum();
}
