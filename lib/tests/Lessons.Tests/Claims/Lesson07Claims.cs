using DeepLearningMath;

namespace Lessons.Tests;

/// <summary>What lesson 07 claims of data and trajectories, asserted from the library.</summary>
public sealed class Lesson07Claims
{
    private static readonly double[] _years = [.. Enumerable.Range(1980, 40).Select(year => (double)year)];

    [Theory, InlineData(0.0), InlineData(0.5), InlineData(5.0)]
    public void Least_squares_finds_the_line_that_was_put_in_and_the_lowest_cost_is_the_noise_squared(double noise)
    {
        var data = SyntheticData.Line(40, offset: 3, noise: noise);
        var (theta1, theta0) = LeastSquares.Line(data);
        Assert.Equal(2, theta1, 1e-12);
        Assert.Equal(-1, theta0, 1e-12);
        Assert.Equal(noise * noise, Cost(data, (theta1, theta0)), 1e-12);
    }

    [Theory, InlineData(0, 1), InlineData(1, 16), InlineData(3, 183), InlineData(10, 1727)]
    public void An_offset_costs_updates(double offset, int updates)
        => Assert.Equal(updates, Updates(SyntheticData.Line(40, offset)));

    [Theory, InlineData(0), InlineData(1), InlineData(3), InlineData(10)]
    public void With_spread_1_the_root_of_kappa_and_its_inverse_add_up_to_the_offset_squared_and_2(double offset)
    {
        var root = Math.Sqrt(Kappa(offset, 1));
        Assert.Equal((offset * offset) + 2, root + (1 / root), 1e-9);
    }

    [Theory, InlineData(0.1, 69), InlineData(0.5, 9), InlineData(1.0, 1), InlineData(2.0, 9), InlineData(10.0, 230)]
    public void Without_offset_kappa_is_the_spread_squared_or_its_inverse(double spread, int updates)
    {
        Assert.Equal(Math.Max(spread * spread, 1 / (spread * spread)), Kappa(0, spread), 1e-9);
        Assert.Equal(updates, Updates(SyntheticData.Line(40, spread: spread)));
    }

    [Theory, InlineData(0.5, 2.0), InlineData(3.0, 1.0), InlineData(10.0, 0.3)]
    public void The_product_of_the_eigenvalues_knows_nothing_of_the_offset(double offset, double spread)
    {
        var eigenvalues = Hessian.OfLine(SyntheticData.Line(40, offset, spread).X).Eigenvalues;
        Assert.Equal(4 * spread * spread, eigenvalues[0] * eigenvalues[1], 1e-9);
        Assert.Equal(2 * ((offset * offset) + (spread * spread) + 1), eigenvalues.Sum(), 1e-9);
    }

    [Fact]
    public void Of_two_steps_of_the_same_length_the_one_that_lifts_costs_109_times_as_much_as_the_one_that_turns()
    {
        var data = SyntheticData.Line(40, offset: 3);
        var lowest = Cost(data, (2, -1));
        Assert.Equal(1, Cost(data, (3, -4)) - lowest, 1e-9);
        Assert.Equal(109, Cost(data, (5, 0)) - lowest, 1e-9);
    }

    [Fact]
    public void The_cost_above_the_minimum_is_a_turn_and_a_lift()
    {
        const double m = 3, s = 0.7;
        var data = SyntheticData.Line(40, m, s);
        Assert.All((IEnumerable<(double, double)>)[(0.3, -2), (-1, 5), (4, 4)], step =>
        {
            var (d1, d0) = step;
            Assert.Equal((s * s * d1 * d1) + Math.Pow((m * d1) + d0, 2), Cost(data, (2 + d1, -1 + d0)) - Cost(data, (2, -1)), 1e-9);
        });
    }

    [Fact]
    public void The_valley_of_data_with_offset_3_is_119_times_as_steep_across_as_along()
    {
        var hessian = Hessian.OfLine(SyntheticData.Line(40, offset: 3).X);
        Assert.Equal([20, 6, 6, 2], hessian.Matrix.ToArray().Select(number => Math.Round(number, 12)));
        Assert.Equal(118.99, hessian.ConditionNumber, 0.005);
        Assert.Equal(-0.29 / 0.957, hessian.Eigenvectors[0, 0] / hessian.Eigenvectors[1, 0], 0.005);
        Assert.Equal(0.0917, hessian.LargestStableLearningRate, 0.00005);
    }

    [Fact]
    public void Nudging_the_gradients_gives_the_same_Hessian_as_the_formula()
    {
        var data = SyntheticData.Line(40, offset: 3);
        var (cost, descent) = Learner(data);
        var difference = Hessian.Of(cost, descent.Parameters).Matrix - Hessian.OfLine(data.X).Matrix;
        Assert.All(difference.ToArray(), number => Assert.Equal(0, number, 1e-7));
    }

