namespace DeepLearningMath.Tests;

public class HessianTests
{
    [Fact]
    public void A_line_with_offset_data_has_a_narrow_valley()
    {
        // x of mean 3 and deviation 1: mean x² = 10. By hand λ = 11 ± √117.
        var hessian = Hessian.OfLine(SyntheticData.Line(40, offset: 3).X);
        Near(new double[,] { { 20, 6 }, { 6, 2 } }, hessian.Matrix);
        Assert.Equal(11 - Math.Sqrt(117), hessian.Eigenvalues[0], 1e-12);
        Assert.Equal(11 + Math.Sqrt(117), hessian.Eigenvalues[1], 1e-12);
        Assert.Equal(0.091673, hessian.LargestStableLearningRate, 1e-6);
        Assert.Equal(118.99, hessian.ConditionNumber, 0.005);
        // The valley's long axis: (0.29, −0.96), up to its sign.
        Assert.Equal(0.29, Math.Abs(hessian.Eigenvectors[0, 0]), 0.005);
        Assert.Equal(-0.96, hessian.Eigenvectors[1, 0] * Math.Sign(hessian.Eigenvectors[0, 0]), 0.005);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 6.854)]
    [InlineData(10, 10402)]
    public void The_condition_number_grows_with_the_offset(double offset, double expected)
    {
        var kappa = Hessian.OfLine(SyntheticData.Line(40, offset).X).ConditionNumber;
        Assert.Equal(expected, kappa, 5e-5 * expected);
        Assert.Equal((offset * offset) + 2, Math.Sqrt(kappa) + (1 / Math.Sqrt(kappa)), 1e-8 * (1 + (offset * offset)));
    }

    [Theory]
    [InlineData("raw years", 1.2e11)]
    [InlineData("x/2019", 120_028)]
    [InlineData("centred", 133.25)]
    [InlineData("to [0, 1]", 18.4)]
    [InlineData("to [−1, 1]", 2.85)]
    [InlineData("standardised", 1)]
    public void Years_are_steep_until_they_are_standardised(string scaling, double expected)
    {
        var years = SyntheticData.Line(40, 1999.5, Math.Sqrt(1599 / 12.0), 0.2, -401).X;
        Assert.Equal(expected, Hessian.OfLine(Scaled()).ConditionNumber, 0.003 * expected * (scaling == "raw years" ? 10 : 1));

        Tensor Scaled() => scaling switch
        {
            "raw years" => years,
            "x/2019" => years / 2019,
            "centred" => years - 1999.5,
            "to [0, 1]" => (years - 1980) / 39,
            "to [−1, 1]" => (years - 1999.5) / 19.5,
            _ => Standardizer.Fit(years).Transform(years),
        };
    }

    [Fact]
    public void Central_differences_of_the_gradient_find_the_same_matrix_wherever_the_parameters_are()
    {
        var (x, y) = SyntheticData.Line(40, offset: 3);
        foreach (var (a, b) in new[] { (0.0, 0.0), (2, -1), (1000, -0.001) })
        {
            Variable theta1 = new(a), theta0 = new(b);
            var hessian = Hessian.Of(() => (y - ((theta1 * x) + theta0)).Square().Mean(), [theta1, theta0]);
            Near(Hessian.OfLine(x).Matrix, hessian.Matrix, 1e-6);
            Assert.Equal((a, b), (theta1.Value.Number, theta0.Value.Number));
            Assert.False(theta1.HasGradient);
        }
    }

    [Fact]
    public void Parameters_that_are_vectors_and_matrices_count_number_by_number()
    {
        // C = Σ cᵢwᵢ² + (Σ m)²: 2c on the diagonal, then a block of twos.
        Variable w = new(new double[] { 1, -2, 3 }), m = new(new double[,] { { 1, 2 }, { 3, 4 } });
        var hessian = Hessian.Of(() => (w.Square() * new double[] { 1, 2, 5 }).Sum() + m.Sum().Square(), [w, m]);
        var expected = new double[7, 7];
        (expected[0, 0], expected[1, 1], expected[2, 2]) = (2, 4, 10);
        for (var i = 3; i < 7; i++)
            for (var j = 3; j < 7; j++) expected[i, j] = 2;
        Near(expected, hessian.Matrix, 1e-7);
        Assert.Equal(10, hessian.Eigenvalues[^1], 1e-6);
    }

    [Fact]
    public void A_curved_cost_has_another_hessian_at_every_place()
    {
        // Rosenbrock's valley (1 − a)² + 100(b − a²)²: by hand [[2 − 400b + 1200a², −400a], [−400a, 200]].
        Variable a = new(-1.2), b = new(1);
        var hessian = Hessian.Of(() => (1 - a).Square() + (100 * (b - a.Square()).Square()), [a, b]);
        Near(new double[,] { { 2 - 400 + (1200 * 1.44), 480 }, { 480, 200 } }, hessian.Matrix, 1e-6);
    }

    [Fact]
    public void Eigenvectors_are_what_the_matrix_only_stretches()
    {
        var hessian = new Hessian(new double[,] { { 4, 1, -2 }, { 1, 3, 0.5 }, { -2, 0.5, -1 } });
        for (var j = 0; j < 3; j++)
        {
            Tensor direction = new double[,] { { hessian.Eigenvectors[0, j] }, { hessian.Eigenvectors[1, j] }, { hessian.Eigenvectors[2, j] } };
            Near(hessian.Eigenvalues[j] * direction, Tensor.MatrixProduct(hessian.Matrix, direction));
            Assert.Equal(1, (direction * direction).Sum(), 1e-12);
        }

        Assert.Equal(hessian.Eigenvalues.Order(), hessian.Eigenvalues);
        // A saddle: the condition number is about sizes.
        Assert.Equal(hessian.Eigenvalues.Max(Math.Abs) / hessian.Eigenvalues.Min(Math.Abs), hessian.ConditionNumber);
    }

    [Fact]
    public void A_singular_hessian_says_along_which_direction_the_cost_is_flat()
    {
        var hessian = Hessian.OfLine(new double[] { 3, 3, 3 });
        var message = Assert.Throws<InvalidOperationException>(() => hessian.ConditionNumber).Message;
        Assert.Matches(@"^This Hessian is singular: along \[−?0\.316, −?0\.949\] the cost is flat \(eigenvalue .+\), so many parameters are equally good and it has no condition number\. Look for inputs that are all equal or that follow from each other, and leave them out\.$", message);
        Assert.Equal(0.1, hessian.LargestStableLearningRate, 1e-12);
        Assert.EndsWith("singular", hessian.ToString(), StringComparison.Ordinal);
        Assert.Contains("singular", Notebook.Show(hessian)["text/html"], StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Hessian(new double[2, 2]).ConditionNumber);
        // Narrow is not singular: 10¹² can still be told from endless.
        Assert.Equal(1e12, new Hessian(new double[,] { { 1e12, 0 }, { 0, 1 } }).ConditionNumber);
    }

    [Fact]
    public void A_notebook_shows_the_matrix_and_its_eigenvalues()
    {
        var hessian = Hessian.OfLine(SyntheticData.Line(40, offset: 3).X);
        Assert.Equal("[[20, 6], [6, 2]], eigenvalues 0.18335 and 21.817, condition number 118.99", hessian.ToString());
        var html = Notebook.Show(hessian)["text/html"];
        Assert.Contains("Hessian of 2 parameters: condition number 118.99", html, StringComparison.Ordinal);
        Assert.Contains("eigenvalues 0.18335, 21.817", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_hessian_is_named()
    {
        foreach (var (make, message) in new (Func<Hessian>, string)[]
                 {
                     (() => new Hessian(new double[2, 3]), "Hessian: this has shape (2, 3), but a Hessian has a row and a column for each parameter: (m, m)."),
                     (() => new Hessian(new double[] { 1, 2 }), "Hessian: this has shape (2), but"),
                     (() => new Hessian(new double[,] { { 1, 2 }, { 3, 4 } }), "Hessian: element (1, 0) is 3, but (0, 1) is 2."),
                     (() => new Hessian(new[,] { { double.NaN } }), "Hessian: [[NaN]] holds numbers that are not finite."),
                     (() => Hessian.OfLine(Array.Empty<double>()), "Hessian.OfLine: x has shape (0), so there are no samples."),
                     (() => Hessian.Of(() => new Variable(1), []), "Hessian: this has shape (0, 0), but"),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
        Assert.StartsWith("The largest eigenvalue of this Hessian is −1: the cost curves upward along no direction",
            Assert.Throws<InvalidOperationException>(() => new Hessian(new double[,] { { -1 } }).LargestStableLearningRate).Message, StringComparison.Ordinal);
    }

    private static void Near(Tensor expected, Tensor actual, double tolerance = 1e-11)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (e, a) in expected.ToArray().Zip(actual.ToArray())) Assert.Equal(e, a, tolerance * Math.Max(1, Math.Abs(e)));
    }
}
