namespace DeepLearningMath.Tests;

public class LeastSquaresTests
{
    [Fact]
    public void Two_samples_have_one_line_through_both()
        => Assert.Equal((2, -1), LeastSquares.Line(new double[] { 1, 3 }, new double[] { 1, 5 }));

    [Fact]
    public void At_the_line_of_least_squares_the_gradient_is_zero()
    {
        var (x, y) = SyntheticData.NoisyLine(200, RandomNumbers.Seeded(9), offset: 2);
        var (a, b) = LeastSquares.Line(x, y);
        Variable theta1 = new(a), theta0 = new(b);
        (y - ((theta1 * x) + theta0)).Square().Mean().Backward();
        Assert.Equal(0, theta1.Gradient.Number, 1e-13);
        Assert.Equal(0, theta0.Gradient.Number, 1e-13);
    }

    [Fact]
    public void Training_arrives_at_it()
    {
        var data = SyntheticData.NoisyLine(30, RandomNumbers.Seeded(2), offset: 1);
        var (x, y) = data;
        Variable theta1 = new(0), theta0 = new(0);
        Training.Run(() => (y - ((theta1 * x) + theta0)).Square().Mean(), new GradientDescent([theta1, theta0], Hessian.OfLine(x).LargestStableLearningRate / 2), 2000);
        var (a, b) = LeastSquares.Line(data);
        Assert.Equal(a, theta1.Value.Number, 1e-10);
        Assert.Equal(b, theta0.Value.Number, 1e-10);
    }

    [Fact]
    public void Samples_that_no_line_fits_best_are_named()
    {
        foreach (var (x, y, message) in new (Tensor, Tensor, string)[]
                 {
                     (new double[] { 3, 3, 3 }, new double[] { 1, 2, 3 }, "LeastSquares.Line: all x are 3 (3 samples), and many lines go equally well through one place. Give samples with at least two different x."),
                     (new double[] { 3 }, new double[] { 1 }, "LeastSquares.Line: all x are 3 (1 sample)"),
                     (new double[2], new double[3], "LeastSquares.Line: x has 2 samples, but y has 3 samples."),
                     (Array.Empty<double>(), Array.Empty<double>(), "LeastSquares.Line: x has shape (0), so there are no samples."),
                     (new double[] { 1, double.NaN }, new double[2], "LeastSquares.Line: x holds not a number at sample 1 (counted from 0)."),
                     (new double[2, 2], new double[2], "LeastSquares.Line: x has shape (2, 2) and y has shape (2)"),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => LeastSquares.Line(x, y)).Message, StringComparison.Ordinal);
    }
}
