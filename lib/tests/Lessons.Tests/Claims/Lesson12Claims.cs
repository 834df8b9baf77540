using DeepLearningMath;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 12 says of memories, rulers, turned valleys and learning rates, asked of the library itself.</summary>
public sealed class Lesson12Claims
{
    private static readonly (string Name, Func<Variable[], Optimizer> New)[] _runners =
    [
        ("descent", w => new GradientDescent(w, 0.019)),
        ("momentum", w => new Momentum(w, 0.005)),
        ("Nesterov", w => new Nesterov(w, 0.01)),
        ("AdaGrad", w => new AdaGrad(w, 1)),
        ("RMSProp", w => new RmsProp(w, 0.02)),
        ("Adam", w => new Adam(w, 0.1)),
    ];

    [Fact]
    public void The_race_in_the_valley_along_the_axis_ends_as_the_lesson_says()
        => Assert.Equal([204, 94, 56, 59, 433, 123], _runners.Select(runner => Arrival(0, runner.New)));

    [Fact]
    public void The_first_three_do_not_notice_that_the_paper_was_turned()
    {
        foreach (var (_, create) in _runners[..3])
        {
            var (still, turned) = (Walk(Valley(0), create, 150), Walk(Valley(37), create, 150));
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(37));
            Assert.All(still, (at, k) =>
            {
                Assert.Equal((cos * at.W1) - (sin * at.W2), turned[k].W1, 1e-9);
                Assert.Equal((sin * at.W1) + (cos * at.W2), turned[k].W2, 1e-9);
            });
        }
    }

    [Fact]
    public void The_three_with_a_ruler_need_more_and_more_up_to_45_degrees_and_at_90_what_they_needed_at_0()
    {
        foreach (var (name, create) in _runners[3..])
        {
            int?[] updates = [.. ((double[])[0, 15, 45]).Select(angle => Arrival(angle, create))];
            Assert.True(updates[0] * 1.5 < updates[1] && updates[1] * 1.5 < updates[2], $"{name}: {string.Join(", ", updates)}");
            Assert.Equal(updates[0], Arrival(90, create));
        }
    }

    [Fact]
    public void At_45_degrees_RMSProp_is_at_the_goal_long_before_it_stays_there()
    {
        var create = _runners[4].New;
        var first = Array.FindIndex(Walk(Valley(45), create, 2000), at => at.Cost <= 0.01);
        Assert.InRange(first, 1, Arrival(45, create)!.Value / 5);
    }

    [Fact]
    public void AdaGrad_loses_to_momentum_from_3_degrees_on()
    {
        var momentum = Arrival(0, _runners[1].New);
        int?[] adaGrad = [.. ((double[])[0, 1, 2, 3]).Select(angle => Arrival(angle, _runners[3].New))];
        Assert.All(adaGrad[..3], updates => Assert.True(updates <= momentum));
        Assert.True(adaGrad[3] > momentum);
    }

    [Fact]
    public void Plain_descent_is_fastest_just_below_its_border_and_zigzags()
    {
        int?[] updates = [.. ((double[])[0.005, 0.01, 0.019]).Select(eta => Arrival(0, w => new GradientDescent(w, eta)))];
        Assert.True(updates[0] > updates[1] && updates[1] > updates[2], string.Join(", ", updates));
        Assert.Throws<DivergenceException>(() => Arrival(0, w => new GradientDescent(w, 0.021)));
        var walk = Walk(Valley(0), w => new GradientDescent(w, 0.019), 50);
        Assert.Equal(50, walk.Zip(walk.Skip(1)).Count(pair => pair.First.W2 * pair.Second.W2 < 0));
    }

    [Fact]
    public void With_the_same_rate_a_memory_is_about_eight_times_as_fast_or_more()
        => Assert.True(Arrival(0, w => new GradientDescent(w, 0.005)) > 8 * Arrival(0, w => new Momentum(w, 0.005)));

    [Fact]
    public void Each_rule_is_stable_just_below_its_border_and_runs_away_just_above()
    {
        (double Border, Func<Variable[], double, Optimizer> New)[] rules =
        [
            (0.02, (w, eta) => new GradientDescent(w, eta)),
            (2 * 1.9 / 100, (w, eta) => new Momentum(w, eta)),
            (3.8 / 2.8 / 100, (w, eta) => new Nesterov(w, eta)),
        ];
        Assert.All(rules, rule =>
        {
            Assert.True(Walk(Valley(0), w => rule.New(w, 0.99 * rule.Border), 2000)[^1].Cost < 1e-20);
            Assert.True(Walk(Valley(0), w => rule.New(w, 1.01 * rule.Border), 2000)[^1].Cost > 1e20);
        });
    }

    [Fact]
    public void At_their_best_momentum_needs_a_sixth_of_the_updates_of_descent_or_less()
    {
        var far = Valley(0) with { Start = (10, 1) };
        var descent = Arrival(far, w => new GradientDescent(w, 2 / 101.0), 1e-6);
        var momentum = Arrival(far, w => new Momentum(w, Math.Pow(2 / 11.0, 2), Math.Pow(9 / 11.0, 2)), 1e-6);
        Assert.Equal((461, 69), (descent, momentum));
    }

    [Fact]
    public void The_first_steps_of_a_ruler_have_the_length_that_the_lesson_says()
    {
        Assert.Equal([1, -1], FirstStep(w => new AdaGrad(w, 1), new double[] { -7, 200 }), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([10, -10], FirstStep(w => new RmsProp(w, 1), new double[] { -7, 200 }), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1, -1], FirstStep(w => new Adam(w, 1), new double[] { -7, 200 }), (a, b) => Math.Abs(a - b) < 1e-6);

        static double[] FirstStep(Func<Variable[], Optimizer> create, Tensor gradient)
        {
            var w = new Variable(new double[] { 0, 0 }, "w");
            var optimizer = create([w]);
            (gradient * w).Sum().Backward();
            optimizer.Step();
            return w.Value.ToArray();
        }
    }

    [Fact]
    public void Uncorrected_Adam_starts_too_fast_and_becomes_faster_until_step_12()
    {
        var (m, s) = (0.0, 0.0);
        var steps = Enumerable.Range(1, 60).Select(_ => (m = (0.9 * m) + 0.1) / Math.Sqrt(s = (0.999 * s) + 0.001)).ToArray();
        Assert.Equal(Math.Sqrt(10), steps[0], 1e-12);
        Assert.Equal((12, 6.57), (Array.IndexOf(steps, steps.Max()) + 1, Math.Round(steps.Max(), 2)));
        Assert.True(steps[^1] > 4);
    }

    [Fact]
    public void A_thousand_times_the_cost_leaves_the_paths_of_rulers_as_they_are_and_no_others()
    {
        Func<Variable[], Optimizer>[] rules =
        [
            w => new GradientDescent(w, 1e-5), w => new Momentum(w, 1e-6), w => new Nesterov(w, 1e-6),
            w => new AdaGrad(w, 1, epsilon: 0), w => new RmsProp(w, 0.02, epsilon: 0), w => new Adam(w, 0.1, epsilon: 0),
        ];
        var stays = rules.Select(create =>
        {
            var (one, thousand) = (Walk(Valley(20), create, 100), Walk(Valley(20), create, 100, scale: 1000));
            return one.Zip(thousand).All(pair => Math.Abs(pair.First.W1 - pair.Second.W1) < 1e-8 && Math.Abs(pair.First.W2 - pair.Second.W2) < 1e-8);
        });
        Assert.Equal([false, false, false, true, true, true], stays);
    }

    [Fact]
    public void Decay_in_the_gradient_loses_its_size_in_Adam_and_keeps_it_in_AdamW()
    {
        double[] decays = [0.1, 0.01, 0.0001];
        double[] inGradient = [.. decays.Select(decay => Run(w => new Adam(w, 0.001), w => 0.5 * decay * w.Square()))];
        Assert.All(inGradient, left => Assert.Equal(0.258, left, 0.002));
        double[] apart = [.. decays.Select(decay => Run(w => new AdamW(w, 0.001, weightDecay: decay), w => 0 * w))];
        Assert.All(decays.Zip(apart), pair => Assert.Equal(Math.Pow(1 - (0.001 * pair.First), 1000), pair.Second, 1e-12));

        static double Run(Func<Variable[], Optimizer> create, Func<Variable, Variable> cost)
        {
            var w = new Variable(1, "w");
            return Training.Run(() => cost(w), create([w]), 1000)["w"][^1];
        }
    }

    [Fact]
    public void In_Rosenbrocks_valley_momentum_and_Adam_need_a_tenth_of_the_updates_of_descent_and_a_longer_step_never_settles()
    {
        var descent = Arrival(Banana, w => new GradientDescent(w, 0.001))!;
        Assert.True(descent > 10 * Arrival(Banana, w => new Momentum(w, 0.001)));
        Assert.True(descent > 10 * Arrival(Banana, w => new Adam(w, 0.3)));
        Assert.Null(Arrival(Banana, w => new GradientDescent(w, 0.0025)));
    }

    [Fact]
    public void AdaGrads_nine_updates_in_Rosenbrocks_valley_are_a_fluke()
    {
        Assert.Equal(9, Arrival(Banana, w => new AdaGrad(w, 1.7)));
        Assert.All((double[])[1.5, 1.6, 1.9, 2], eta => Assert.True(Arrival(Banana, w => new AdaGrad(w, eta)) > 500));
    }

    [Fact]
    public void Momentum_does_not_average_noise_away()
    {
        var descent = Floor(w => new GradientDescent(w, 0.05));
        Assert.InRange(descent, 0.02, 0.035);
        Assert.InRange(Floor(w => new Momentum(w, 0.005)) / descent, 0.75, 1.25);
        Assert.True(Floor(w => new Momentum(w, 0.05)) > 10 * descent);

        static double Floor(Func<Variable[], Optimizer> create) => Enumerable.Range(1, 5).Average(seed =>
        {
            var (weight, bias) = (new Variable(0, "θ₁"), new Variable(0, "θ₀"));
            var batches = new MiniBatches(SyntheticData.Line(1000, noise: 0.5), 1, RandomNumbers.Seeded(seed));
            return Training.Steps(batch => (batch.Y - ((weight * batch.X) + bias)).Square().Mean(), batches, create([weight, bias]))
                .Take(4000).Skip(1000).Average(_ => Math.Pow(weight.Value.Number - 2, 2) + Math.Pow(bias.Value.Number + 1, 2));
        });
    }

    [Fact]
    public void On_digits_momentum_does_at_a_tenth_of_the_rate_what_descent_does_and_Adam_is_good_a_hundred_times_sooner()
    {
        double[] descent = [.. ((double[])[0.001, 0.01, 0.1, 1]).Select(eta => Accuracy(w => new GradientDescent(w, eta)))];
        double[] momentum = [.. ((double[])[0.001, 0.01]).Select(eta => Accuracy(w => new Momentum(w, eta)))];
        Assert.Equal(descent[1], momentum[0], 0.06);
        Assert.Equal(descent[2], momentum[1], 0.04);
        Assert.True(Accuracy(w => new Adam(w, 0.001)) > 0.8 && descent[0] < 0.3 && descent[1] < 0.8 && descent[2] > 0.9);
        Assert.True(Accuracy(w => new Adam(w, 1)) < 0.5 && descent[3] > 0.8);

        static double Accuracy(Func<IReadOnlyList<Variable>, Optimizer> create)
        {
            var (training, validation) = DataSets.Digits().Split(i => i % 5 == 0);
            var network = new Network([64, 32, 10], z => z.Tanh(), RandomNumbers.Seeded(1));
            var batches = new MiniBatches(training.X, training.OneHot, 32, RandomNumbers.Seeded(1));
            var steps = Training.Steps(batch => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean(), batches, create(network.Parameters));
            Assert.Equal(5 * batches.Count, steps.Take((5 * batches.Count) + 1).Last().Iteration);
            return Metrics.Accuracy(network.Predict(validation.X), validation.Labels);
        }
    }

    private static Landscape Banana { get; } =
        new((w1, w2) => (1 - w1).Square() + (100 * (w2 - w1.Square()).Square()), (-1.2, 1));

    private static Landscape Valley(double degrees)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
        return new(
            (w1, w2) => (0.5 * ((cos * w1) + (sin * w2)).Square()) + (50 * ((cos * w2) - (sin * w1)).Square()),
            ((-7 * cos) - (2 * sin), (-7 * sin) + (2 * cos)));
    }

    private static IEnumerable<(double W1, double W2, double Cost)> Steps(Landscape land, Func<Variable[], Optimizer> create, double scale = 1)
    {
        var (w1, w2) = (new Variable(land.Start.W1, "w₁"), new Variable(land.Start.W2, "w₂"));
        return Training.Steps(() => scale * land.Cost(w1, w2), create([w1, w2])).Select(step => (w1.Value.Number, w2.Value.Number, step.Cost));
    }

    private static (double W1, double W2, double Cost)[] Walk(Landscape land, Func<Variable[], Optimizer> create, int updates, double scale = 1)
        => [.. Steps(land, create, scale).Take(updates + 1)];

    private static int? Arrival(double degrees, Func<Variable[], Optimizer> create) => Arrival(Valley(degrees), create);

    /// <summary>The first update from which the cost stays at the goal for 200 more.</summary>
    private static int? Arrival(Landscape land, Func<Variable[], Optimizer> create, double goal = 0.01)
    {
        var arrived = 0;
        foreach (var (k, (_, _, cost)) in Steps(land, create).Take(6001).Index())
        {
            if (!(cost <= goal)) arrived = k + 1;
            else if (k - arrived == 200) return arrived;
        }
        return null;
    }

    private sealed record Landscape(Func<Variable, Variable, Variable> Cost, (double W1, double W2) Start);
}
