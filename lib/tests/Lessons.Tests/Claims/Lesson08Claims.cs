using DeepLearningMath;
using MathNet.Numerics;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 08 says of gradients, level lines, learning rates and random batches, asked of the library.</summary>
public sealed class Lesson08Claims
{
    private static readonly Samples _data = SyntheticData.Line(40, offset: 3);
    private static readonly Hessian _hessian = Hessian.OfLine(_data.X);
    private static readonly double _bound = _hessian.LargestStableLearningRate;

    [Theory]
    [InlineData(0.1, 0.2, 0.7, 0.14)]
    [InlineData(0, 1, 0, 2)]
    [InlineData(0, 0, 1, 0)]
    public void The_loss_of_an_output_is_the_squared_error_summed_over_classes(double first, double second, double third, double loss)
        => Assert.Equal(loss, new SquaredError().Forward(new[] { first, second, third }, new[] { 0.0, 0, 1 }).Number, 1e-12);

    [Fact]
    public void No_softmax_output_costs_more_than_2_and_ten_equal_shares_cost_0_9()
    {
        double[] target = [0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(0.9, Loss(new double[10]), 1e-12);
        var random = RandomNumbers.Seeded(8);
        for (var i = 0; i < 1000; i++) Assert.InRange(Loss([.. target.Select(_ => 20 * random.NextNormal())]), 0, 2);

        double Loss(double[] scores) => new SquaredError().Forward(new Softmax().Forward(scores), target).Number;
    }

    [Fact]
    public void Steepest_descent_from_the_origin_misses_the_bottom_by_43_degrees_and_moves_the_bias_the_wrong_way()
    {
        var (d1, d0) = Gradient(LineCost, 0, 0);
        Assert.Equal((-34, -10), (Math.Round(d1, 9), Math.Round(d0, 9)));
        Assert.Equal((2, -1), (Math.Round(LeastSquares.Line(_data).Theta1, 9), Math.Round(LeastSquares.Line(_data).Theta0, 9)));
        Assert.Equal(43, Angle((-d1, -d0), (2, -1)), 0.1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(3, -2)]
    [InlineData(3.5, -1)]
    [InlineData(1.5, 0.5)]
    [InlineData(2.1, -1)]
    public void The_gradient_stands_on_the_level_line_at_a_right_angle(double a, double b)
    {
        Assert.Equal(90, Angle(Gradient(LineCost, a, b), LevelLine(LineCost, a, b)), 0.01);
        // The network's (0, 0) is a saddle point, without a gradient.
        var (w1, w2) = (a + 0.5, b - 0.5);
        Assert.Equal(90, Angle(Gradient(NetworkCost, w1, w2), LevelLine(NetworkCost, w1, w2)), 0.01);
    }

    [Fact]
    public void No_direction_rises_more_than_the_gradient_and_the_change_is_a_cosine()
    {
        const double Step = 1e-5;
        var (d1, d0) = Gradient(LineCost, 0, 0);
        var (length, uphill) = (double.Hypot(d1, d0), Math.Atan2(d0, d1));
        foreach (var phi in Enumerable.Range(0, 360).Select(degree => double.DegreesToRadians(degree)))
        {
            var change = LineCost(Step * Math.Cos(uphill + phi), Step * Math.Sin(uphill + phi)).Value.Number - LineCost(0, 0).Value.Number;
            Assert.Equal(length * Math.Cos(phi), change / Step, 1e-3);
        }
    }

    [Theory]
    [InlineData(0.25, 366)]
    [InlineData(0.5, 183)]
    [InlineData(0.9, 101)]
    [InlineData(0.99, 198)]
    public void Overshooting_in_every_update_is_the_fastest(double part, int updates)
        => Assert.Equal(updates, Array.FindIndex(Walk(part * _bound, 400).Costs, cost => cost <= 0.26));

    [Fact]
    public void The_bound_is_2_by_the_largest_eigenvalue()
    {
        Assert.Equal([11 - Math.Sqrt(117), 11 + Math.Sqrt(117)], _hessian.Eigenvalues, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0.091673, _bound, 1e-6);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(1.01)]
    public void Along_an_eigenvector_each_update_multiplies_the_distance_by_1_minus_eta_lambda(double part)
    {
        var walk = Walk(part * _bound, 10);
        for (var i = 0; i < 2; i++)
        {
            var factor = 1 - (part * _bound * _hessian.Eigenvalues[i]);
            Assert.All(walk.Zip(walk.Skip(1)), pair => Assert.Equal(factor * Away(pair.First, i), Away(pair.Second, i), 1e-9));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(-1, 0.5)]
    [InlineData(1, 4)]
    public void Just_below_the_bound_a_walk_settles_and_just_above_it_diverges(double offset, double spread)
    {
        var data = SyntheticData.Line(40, offset, spread);
        var bound = Hessian.OfLine(data.X).LargestStableLearningRate;
        var start = LineCostOf(data)(0, 0).Value.Number;
        Assert.True(WalkOn(data, 0.99 * bound, 2000).Last.Cost < start);
        Assert.Equal(0.25, WalkOn(data, 0.99 * bound, 3000).Last.Cost, 1e-6);
        Assert.True(WalkOn(data, 1.01 * bound, 2000).Last.Cost > 1000 * start);
    }

    [Fact]
    public void One_per_cent_above_the_bound_the_cost_falls_for_95_updates_before_it_explodes()
    {
        var costs = Walk(1.01 * _bound, 300, 0.5, 4).Costs;
        var lowest = Array.IndexOf(costs, costs.Min());
        Assert.Equal((95, 181), (lowest, Array.FindIndex(costs, 1, cost => cost > costs[0])));
        Assert.All(costs.Take(lowest).Zip(costs.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.Equal((2.75, 0.429, 278), (Math.Round(costs[0], 3), Math.Round(costs[lowest], 3), Math.Round(costs[300])));
        Assert.True(costs[300] > 100 * costs[0]);
        Assert.Equal(0.2501, Walk(0.99 * _bound, 300, 0.5, 4).Last.Cost, 1e-4);
    }

    [Fact]
    public void The_sum_walks_like_the_mean_with_a_rate_n_times_smaller_and_diverges_with_the_same_rate()
    {
        var (mean, sum) = (Walk(0.08, 100), SumWalk(0.08 / 40, 100));
        Assert.All(mean["θ₁"].Zip(sum["θ₁"]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.All(mean["θ₀"].Zip(sum["θ₀"]), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.True(SumWalk(0.08, 2000).Diverged);
        Assert.False(SumWalk(0.99 * _bound / 40, 2000).Last.Cost > 40 * 0.2501);
        Assert.True(SumWalk(1.01 * _bound / 40, 2000).Last.Cost > 1e6);

        static History SumWalk(double eta, int updates) => Run((a, b) => (_data.Y - ((a * _data.X) + b)).Square().Sum(), eta, updates, 0, 0, "θ₁", "θ₀");
    }

    [Theory]
    [InlineData(1, 1, 0.348)]
    [InlineData(-1, -1, 0.458)]
    [InlineData(0, 0, 0.5)]
    public void Walks_on_the_small_network_end_where_the_ground_is_flat_but_not_all_at_the_lowest_point(double w1, double w2, double cost)
    {
        var end = Run(NetworkCost, 1, 200, w1, w2).Last;
        Assert.Equal(cost, end.Cost, 1e-3);
        Assert.All(end.Gradients, gradient => Assert.Equal(0, gradient.Number, 1e-3));
        // Both valleys are bowls; between them the ground falls in one direction and rises in another.
        var flattest = HessianAt(end.Parameters[0].Number, end.Parameters[1].Number).Eigenvalues[0];
        Assert.Equal((w1, w2) == (0, 0), flattest < 0);
    }

    [Fact]
    public void A_learning_rate_settles_in_one_valley_of_the_network_and_not_in_the_other()
    {
        var (deep, shallow) = (Run(NetworkCost, 1, 300, 1, 1).Last.Parameters, Run(NetworkCost, 1, 300, -1, -1).Last.Parameters);
        Assert.Equal(9.1, HessianAt(deep[0].Number, deep[1].Number).LargestStableLearningRate, 0.1);
        Assert.Equal(3.9, HessianAt(shallow[0].Number, shallow[1].Number).LargestStableLearningRate, 0.1);
        Assert.Equal(0, LastStep(5, 1), 1e-6);
        Assert.Equal(0, LastStep(3.5, -1), 1e-6);
        Assert.True(LastStep(5, -1) > 0.1);

        static double LastStep(double eta, double start)
        {
            var walk = Run(NetworkCost, eta, 201, start, start);
            return double.Hypot(walk["w₁"][^1] - walk["w₁"][^2], walk["w₂"][^1] - walk["w₂"][^2]);
        }
    }

    [Theory]
    [InlineData(1, 2.8, 1)]
    [InlineData(0.1, 9, 1.03)]
    [InlineData(0.01, 60, 2.9)]
    public void A_random_hundred_of_10_000_points_nearly_the_same_way_until_the_bottom_is_near(double left, double angle, double length)
    {
        var many = new Batches(left, seed: 8);
        var draws = Enumerable.Range(0, 2000).Select(_ => many.Draw(100)).ToArray();
        var angles = draws.Select(draw => Angle(draw, many.Full)).Order().ToArray();
        Assert.Equal(1, angles[1000] / angle, 0.1);
        Assert.Equal(1, draws.Average(Length) / Length(many.Full) / length, 0.05);
        if (left == 0.01) Assert.Equal(1 / 3.0, angles.Count(each => each > 90) / 2000.0, 0.04);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, 1000)]
    [InlineData(0.1, 100)]
    [InlineData(0.01, 10)]
    [InlineData(0.01, 1000)]
    public void Noise_adds_length_the_mean_square_is_that_of_the_full_gradient_and_the_variance(double left, int size)
    {
        var many = new Batches(left, seed: 11);
        var meanSquare = Enumerable.Range(0, 2000).Average(_ => Math.Pow(Length(many.Draw(size)), 2));
        // Drawn without putting back: a batch of all has no variance.
        Assert.Equal(1, meanSquare / (Math.Pow(Length(many.Full), 2) + (many.Variance / size * (10_000 - size) / 9999)), 0.1);
    }

    [Fact]
    public void The_angle_falls_with_the_root_of_the_batch_size()
    {
        var many = new Batches(1, seed: 9);
        int[] sizes = [10, 30, 100, 300, 1000];
        var medians = sizes.Select(size => Enumerable.Range(0, 600).Select(_ => Angle(many.Draw(size), many.Full)).Order().ElementAt(300));
        var (_, slope) = Fit.Line([.. sizes.Select(size => Math.Log(size))], [.. medians.Select(median => Math.Log(median))]);
        Assert.Equal(-0.5, slope, 0.06);
    }

    [Fact]
    public void Batches_that_use_every_sample_once_average_to_the_full_gradient()
    {
        var many = new Batches(1, seed: 10);
        var (d1, d0) = many.MeanOfAllBatches(100);
        Assert.Equal(many.Full.X, d1, 1e-12);
        Assert.Equal(many.Full.Y, d0, 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void For_a_network_too_the_hundred_point_less_well_after_training(int seed)
    {
        var random = RandomNumbers.Seeded(seed);
        var pictures = DataSets.Digits();
        var network = new Network([64, 30, 10], z => z.Sigmoid(), random);
        var order = Enumerable.Range(0, pictures.Count).ToArray();
        var before = Angles();
        Assert.Equal(201, Training.Steps(() => CostOf(RandomHundred()), new GradientDescent(network.Parameters, 1)).Take(201).Count());
        var after = Angles();
        Assert.InRange(before, 8, 35);
        Assert.True(after > before + 10, $"{after}° after, {before}° before");
        Assert.True(CostOf(pictures).Value.Number < 0.5);

        Variable CostOf(LabelledSamples some) => network.Forward(some.X).Softmax().SquaredError(some.OneHot).Mean();

        LabelledSamples RandomHundred()
        {
            random.Shuffle(order);
            return pictures.Rows(order[..100]);
        }

        double[] Arrow(LabelledSamples some)
        {
            foreach (var parameter in network.Parameters) parameter.ClearGradient();
            CostOf(some).Backward();
            return [.. network.Parameters.SelectMany(parameter => parameter.Gradient.ToArray())];
        }

        // The middle one of many draws.
        double Angles()
        {
            var full = Arrow(pictures);
            return Enumerable.Range(0, 31).Select(_ => Arrow(RandomHundred())).Select(draw =>
                double.RadiansToDegrees(Math.Acos(Dot(draw, full) / Math.Sqrt(Dot(draw, draw) * Dot(full, full))))).Order().ElementAt(15);
        }

        static double Dot(double[] a, double[] b) => a.Zip(b, (one, other) => one * other).Sum();
    }

    private static Variable LineCost(Variable theta1, Variable theta0) => LineCostOf(_data)(theta1, theta0);

    private static Func<Variable, Variable, Variable> LineCostOf(Samples data)
        => (theta1, theta0) => (data.Y - ((theta1 * data.X) + theta0)).Square().Mean();

    private static Variable NetworkCost(Variable w1, Variable w2)
    {
        Tensor places = new double[,] { { -2 }, { -1 }, { -0.5 }, { 0.5 }, { 1 }, { 2 } };
        Tensor sides = new double[,] { { 0, 1 }, { 0, 1 }, { 1, 0 }, { 1, 0 }, { 0, 1 }, { 1, 0 } };
        double[] signs = [1, -1];
        return (w2 * ((w1 * places) + 1).Tanh() * signs).Softmax().SquaredError(sides).Mean();
    }

    private static Hessian HessianAt(double w1, double w2)
    {
        var (a, b) = (new Variable(w1), new Variable(w2));
        return Hessian.Of(() => NetworkCost(a, b), [a, b]);
    }

    private static History Walk(double eta, int updates, double theta1 = 0, double theta0 = 0) => Run(LineCost, eta, updates, theta1, theta0, "θ₁", "θ₀");

    private static History WalkOn(Samples data, double eta, int updates) => Run(LineCostOf(data), eta, updates, 0, 0, "θ₁", "θ₀");

    private static History Run(
        Func<Variable, Variable, Variable> cost, double eta, int updates, double start1, double start2, string name1 = "w₁", string name2 = "w₂")
    {
        var (a, b) = (new Variable(start1, name1), new Variable(start2, name2));
        return Training.Run(() => cost(a, b), new GradientDescent([a, b], eta), updates);
    }

    private static double Away(TrainingStep step, int i)
        => ((step.Parameters[0].Number - 2) * _hessian.Eigenvectors[0, i]) + ((step.Parameters[1].Number + 1) * _hessian.Eigenvectors[1, i]);

    private static (double X, double Y) Gradient(Func<Variable, Variable, Variable> cost, double a, double b)
    {
        var (first, second) = (new Variable(a), new Variable(b));
        cost(first, second).Backward();
        return (first.Gradient.Number, second.Gradient.Number);
    }

    /// <summary>Through the two points of a tiny circle where the cost is that of its centre; knows no gradient.</summary>
    private static (double X, double Y) LevelLine(Func<Variable, Variable, Variable> cost, double a, double b)
    {
        const double Radius = 1e-4;
        double Change(double phi) => cost(a + (Radius * Math.Cos(phi)), b + (Radius * Math.Sin(phi))).Value.Number - cost(a, b).Value.Number;
        var best = Enumerable.Range(0, 360).Select(degree => double.DegreesToRadians(degree)).MaxBy(Change);
        var (left, right) = (FindRoots.OfFunction(Change, best, best + Math.PI, 1e-13), FindRoots.OfFunction(Change, best - Math.PI, best, 1e-13));
        return (Math.Cos(left) - Math.Cos(right), Math.Sin(left) - Math.Sin(right));
    }

    private static double Length((double X, double Y) arrow) => double.Hypot(arrow.X, arrow.Y);

    private static double Angle((double X, double Y) a, (double X, double Y) b)
        => double.RadiansToDegrees(Math.Acos(Math.Clamp(((a.X * b.X) + (a.Y * b.Y)) / (Length(a) * Length(b)), -1, 1)));

    /// <summary>The gradients of 10 000 samples, each alone, at a place on the straight way from (0, 0) to the bottom.</summary>
    private sealed class Batches
    {
        private readonly (double X, double Y)[] _gradients;
        private readonly Random _random;

        public Batches(double left, int seed)
        {
            var (theta1, theta0) = (2 - (2 * left), -1 + left);
            _random = RandomNumbers.Seeded(seed);
            _gradients = [.. SyntheticData.Line(10_000).Select(sample => sample.Y - ((theta1 * sample.X) + theta0) is var error ? (-2 * sample.X * error, -2 * error) : default)];
            Full = MeanOf(_gradients);
            Variance = _gradients.Average(gradient => Math.Pow(gradient.X - Full.X, 2) + Math.Pow(gradient.Y - Full.Y, 2));
        }

        public (double X, double Y) Full { get; }

        public double Variance { get; }

        public (double X, double Y) Draw(int size)
        {
            for (var i = 0; i < size; i++)
            {
                var j = _random.Next(i, _gradients.Length);
                (_gradients[i], _gradients[j]) = (_gradients[j], _gradients[i]);
            }

            return MeanOf(_gradients.Take(size));
        }

        public (double X, double Y) MeanOfAllBatches(int size)
        {
            _random.Shuffle(_gradients);
            return MeanOf(_gradients.Chunk(size).Select(MeanOf));
        }

        private static (double X, double Y) MeanOf(IEnumerable<(double X, double Y)> gradients)
        {
            var all = gradients.ToArray();
            return (all.Average(gradient => gradient.X), all.Average(gradient => gradient.Y));
        }
    }
}
