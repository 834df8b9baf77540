using DeepLearningMath;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 05 says, asked of the library. Times are shown there and claimed nowhere.</summary>
public sealed class Lesson05Claims
{
    private const double Rounding = 1e-12;

    private static readonly Tensor _x = (double[])[-1.5, 2.5, 0.5, 3], _y = (double[])[2, -1, 1.5, -2.5];

    /// <summary>Vectors of several lengths, no two numbers alike.</summary>
    public static TheoryData<int> Lengths => [1, 2, 4, 7, 33, 200];

    [Fact]
    public void The_four_samples_have_the_errors_losses_cost_and_gradients_of_the_text()
    {
        var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
        var e = minus.Forward(_y, plus.Forward(multiply.Forward(1, _x), -0.5));
        var loss = square.Forward(e);
        Assert.Equal([4, -3, 1.5, -5], e.ToArray());
        Assert.Equal([16, 9, 2.25, 25], loss.ToArray());
        Assert.Equal(13.0625, mean.Forward(loss).Number);

        var dLoss = mean.Backward(1);
        var de = square.Backward(dLoss);
        var (_, dyHat) = minus.Backward(de);
        var (dProduct, dTheta0) = plus.Backward(dyHat);
        var (dTheta1, _) = multiply.Backward(dProduct);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], dLoss.ToArray());
        Assert.Equal([2, -1.5, 0.75, -2.5], de.ToArray());
        Assert.Equal([-2, 1.5, -0.75, 2.5], dyHat.ToArray());
        Assert.Equal((13.875, 1.25), (dTheta1.Number, dTheta0.Number));

        // Lesson 04's words, and those of lesson 05, for one number.
        Assert.Equal([12, 15, -1.5, 30], (-2 * _x * e).ToArray());
        Assert.Equal(dTheta1.Number, (-2 * _x * e).Mean());
        Assert.Equal([3, 3.75, -0.375, 7.5], (_x * dyHat).ToArray());
        Assert.Equal(dTheta1.Number, (_x * dyHat).Sum());
    }

    [Fact]
    public void A_nudged_error_moves_its_own_loss_only_so_12_of_16_answers_are_0()
    {
        Tensor e = (double[])[4, -3, 1.5, -5];
        var asked = GradientCheck.Jacobian(errors => new Square().Forward(errors), e);
        AssertNear(asked, new Square().Jacobian(e), 1e-8);
        Assert.Equal(12, asked.ToArray().Count(number => number == 0));
        Assert.Equal([8, 0, 0, 0, 0, -6, 0, 0, 0, 0, 3, 0, 0, 0, 0, -10], new Square().Jacobian(e).ToArray());
    }

    [Theory, MemberData(nameof(Lengths))]
    public void An_elementwise_node_has_the_diagonal_of_the_table_and_backward_is_the_transposed_Jacobian_times_dz(int n)
    {
        var (x, y, dz) = (Values(n, 1), Values(n, 2), Values(n, 3));
        var (plus, minus, multiply, square) = (new Plus(), new Minus(), new Multiply(), new Square());
        plus.Forward(x, y);
        minus.Forward(x, y);
        multiply.Forward(x, y);
        square.Forward(x);
        var (byPlus, byMinus, byMultiply) = (plus.Jacobians(x, y), minus.Jacobians(x, y), multiply.Jacobians(x, y));
        var (dPlus, dMinus, dMultiply) = (plus.Backward(dz), minus.Backward(dz), multiply.Backward(dz));
        (Tensor Jacobian, Tensor Diagonal, Tensor Backward)[] rows =
        [
            (byPlus.Dx, Tensor.Ones(x.Shape), dPlus.Dx), (byPlus.Dy, Tensor.Ones(x.Shape), dPlus.Dy),
            (byMinus.Dx, Tensor.Ones(x.Shape), dMinus.Dx), (byMinus.Dy, -Tensor.Ones(x.Shape), dMinus.Dy),
            (byMultiply.Dx, y, dMultiply.Dx), (byMultiply.Dy, x, dMultiply.Dy),
            (square.Jacobian(x), 2 * x, square.Backward(dz)),
        ];
        Assert.All(rows, row =>
        {
            AssertNear(DiagonalMatrix.OfDiagonal(n, n, row.Diagonal.ToArray()), row.Jacobian, 0);
            AssertNear(Back(row.Jacobian, dz), row.Backward, Rounding);
            AssertNear(row.Diagonal * dz, row.Backward, Rounding);
            // MathNet's vector · matrix is the same as the transposed matrix · vector.
            AssertNear(dz.Vector * row.Jacobian.Matrix, row.Backward, Rounding);
        });
    }

    [Theory, MemberData(nameof(Lengths))]
    public void A_parameter_used_n_times_has_a_column_for_a_Jacobian_and_the_mean_has_a_row(int n)
    {
        var (x, dz) = (Values(n, 1), Values(n, 2));
        var byWeight = new Multiply().Jacobians(1.5, x).Dx;
        var byBias = new Plus().Jacobians(x, -0.5).Dy;
        var byMean = new Mean().Jacobian(x);
        Assert.Equal((Shape.Matrix(n, 1), Shape.Matrix(n, 1), Shape.Matrix(1, n)), (byWeight.Shape, byBias.Shape, byMean.Shape));
        Assert.Equal(x.ToArray(), byWeight.ToArray());
        Assert.All(byBias.ToArray(), number => Assert.Equal(1, number));
        Assert.All(byMean.ToArray(), number => Assert.Equal(1.0 / n, number, Rounding));

        var (multiply, plus) = (new Multiply(), new Plus());
        multiply.Forward(1.5, x);
        plus.Forward(x, -0.5);
        Assert.Equal(multiply.Backward(dz).Dx.Number, Back(byWeight, dz)[0], Rounding);
        Assert.Equal(plus.Backward(dz).Dy.Number, Back(byBias, dz)[0], Rounding);
        Assert.Equal(new Dot().Forward(x, dz).Number, Back(byWeight, dz)[0], Rounding);
    }

    [Fact]
    public void A_running_sum_goes_back_as_10_9_7_4_and_without_the_transpose_as_1_3_6_10()
    {
        Tensor dz = (double[])[1, 2, 3, 4];
        var jacobian = GradientCheck.Jacobian(RunningSum, _x);
        AssertNear(new double[,] { { 1, 0, 0, 0 }, { 1, 1, 0, 0 }, { 1, 1, 1, 0 }, { 1, 1, 1, 1 } }, jacobian, 1e-9);
        AssertNear((double[])[10, 9, 7, 4], Back(jacobian, dz), 1e-9);
        AssertNear((double[])[1, 3, 6, 10], Back(jacobian.Transpose(), dz), 1e-9);

        static Tensor RunningSum(Tensor x)
        {
            var sum = 0.0;
            return x.ToArray().Select(number => sum += number).ToArray();
        }
    }

    [Fact]
    public void Twice_the_samples_are_four_times_the_Jacobian_and_twice_its_diagonal()
    {
        var sizes = (int[])[100, 200, 400, 800, 1600];
        var jacobians = sizes.Select(n => new Square().Jacobian(Values(n, 1))).ToArray();
        Assert.All(sizes.Zip(jacobians), pair =>
        {
            Assert.Equal(8L * pair.First * pair.First, sizeof(double) * (long)pair.Second.Count);
            Assert.Equal(pair.First, pair.Second.ToArray().Count(number => number != 0));
        });
        Assert.Equal(2, Slope(sizes, jacobians.Select(jacobian => (double)jacobian.Count)), Rounding);
        Assert.Equal(1, Slope(sizes, jacobians.Select(jacobian => (double)jacobian.Shape.Rows)), Rounding);

        // The question at the top, by the same law: 800 MB, 80 kB, 99.99 %; and where the picture of times ends, more than 50 GB.
        const long n = 10_000, most = 100 * 800;
        Assert.Equal((800_000_000L, 80_000L, 0.9999), (8 * n * n, 8 * n, 1 - (n / (double)(n * n))));
        Assert.Equal(51_200_000_000L, 8 * most * most);
    }

    [Fact]
    public void Five_nodes_for_all_samples_give_the_gradients_of_a_set_of_nodes_for_each()
    {
        var data = SyntheticData.Line(10_000);
        var (one, all) = (Parameters(), Parameters());
        var oneByOne = data.Select(sample => (sample.Y - ((one.Theta1 * sample.X) + one.Theta0)).Square())
            .Aggregate((sum, loss) => sum + loss) * (1.0 / data.Count);
        var atOnce = AllAtOnce(data.X, data.Y, all);
        oneByOne.Backward();
        atOnce.Backward();
        Assert.Equal(oneByOne.Value.Number, atOnce.Value.Number, 1e-11);
        Assert.Equal(one.Theta1.Gradient.Number, all.Theta1.Gradient.Number, 1e-11);
        Assert.Equal(one.Theta0.Gradient.Number, all.Theta0.Gradient.Number, 1e-11);
        Assert.Equal((50_000, 5), (Nodes(oneByOne), Nodes(atOnce)));
    }

    [Fact]
    public void The_two_samples_of_lesson_04_in_one_graph_give_its_13_5_and_minus_1()
    {
        var parameters = (Theta1: new Variable(1), Theta0: new Variable(-0.5));
        var cost = AllAtOnce((double[])[-1.5, 2.5], (double[])[2, -1], parameters);
        cost.Backward();
        Assert.Equal((12.5, 13.5, -1), (cost.Value.Number, parameters.Theta1.Gradient.Number, parameters.Theta0.Gradient.Number));
    }

    [Fact]
    public void Ten_thousand_samples_lead_to_2_and_minus_1()
    {
        var data = SyntheticData.Line(10_000);
        var parameters = Parameters();
        var walk = Training.Run(
            () => AllAtOnce(data.X, data.Y, parameters), new GradientDescent([parameters.Theta1, parameters.Theta0], 0.1), 60);
        Assert.Equal(2, walk["θ₁"][^1], 1e-4);
        Assert.Equal(-1, walk["θ₀"][^1], 1e-4);
    }

    [Fact]
    public void A_vector_minus_a_column_is_a_table_of_all_pairs_and_its_mean_is_no_cost()
    {
        Tensor column = (_x - 0.5).Vector.ToColumnMatrix();
        var errors = _y - column;
        Assert.Equal(Shape.Matrix(4, 4), errors.Shape);
        Assert.Equal(_y[2] - column[1, 0], errors[1, 2]);
        // Better than the true cost, 13.0625: that makes it a trap.
        Assert.Equal(6.9375, (errors * errors).Mean(), Rounding);
    }

    private static (Variable Theta1, Variable Theta0) Parameters() => (new(0.5, "θ₁"), new(1, "θ₀"));

    private static Variable AllAtOnce(Tensor x, Tensor y, (Variable Theta1, Variable Theta0) parameters)
        => (y - ((parameters.Theta1 * x) + parameters.Theta0)).Square().Mean();

    /// <summary>How many nodes the value was computed by.</summary>
    private static int Nodes(Variable end)
    {
        var (seen, waiting) = (new HashSet<Variable>(), new Stack<Variable>([end]));
        while (waiting.TryPop(out var variable))
        {
            if (!seen.Add(variable)) continue;
            foreach (var input in variable.Inputs) waiting.Push(input);
        }

        return seen.Count(variable => variable.Node is not null);
    }

    private static Tensor Back(Tensor jacobian, Tensor dz) => jacobian.Matrix.TransposeThisAndMultiply(dz.Vector);

    private static Tensor Values(int n, int kind) => Enumerable.Range(0, n).Select(i => Math.Sin((1.7 * i) + kind) + (0.01 * i) - (0.3 * kind)).ToArray();

    /// <summary>The exponent of a power law, by least squares of the logarithms.</summary>
    private static double Slope(IEnumerable<int> sizes, IEnumerable<double> values)
        => LeastSquares.Line(sizes.Select(size => Math.Log(size)).ToArray(), values.Select(value => Math.Log(value)).ToArray()).Theta1;

    private static void AssertNear(Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.All(expected.ToArray().Zip(actual.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