    [Fact]
    public void Along_each_eigenvector_an_update_multiplies_the_distance_by_1_minus_eta_lambda()
    {
        var data = SyntheticData.Line(40, offset: 3);
        var hessian = Hessian.OfLine(data.X);
        var run = Train(data, 20);
        for (var axis = 0; axis < 2; axis++)
        {
            var factor = 1 - (hessian.LargestStableLearningRate / 2 * hessian.Eigenvalues[axis]);
            Assert.All(run.Zip(run.Skip(1)), pair => Assert.Equal(factor * Along(pair.First, axis), Along(pair.Second, axis), 1e-12));
        }

        double Along(TrainingStep step, int axis)
            => (hessian.Eigenvectors[0, axis] * (step.Parameters[0].Number - 2)) + (hessian.Eigenvectors[1, axis] * (step.Parameters[1].Number + 1));
    }

    [Theory, InlineData(0.0), InlineData(0.5)]
    public void Ten_times_the_noise_leaves_the_trajectory_point_for_point(double noise)
    {
        var (quiet, wild) = (SyntheticData.Line(40, offset: 3, noise: noise), SyntheticData.Line(40, offset: 3, noise: 5));
        Assert.Equal(183, Updates(wild));
        Assert.All(Train(quiet, 183).Zip(Train(wild, 183)), pair => Assert.All(pair.First.Parameters.Zip(pair.Second.Parameters),
            parameters => Assert.Equal(parameters.First.Number, parameters.Second.Number, 1e-10)));
    }

    [Theory, InlineData(2, -1, 183), InlineData(2, 0.6, 1), InlineData(-2, -1, 16), InlineData(-1, 3, 268)]
    public void Where_the_minimum_lies_decides_how_far_there_is_to_creep(double slope, double intercept, int updates)
        => Assert.Equal(updates, Updates(SyntheticData.Line(40, offset: 3, slope: slope, intercept: intercept)));

    [Fact]
    public void A_wrong_y_moves_the_minimum_and_a_wrong_x_bends_the_ground_too()
    {
        var good = SyntheticData.Line(40);
        AssertSpoiled(good.Replace(39, y: good[39].Y + 10), (2.422, -0.75), 1);
        AssertSpoiled(good.Replace(19, y: good[19].Y + 10), (1.989, -0.75), 1);
        AssertSpoiled(good.Replace(39, x: 20), (0.341, -1.156), 11.2);

        static void AssertSpoiled(Samples data, (double Theta1, double Theta0) best, double kappa)
        {
            var (theta1, theta0) = LeastSquares.Line(data);
            Assert.Equal(best.Theta1, theta1, 0.0005);
            Assert.Equal(best.Theta0, theta0, 0.0005);
            Assert.Equal(kappa, Hessian.OfLine(data.X).ConditionNumber, 0.05);
        }
    }

    [Theory, InlineData(0, 0), InlineData(4, 2), InlineData(-1, 3), InlineData(5, -4), InlineData(1, -6), InlineData(-2, -3)]
    public void Standardised_inputs_make_a_round_bowl_and_one_update_arrives_from_anywhere(double theta1, double theta0)
    {
        var raw = SyntheticData.Line(40, offset: 3);
        var data = new Samples(Standardizer.Fit(raw.X).Transform(raw.X), raw.Y);
        Assert.All((Hessian.OfLine(data.X).Matrix - new double[,] { { 2, 0 }, { 0, 2 } }).ToArray(), number => Assert.Equal(0, number, 1e-12));

        var (best, after) = (LeastSquares.Line(data), Train(data, 1, (theta1, theta0)).Last.Parameters);
        Assert.Equal(best.Theta1, after[0].Number, 1e-12);
        Assert.Equal(best.Theta0, after[1].Number, 1e-12);
        Assert.True(Updates(raw, (theta1, theta0)) > 10);
    }

    [Fact]
    public void Dividing_by_n_minus_1_leaves_an_eigenvalue_of_1_95()
    {
        var byN1 = (_years - (Tensor)_years.Average()) / MathNet.Numerics.Statistics.Statistics.StandardDeviation(_years);
        Assert.Equal([1.95, 2], Hessian.OfLine(byN1).Eigenvalues.Select(lambda => Math.Round(lambda, 9)));
    }

    [Fact]
    public void A_ruler_of_their_own_spoils_the_predictions_for_the_later_years()
    {
        var ruler = Standardizer.Fit(_years);
        var learned = Train(new Samples(ruler.Transform(_years), Measured()), 1).Last.Parameters;
        var line = (learned[0].Number, learned[1].Number);
        double[] later = [.. Enumerable.Range(2020, 10).Select(year => (double)year)];
        double[] truth = [.. later.Select(year => (0.2 * (year - 2000)) - 1)];

        Assert.Equal(0, Cost(new Samples(ruler.Transform(later), truth), line), 1e-12);
        Assert.Equal(28.0, Cost(new Samples(Standardizer.Fit(later).Transform(later), truth), line), 0.05);

        // And back to the calendar.
        Assert.Equal(2.3087, line.Item1, 0.00005);
        Assert.Equal(-1.1, line.Item2, 1e-9);
        var perYear = line.Item1 / ruler.StandardDeviation.Number;
        Assert.Equal(0.2, perYear, 1e-12);
        Assert.Equal(-401, line.Item2 - (perYear * ruler.Mean.Number), 1e-9);
    }

