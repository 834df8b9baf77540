namespace DeepLearningMath.Tests;

public class SyntheticDataTests
{
    [Theory]
    [InlineData(3, 0, 1, 2, -1, 0.5)]
    [InlineData(40, 3, 1, 2, -1, 0.5)]
    [InlineData(40, 1999.5, 11.5434, 0.2, -401, 0.5)]
    [InlineData(100, 1, 1, 2, -1, 5)]
    [InlineData(1000, -10, 0.1, -3, 4, 0)]
    public void The_line_is_exactly_the_one_of_least_squares(int n, double offset, double spread, double slope, double intercept, double noise)
    {
        var data = SyntheticData.Line(n, offset, spread, slope, intercept, noise);
        var (x, y) = data;
        var scale = 1e-13 * (1 + (Math.Abs(offset) / spread)) * (Math.Abs(intercept) + noise + 1);

        var (theta1, theta0) = LeastSquares.Line(data);
        Assert.Equal(slope, theta1, scale);
        Assert.Equal(intercept, theta0, scale * (1 + Math.Abs(offset)));
        Assert.Equal(n, data.Count);
        Assert.Equal(offset, x.Mean(), 1e-11);
        Assert.Equal(spread, Deviation(x), 1e-11);
        var error = y - ((slope * x) + intercept);
        Assert.Equal(0, error.Mean(), 1e-11);
        Assert.Equal(noise, Deviation(error), 1e-11);
        Assert.Equal(noise * noise, (error * error).Mean(), 1e-10);
    }

    [Fact]
    public void The_samples_are_those_of_their_definition()
    {
        // r₁ = (1 − 2)/√((9 − 1)/12) for n = 3, and the noise of three samples can only be ±(1, −2, 1)/√2.
        var (x, y) = SyntheticData.Line(3);
        var r = Math.Sqrt(1.5);
        var noise = (y - ((2 * x) - 1)).ToArray();
        Assert.Equal<IEnumerable<double>>([-r, 0, r], x.ToArray());
        Assert.Equal(Math.Sqrt(0.5) / 2, Math.Abs(noise[0]), 1e-12);
        Assert.Equal(-2 * noise[0], noise[1], 1e-12);
        Assert.Equal(noise[0], noise[2], 1e-12);

        // z₁ = √(−2 ln 0.7548…)·cos(2π·0.5698…) and so on, by hand for n = 4 with the projection written out.
        var z = Enumerable.Range(1, 4).Select(i =>
            Math.Sqrt(-2 * Math.Log(0.7548776662466927 * i % 1)) * Math.Cos(2 * Math.PI * (0.5698402909980532 * i % 1))).ToArray();
        double[] steps = [-1.5, -0.5, 0.5, 1.5];
        var slope = z.Zip(steps, (a, b) => a * b).Sum() / 5;
        var rest = z.Zip(steps, (a, b) => a - z.Average() - (slope * b)).ToArray();
        var size = Math.Sqrt(rest.Average(value => value * value));
        var (x4, y4) = SyntheticData.Line(4, noise: 1);
        foreach (var (expected, actual) in rest.Zip((y4 - ((2 * x4) - 1)).ToArray())) Assert.Equal(expected / size, actual, 1e-12);
    }

    [Fact]
    public void A_curve_has_the_noise_of_the_line()
    {
        var (x, y) = SyntheticData.Curve(x => (x - 1) * (x - 1), 100, noise: 0.1);
        var line = SyntheticData.Line(100, noise: 0.1);
        Assert.Equal(line.X, x);
        var difference = y - ((x - 1) * (x - 1)) - (line.Y - ((2 * x) - 1));
        Assert.InRange(Deviation(difference), 0, 1e-14);
        // No line fits a parabola: with x of mean 0 and deviation 1, evenly spread, the best has the slope −2.
        Assert.Equal(-2, LeastSquares.Line(x, y).Theta1, 1e-12);
    }

    [Fact]
    public void Without_spread_all_x_are_equal_and_no_line_is_the_best()
    {
        var data = SyntheticData.Line(40, offset: 3, spread: 0);
        Assert.All(data, sample => Assert.Equal(3, sample.X));
        Assert.Contains("all x are 3", Assert.Throws<ArgumentException>(() => LeastSquares.Line(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Chance_comes_from_the_seed_alone()
    {
        Assert.Equal(SyntheticData.NoisyLine(50, RandomNumbers.Seeded(1)), SyntheticData.NoisyLine(50, RandomNumbers.Seeded(1)));
        Assert.NotEqual(SyntheticData.NoisyLine(50, RandomNumbers.Seeded(1)), SyntheticData.NoisyLine(50, RandomNumbers.Seeded(2)));
        Assert.Equal(SyntheticData.Line(50), SyntheticData.Line(50));
    }

    [Fact]
    public void A_noisy_line_has_the_offset_spread_and_noise_asked_for_nearly()
    {
        const int Many = 100_000;
        var data = SyntheticData.NoisyLine(Many, RandomNumbers.Seeded(7), offset: 3, spread: 2, slope: -1, intercept: 4, noise: 0.25);
        var (x, y) = data;
        // Five standard errors: chance would leave this range once in a million seeds.
        Assert.Equal(3, x.Mean(), 5 * 2 / Math.Sqrt(Many));
        Assert.Equal(2, Deviation(x), 5 * 2 / Math.Sqrt(2.0 * Many));
        Assert.Equal(0.25, Deviation(y - (4 - x)), 5 * 0.25 / Math.Sqrt(2.0 * Many));
        Assert.Equal(-1, LeastSquares.Line(data).Theta1, 5 * 0.25 / (2 * Math.Sqrt(Many)));
    }

    [Fact]
    public void The_generator_is_the_Mersenne_Twister()
    {
        // The first number of MT19937 from its own default seed, 5489.
        Assert.Equal(3499211612 / Math.Pow(2, 32), RandomNumbers.Seeded(5489).NextDouble(), 1e-9);
        var random = RandomNumbers.Seeded(6);
        Tensor normal = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, normal.Mean(), 5 / Math.Sqrt(normal.Count));
        Assert.Equal(1, Deviation(normal), 5 / Math.Sqrt(2.0 * normal.Count));
        Assert.Equal(0.9545, normal.ToArray().Count(value => Math.Abs(value) < 2) / (double)normal.Count, 0.004);
    }

    [Fact]
    public void What_is_out_of_range_is_named()
    {
        foreach (var (action, message) in new (Action, string)[]
                 {
                     (() => SyntheticData.Line(2), "SyntheticData: n is 2, but noise that leaves the line where it is takes 3 samples or more."),
                     (() => SyntheticData.Line(40, spread: -1), "SyntheticData: spread is −1, but a standard deviation is a finite number, 0 or more."),
                     (() => SyntheticData.Line(40, noise: double.NaN), "SyntheticData: noise is not a number, but a standard deviation"),
                     (() => SyntheticData.Line(40, offset: double.PositiveInfinity), "SyntheticData: offset is ∞, but the mean of x must be a finite number."),
                     (() => SyntheticData.NoisyLine(0, RandomNumbers.Seeded(1)), "SyntheticData: n is 0, but there must be 1 sample or more."),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(action).Message, StringComparison.Ordinal);
    }

    private static double Deviation(Tensor values) => Math.Sqrt(((values - values.Mean()) * (values - values.Mean())).Mean());
}
