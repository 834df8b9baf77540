using DeepLearningMath;

namespace Lessons.Tests.Claims;

/// <summary>What lesson 13 says, asked of the library.</summary>
public sealed class Lesson13Claims
{
    private static readonly Func<Tensor, Tensor> _sigmoid = z => new Sigmoid().Forward(z), _softmax = z => new Softmax().Forward(z);

    [Fact]
    public void Of_the_six_formulas_four_are_wrong_and_two_are_right()
    {
        Tensor z = (double[])[0.5, -1, 2], y = (double[])[0, 1, 0], w = new[,] { { 1, -2, 0.5 }, { 0.25, 1, -1 } }, h = new[,] { { 0.9, 0.2 } };
        Tensor scores = new[,] { { 1, 0, 2 }, { 0, 1, -1.0 } }, targets = new[,] { { 1, 0, 0 }, { 0, 1, 0.0 } };
        Assert.False(Holds(z, _sigmoid, (_, a, da) => (1 - a) * da));
        Assert.True(Holds(z, _sigmoid, (_, a, da) => a * (1 - a) * da));
        Assert.False(Holds(z, _softmax, (_, a, da) => a * (1 - a) * da));
        Assert.False(Holds(z, at => Loss(at, y), (at, _, dL) => (y - _softmax(at)) * dL));
        Assert.True(Holds(z, at => Loss(at, y), (at, _, dL) => (_softmax(at) - y) * dL));
        Assert.True(Holds(h, at => Tensor.MatrixProduct(at, w), (_, _, dz) => Tensor.MatrixProduct(dz, w.Transpose())));
        var everything = (_softmax(scores + y) - targets).Sum();
        Assert.False(Holds(y, b => Loss(scores + b, targets), (b, _, dL) => Tensor.Filled(b.Shape, everything) * dL));
        Assert.True(Holds(y, b => Loss(scores + b, targets), (b, _, dL) => new SumRows().Forward(_softmax(scores + b) - targets) * dL));
        Assert.Equal(0, everything, 1e-12);

        static bool Holds(Tensor x, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor, Tensor> backward)
            => GradientCheck.Of(new Claimed(forward, backward), x)[0].Passed;

        static Tensor Loss(Tensor z, Tensor y) => new SoftmaxCrossEntropy().Forward(z, y).Sum();
    }

    [Theory]
    [InlineData(11)]
    [InlineData(1)]
    public void The_accuracy_catches_two_mistakes_suspects_one_and_overlooks_two(int seed)
    {
        var none = Examine(seed, (z1, two, y) => Ends(two.WeightedSum(z1.Sigmoid()), y));
        var one = Examine(seed, (z1, two, y) => Ends(two.WeightedSum(Variable.Run(new Claimed(_sigmoid, (_, a, da) => (1 - a) * da), z1)), y));
        var three = Examine(seed, (z1, two, y) => (-1 * y * Variable.Run(new Claimed(_softmax, (_, a, da) => a * (1 - a) * da), two.WeightedSum(z1.Sigmoid())).Log()).SumColumns().Mean());
        var four = Examine(seed, (z1, two, y) => Ends(Variable.Run(new Claimed(z => z, (_, _, da) => -da), two.WeightedSum(z1.Sigmoid())), y));
        var six = Examine(seed, (z1, two, y) => Ends(Variable.Run(new OneSum(), z1.Sigmoid().MatrixProduct(two.Weights), two.Biases), y));
        var noSlope = Examine(seed, (z1, two, y) => Ends(two.WeightedSum(Variable.Run(new Claimed(_sigmoid, (_, _, da) => da), z1)), y));

        Assert.InRange(none.Percent, 93, 95);
        Assert.InRange(one.Percent, 50, 80);
        Assert.All([three, four], caught => Assert.InRange(caught.Percent, 0, 15));
        Assert.InRange(six.Percent, none.Percent - 1, none.Percent + 1);
        Assert.True(noSlope.Percent > none.Percent);
        // The biases have not moved a hair.
        Assert.InRange(six.LargestOutputBias, 0, 1e-12);
        Assert.InRange(none.LargestOutputBias, 1e-3, 10);

        // And the gradient check sees all of them.
        Assert.InRange(none.Error, 0, 1e-9);
        Assert.All([one, three, four, six, noSlope], wrong => Assert.InRange(wrong.Error, 0.01, 1));

        static Variable Ends(Variable scores, Tensor y) => scores.SoftmaxCrossEntropy(y).Mean();
    }