    [Fact]
    public void Six_rulers_for_forty_years_need_from_1_update_to_377_billion()
    {
        var ruler = Standardizer.Fit(_years);
        AssertRuler(year => year, 1.2e11, 0.01e11, 376.9e9, 0.1e9);
        AssertRuler(year => year / 2019, 120_028, 1, 376_962, 1);
        AssertRuler(year => year - 1999.5, 133.25, 1e-9, 319, 0);
        AssertRuler(year => (year - 1980) / 39, 18.4, 0.05, 57, 0);
        AssertRuler(year => ((year - 1980) / 39 * 2) - 1, 2.85, 0.005, 8, 0);
        AssertRuler(year => ruler.Transform(year).Number, 1, 1e-9, 1, 0);

        void AssertRuler(Func<double, double> measure, double kappa, double kappaTolerance, double updates, double tolerance)
        {
            var data = new Samples(_years.Select(measure).ToArray(), Measured());
            var hessian = Hessian.OfLine(data.X);
            Assert.Equal(kappa, hessian.ConditionNumber, kappaTolerance);
            Assert.Equal(updates, kappa < 1e6 ? Counted(data, hessian.Matrix) : Forecast(data, hessian), tolerance);
        }

        // The walk of (θ₁, θ₀) itself, without graph and samples: the distance from the minimum loses ηH times itself.
        static int Counted(Samples data, Tensor h)
        {
            var (best1, best0) = LeastSquares.Line(data);
            var (d1, d0) = (-best1, -best0);
            var rate = Hessian.OfLine(data.X).LargestStableLearningRate / 2;
            var (h11, h10, h00) = (h[0, 0], h[0, 1], h[1, 1]);
            for (var k = 0; ; k++)
            {
                var (g1, g0) = ((h11 * d1) + (h10 * d0), (h10 * d1) + (h00 * d0));
                if (((d1 * g1) + (d0 * g0)) / 2 <= 0.01) return k;
                (d1, d0) = (d1 - (rate * g1), d0 - (rate * g0));
            }
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(10)]
    public void The_forecast_is_the_number_of_updates_before_rounding_up(double offset)
    {
        var data = SyntheticData.Line(40, offset);
        Assert.Equal(Updates(data), Math.Ceiling(Forecast(data, Hessian.OfLine(data.X))));
    }

    [Theory]
    [InlineData(0.0, 0.1, true)]
    [InlineData(0.0, 10.0, false)]
    [InlineData(2.8460498941515414, 1.0, false)]
    public void A_narrow_valley_needs_no_small_steps_if_it_is_the_flat_direction_that_makes_it(double offset, double spread, bool largeSteps)
    {
        var hessian = Hessian.OfLine(SyntheticData.Line(40, offset, spread).X);
        Assert.InRange(hessian.ConditionNumber, 90, 110);
        Assert.Equal(largeSteps, hessian.LargestStableLearningRate >= 0.5);
    }

    private static double[] Measured() => SyntheticData.Line(40, slope: 0, intercept: 0, noise: 0.5).Y.ToArray()
        .Select((noise, i) => (0.2 * (_years[i] - 2000)) - 1 + noise).ToArray();

    private static double Kappa(double offset, double spread) => Hessian.OfLine(SyntheticData.Line(40, offset, spread).X).ConditionNumber;

    private static double Cost(Samples data, (double Theta1, double Theta0) line)
        => data.Average(sample => Math.Pow(sample.Y - ((line.Theta1 * sample.X) + line.Theta0), 2));

    private static double Forecast(Samples data, Hessian hessian)
    {
        var (best1, best0) = LeastSquares.Line(data);
        var distance = (hessian.Eigenvectors[0, 0] * best1) + (hessian.Eigenvectors[1, 0] * best0);
        return Math.Log(0.01 / (hessian.Eigenvalues[0] / 2 * distance * distance)) / (2 * Math.Log(1 - (1 / hessian.ConditionNumber)));
    }

    private static (Func<Variable> Cost, GradientDescent Descent) Learner(Samples data, (double Theta1, double Theta0) start = default)
    {
        var (theta1, theta0) = (new Variable(start.Theta1, "θ₁"), new Variable(start.Theta0, "θ₀"));
        return (() => (data.Y - ((theta1 * data.X) + theta0)).Square().Mean(),
            new GradientDescent([theta1, theta0], Hessian.OfLine(data.X).LargestStableLearningRate / 2));
    }

    private static History Train(Samples data, int updates, (double, double) start = default)
    {
        var (cost, descent) = Learner(data, start);
        return Training.Run(cost, descent, updates);
    }

    private static int Updates(Samples data, (double, double) start = default)
    {
        var enough = Cost(data, LeastSquares.Line(data)) + 0.01;
        var (cost, descent) = Learner(data, start);
        return Training.Steps(cost, descent).First(step => step.Cost <= enough).Iteration;
    }
}
