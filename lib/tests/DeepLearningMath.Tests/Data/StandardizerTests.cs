namespace DeepLearningMath.Tests;

public class StandardizerTests
{
    private static readonly Tensor Years = Enumerable.Range(1980, 40).Select(year => (double)year).ToArray();

    [Fact]
    public void A_vector_gets_mean_0_and_population_deviation_1()
    {
        var standardizer = Standardizer.Fit(Years);
        Assert.Equal(1999.5, standardizer.Mean.Number);
        Assert.Equal(Math.Sqrt(1599 / 12.0), standardizer.StandardDeviation.Number, 1e-12);
        var x = standardizer.Transform(Years);
        Assert.Equal(0, x.Mean(), 1e-15);
        Assert.Equal(1, (x * x).Mean(), 1e-14);
        Assert.InRange((standardizer.Inverse(x) - Years).ToArray().Max(Math.Abs), 0, 1e-12);
    }

    [Fact]
    public void Other_numbers_are_moved_by_the_mean_of_the_first_ones()
    {
        var standardizer = Standardizer.Fit(Years);
        var (mean, deviation) = (1999.5, Math.Sqrt(1599 / 12.0));
        Assert.Equal((2024 - mean) / deviation, standardizer.Transform(2024).Number, 1e-13);
        Assert.Equal(standardizer.Transform(2024).Number, standardizer.Transform(new double[] { 2020, 2024 })[1]);
        Assert.Equal(2024, standardizer.Inverse(standardizer.Transform(2024)).Number, 1e-11);
    }

    [Fact]
    public void Every_column_of_a_matrix_is_measured_by_itself()
    {
        Tensor x = new double[,] { { 1, 100 }, { 2, 300 }, { 3, 200 }, { 6, 800 } };
        var standardizer = Standardizer.Fit(x);
        Assert.Equal(new double[] { 3, 350 }, standardizer.Mean);
        Assert.Equal(Shape.Vector(2), standardizer.StandardDeviation.Shape);
        var (first, second) = (Math.Sqrt((4 + 1 + 0 + 9) / 4.0), Math.Sqrt((250 * 250 + 50 * 50 + 150 * 150 + 450 * 450) / 4.0));
        Assert.Equal(first, standardizer.StandardDeviation[0], 1e-12);
        Assert.Equal(second, standardizer.StandardDeviation[1], 1e-11);
        var z = standardizer.Transform(x);
        Assert.Equal(-2 / first, z[0, 0], 1e-14);
        Assert.Equal(450 / second, z[3, 1], 1e-14);
        Assert.InRange((standardizer.Inverse(z) - x).ToArray().Max(Math.Abs), 0, 1e-12);
        Assert.Equal(new double[] { -2 / first, -250 / second }, standardizer.Transform(new double[] { 1, 100 }));
    }

    [Fact]
    public void What_cannot_be_standardized_is_named()
    {
        foreach (var (action, message) in new (Action, string)[]
                 {
                     (() => Standardizer.Fit(new double[] { 0.1, 0.1, 0.1 }), "Standardizer: x is constant, all 3 of its numbers are 0.1. Its standard deviation is 0, and nothing can be divided by that; it tells samples apart no better than a bias does, so leave it out."),
                     (() => Standardizer.Fit(new double[,] { { 1, 7 }, { 2, 7 } }), "Standardizer: column 1 (counted from 0) is constant, all 2 of its numbers are 7."),
                     (() => Standardizer.Fit(new double[,] { { 1, 7 }, { 2, double.NaN } }), "Standardizer: x holds not a number at sample 1, column 1 (counted from 0)."),
                     (() => Standardizer.Fit(Array.Empty<double>()), "Standardizer: x has shape (0), so there are no samples."),
                     (() => Standardizer.Fit(5), "Standardizer: x is the number 5."),
                     (() => Standardizer.Fit(Years).Transform(new double[2, 2]), "Standardizer: x has shape (2, 2), but this was fitted to a vector. Give it a number or a vector."),
                     (() => Standardizer.Fit(new double[,] { { 1, 7 }, { 2, 8 } }).Inverse(new double[4, 3]), "Standardizer: x has shape (4, 3), but this was fitted to 2 columns. Give it a matrix with 2 columns, or one row of it."),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }
}