    [Fact]
    public void Squashed_or_not_makes_a_small_difference_that_is_easily_overlooked()
    {
        Assert.Equal(0.235, _sigmoid(0.5).Number * (1 - _sigmoid(0.5).Number), 0.0005);
        Assert.Equal(0.25, 0.5 * (1 - 0.5));
        Assert.Equal(-0.022, new Softmax().Jacobian((double[])[1, 2, 3])[0, 1], 0.0005);
        // Each column of a softmax's slopes adds up to 0, and off the diagonal all are negative.
        var slopes = new Softmax().Jacobian((double[])[2, 1, 0.5, -1]);
        Assert.All(new SumRows().Forward(slopes).ToArray(), sum => Assert.Equal(0, sum, 1e-12));
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                Assert.Equal(i == j, slopes[i, j] > 0);
    }

    [Fact]
    public void Relu_has_a_corner_where_nudging_finds_a_half_and_backward_says_0()
    {
        var check = GradientCheck.Of(new Relu(), 0.0, 1.0)[0];
        Assert.Equal((0, 0.5), (check.Backward.Number, Math.Round(check.Numerical.Number, 9)));
    }

    [Fact]
    public void Momentum_with_a_moving_average_is_ours_with_another_learning_rate()
    {
        const double beta = 0.9, eta = 0.01;
        var ours = new Variable((double[])[-7, 2], "w");
        Tensor steepness = (double[])[1, 10], theirs = ours.Value, v = 0;
        Training.Run(() => (0.5 * (Variable)steepness * ours.Square()).Sum(), new Momentum([ours], eta, beta), 50);
        for (var k = 0; k < 50; k++)
        {
            v = (beta * v) + ((1 - beta) * steepness * theirs);
            theirs -= eta / (1 - beta) * v;
        }

        Assert.True(new GradientCheck("w", ours.Value, theirs).LargestError < 1e-12);
    }

    [Fact]
    public void A_half_before_the_square_doubles_the_largest_stable_learning_rate()
    {
        var w = new Variable(3, "w");
        var (whole, half) = (Hessian.Of(() => w.Square(), [w]), Hessian.Of(() => 0.5 * w.Square(), [w]));
        Assert.Equal(2, half.LargestStableLearningRate / whole.LargestStableLearningRate, 1e-6);
    }

    [Fact]
    public void The_formula_of_Softplus_overflows_where_its_value_is_1000()
    {
        Assert.Equal(double.PositiveInfinity, Math.Log(1 + Math.Exp(1000)));
        Assert.Equal(1000, Math.Max(1000, 0) + Math.Log(1 + Math.Exp(-1000)));
        // The library does the same: for the target 0, its loss is Softplus.
        Assert.Equal(1000, new SigmoidCrossEntropy().Forward(1000, 0).Number);
    }

    private static (double Percent, double Error, double LargestOutputBias) Examine(int seed, Func<Variable, Layer, Tensor, Variable> student)
    {
        var (training, validation) = DataSets.Digits().Split(i => i % 5 == 0);
        var random = new Random(seed);
        var net = new Network([64, 32, 10], z => z.Sigmoid(), random);
        var ten = training.First(10);
        var checks = GradientCheck.Of(() => Cost(ten.X, ten.OneHot), [net.Layers[0].Biases, net.Layers[1].Biases]);
        Training.Run(batch => Cost(batch.X, batch.Y), new MiniBatches(training.X, training.OneHot, 10, random), new GradientDescent(net.Parameters, 0.3), 5);
        return (100 * Metrics.Accuracy(net.Predict(validation.X), validation.Labels), checks.Max(check => check.LargestError),
            net.Layers[1].Biases.Value.ToArray().Max(Math.Abs));

        Variable Cost(Tensor x, Tensor y) => student(net.Layers[0].WeightedSum(x), net.Layers[1], y);
    }

    private sealed class Claimed(Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor, Tensor> backward) : UnaryNode
    {
        protected override Tensor OnForward(Tensor x) => forward(x);

        protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => backward(x, z, dz);
    }

    private sealed class OneSum : BinaryNode
    {
        protected override Tensor OnForward(Tensor x, Tensor y) => x + y;

        protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz, Tensor.Filled(y.Shape, dz.Sum()));
    }
}
