namespace DeepLearningMath.Tests;

public class NodeTests
{
    private static readonly Tensor Vector = new double[] { -1.5, 2, 0.5 };
    private static readonly Tensor OtherVector = new double[] { 4, -3, 0.25 };
    private static readonly Tensor Matrix = new double[,] { { 1, -2, 3 }, { 0.5, -0.75, -4 } };
    private static readonly Tensor OtherMatrix = new double[,] { { 2, 5, -1 }, { -3, 1.5, 0.75 } };
    private static readonly Tensor Column = new double[,] { { 2 }, { -0.5 } };

    private static readonly Dictionary<string, Tensor[]> OneInput = new() { ["number"] = [-1.5], ["vector"] = [Vector], ["matrix"] = [Matrix] };

    private static readonly Dictionary<string, Tensor[]> TwoInputs = new()
    {
        ["number and number"] = [-1.5, 4],
        ["vector and vector"] = [Vector, OtherVector],
        ["matrix and matrix"] = [Matrix, OtherMatrix],
        ["number and vector"] = [0.5, Vector],
        ["vector and number"] = [Vector, 0.5],
        ["matrix and number"] = [Matrix, -2],
        ["matrix and row"] = [Matrix, Vector],
        ["column and matrix"] = [Column, Matrix],
        ["vector and column"] = [Vector, Column],
    };

    private static readonly Dictionary<string, Tensor[]> EqualShapes = TwoInputs.Take(3).ToDictionary();

    /// <summary>Nodes that do not take every shape or every number.</summary>
    private static readonly Dictionary<string, Dictionary<string, Tensor[]>> SpecialInputs = new()
    {
        [nameof(Log)] = new() { ["number"] = [1.5], ["vector"] = [Vector * Vector], ["matrix"] = [(Matrix * Matrix) + 1] },
        [nameof(Softmax)] = new() { ["vector"] = [Vector], ["matrix"] = [Matrix] },
        [nameof(SumRows)] = new() { ["matrix"] = [Matrix] },
        [nameof(SumColumns)] = new() { ["matrix"] = [Matrix] },
        [nameof(SquaredError)] = EqualShapes,
        [nameof(SigmoidCrossEntropy)] = EqualShapes,
        [nameof(SoftmaxCrossEntropy)] = new() { ["vector and vector"] = [Vector, OtherVector], ["matrix and matrix"] = [Matrix, OtherMatrix] },
        [nameof(Dot)] = new() { ["vector and vector"] = [Vector, OtherVector] },
        [nameof(MatrixProduct)] = new() { ["matrix and matrix"] = [Matrix, OtherMatrix.Transpose()], ["matrix and column"] = [Matrix, new double[,] { { 1 }, { -2 }, { 0.5 } }] },
    };

    public static TheoryData<string, string> NodesAndInputs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var node in NodeTypes())
                foreach (var inputs in InputsOf(node).Keys)
                    data.Add(node.Name, inputs);
            return data;
        }
    }

    private static Dictionary<string, Tensor[]> InputsOf(Type node) =>
        SpecialInputs.GetValueOrDefault(node.Name, node.IsAssignableTo(typeof(UnaryNode)) ? OneInput : TwoInputs);

    [Theory]
    [MemberData(nameof(NodesAndInputs))]
    public void Every_backward_agrees_with_central_differences(string nodeName, string inputs)
    {
        var type = NodeTypes().Single(type => type.Name == nodeName);
        var values = InputsOf(type)[inputs];
        var checks = Activator.CreateInstance(type) is UnaryNode unary
            ? GradientCheck.Of(unary, values[0])
            : GradientCheck.Of((BinaryNode)Activator.CreateInstance(type)!, values[0], values[1]);
        Assert.All(checks, check => Assert.True(check.Passed, check.ToString()));
    }

    [Theory]
    [MemberData(nameof(NodesAndInputs))]
    public void Every_jacobian_agrees_with_central_differences_and_with_backward(string nodeName, string inputs)
    {
        var type = NodeTypes().Single(type => type.Name == nodeName);
        var values = InputsOf(type)[inputs];
        var node = Activator.CreateInstance(type)!;
        if (node is UnaryNode unary)
        {
            var z = unary.Forward(values[0]);
            Agree(unary.Jacobian(values[0]), unary.Forward, values[0], z, unary.Backward);
        }
        else
        {
            var binary = (BinaryNode)node;
            var z = binary.Forward(values[0], values[1]);
            var (dx, dy) = binary.Jacobians(values[0], values[1]);
            Agree(dx, x => Anew().Forward(x, values[1]), values[0], z, dz => binary.Backward(dz).Dx);
            binary.Forward(values[0], values[1]);
            Agree(dy, y => Anew().Forward(values[0], y), values[1], z, dz => binary.Backward(dz).Dy);

            BinaryNode Anew() => (BinaryNode)Activator.CreateInstance(type)!;
        }

        static void Agree(Tensor jacobian, Func<Tensor, Tensor> forward, Tensor input, Tensor z, Func<Tensor, Tensor> backward)
        {
            Assert.Equal(Shape.Matrix(z.Count, input.Count), jacobian.Shape);
            // The Jacobian has not touched what Forward remembers, so Backward answers; and it is dz·J.
            var dz = Tensor.FromValues(z.Shape, [.. Enumerable.Range(0, z.Count).Select(i => 0.75 - i)]);
            var product = Tensor.MatrixProduct(Tensor.FromValues(Shape.Matrix(1, z.Count), dz.ToArray()), jacobian);
            Assert.True(new GradientCheck("dz·J", product, Tensor.FromValues(product.Shape, backward(dz).ToArray())).LargestError < 1e-12);
            var check = new GradientCheck("J", jacobian, GradientCheck.Jacobian(forward, input));
            Assert.True(check.Passed, check.ToString());
        }
    }

    [Fact]
    public void A_jacobian_has_a_row_for_each_output_and_a_column_for_each_input()
    {
        Assert.Equal(new double[,] { { 2, 0 }, { 0, -6 } }, new Square().Jacobian(new double[] { 1, -3 }));
        Assert.Equal(new double[,] { { 6 } }, new Square().Jacobian(3));
        Assert.Equal(new double[,] { { 0.25, 0.25, 0.25, 0.25 } }, new Mean().Jacobian(new double[4]));
        // A shared number is one column: each output hangs on it.
        Assert.Equal(new double[,] { { 2 }, { 5 }, { 7 } }, new Multiply().Jacobians(0.5, new double[] { 2, 5, 7 }).Dx);
        // A matrix counts in reading order: the second input is the one on the right of the first.
        Assert.Equal(new double[,] { { 1, 0, 1, 0 }, { 0, 1, 0, 1 } }, new SumRows().Jacobian(new double[2, 2]));
    }

    [Fact]
    public void A_jacobian_by_central_differences_needs_something_to_nudge()
    {
        Assert.StartsWith("GradientCheck.Jacobian: x has shape (0), so there is nothing to nudge.", Assert.Throws<ArgumentException>(() => GradientCheck.Jacobian(x => x, Array.Empty<double>())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Jacobian(x => x, Vector, h: -1));
        Assert.StartsWith("Misshapen.Backward: an input of shape (3) got a gradient of shape ().", Refusal(() => new Misshapen().Jacobian(Vector)), StringComparison.Ordinal);
    }

    [Fact]
    public void Backward_before_forward_says_so()
    {
        Assert.StartsWith("Square.Backward: this node has not run forward yet", Refusal(() => new Square().Backward(1)), StringComparison.Ordinal);
        Assert.StartsWith("Multiply.Backward: this node has not run forward yet", Refusal(() => new Multiply().Backward(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_forward_is_answered_once()
    {
        var square = new Square();
        square.Forward(3);
        Assert.Equal(6, square.Backward(1).Number);
        Assert.Contains("has been answered already", Refusal(() => square.Backward(1)), StringComparison.Ordinal);
        square.Forward(5);
        Assert.Equal(10, square.Backward(1).Number);
    }

    [Fact]
    public void Backward_refuses_to_guess_between_two_forwards()
    {
        var multiply = new Multiply();
        multiply.Forward(-1.5, 4);
        multiply.Forward(2.5, 3);
        Assert.Contains("not clear which of them", Refusal(() => multiply.Backward(1)), StringComparison.Ordinal);
        Assert.Contains("has been forgotten", Refusal(() => multiply.Backward(1)), StringComparison.Ordinal);

        // Running forward with the inputs that are meant mends it.
        multiply.Forward(-1.5, 4);
        Assert.Equal((4, -1.5), multiply.Backward(1));
    }

    [Fact]
    public void Running_a_cell_again_with_the_same_inputs_is_no_second_forward()
    {
        var multiply = new Multiply();
        multiply.Forward(Vector, OtherVector);
        multiply.Forward(Vector.ToArray(), OtherVector.ToArray());
        Assert.Equal(Vector, multiply.Backward(Tensor.Ones(Vector.Shape)).Dy);
    }

    [Fact]
    public void Forward_alone_may_run_as_often_as_you_like()
    {
        var square = new Square();
        Assert.Equal([0, 1, 4, 9], new double[] { 0, 1, 2, 3 }.Select(x => square.Forward(x).Number));
    }

    [Fact]
    public void A_forward_that_fails_leaves_the_earlier_one_as_it_was()
    {
        var plus = new Plus();
        plus.Forward(Vector, OtherVector);
        Assert.Throws<ArgumentException>(() => plus.Forward(Vector, new double[7]));
        Assert.Equal(Vector.Shape, plus.Backward(Tensor.Ones(Vector.Shape)).Dx.Shape);
    }

    [Fact]
    public void An_arriving_gradient_of_another_shape_is_refused_and_can_be_given_again()
    {
        var square = new Square();
        square.Forward(Vector);
        var error = Assert.Throws<ArgumentException>(() => square.Backward(1));
        Assert.StartsWith("Square.Backward: the arriving gradient has shape (), but the node's value had shape (3).", error.Message, StringComparison.Ordinal);
        Assert.Equal((2 * Vector).ToArray(), square.Backward(Tensor.Ones(Vector.Shape)).ToArray());
    }

    [Fact]
    public void Numbers_and_vectors_may_take_turns_in_one_node()
    {
        var (multiply, square) = (new Multiply(), new Square());
        for (var turn = 0; turn < 2; turn++)
        {
            Assert.Equal(-6, multiply.Forward(-1.5, 4));
            Assert.StartsWith("Multiply.Backward: the arriving gradient has shape (3), but the node's value had shape ().", Assert.Throws<ArgumentException>(() => multiply.Backward(Vector)).Message, StringComparison.Ordinal);
            Assert.Equal((8, -3), multiply.Backward(2));

            multiply.Forward(2, Vector);
            Assert.Contains("had shape (3)", Assert.Throws<ArgumentException>(() => multiply.Backward(1)).Message, StringComparison.Ordinal);
            Assert.Equal((Vector.Sum(), 2 * Tensor.Ones(Vector.Shape)), multiply.Backward(Tensor.Ones(Vector.Shape)));

            Assert.Equal(9, square.Forward(3));
            Assert.Contains("had shape ()", Assert.Throws<ArgumentException>(() => square.Backward(Vector)).Message, StringComparison.Ordinal);
            Assert.Equal(6, square.Backward(1));

            square.Forward(Vector);
            Assert.Equal(2 * Vector, square.Backward(Tensor.Ones(Vector.Shape)));
        }
    }

    [Fact]
    public void Numbers_are_asked_for_as_vectors_are()
    {
        var (multiply, square) = (new Multiply(), new Square());
        square.Forward(3);
        square.Forward(3);
        Assert.Equal(6, square.Backward(1));
        Assert.Contains("has been answered already", Refusal(() => square.Backward(1)), StringComparison.Ordinal);

        multiply.Forward(2, Vector);
        multiply.Forward(2, 3);
        Assert.Contains("not clear which of them", Refusal(() => multiply.Backward(1)), StringComparison.Ordinal);
        multiply.Forward(2, 3);
        Assert.Equal((3, 2), multiply.Backward(1));
    }

    [Fact]
    public void A_node_of_ones_own_may_make_a_vector_of_numbers_and_gets_the_sum_of_their_gradients()
    {
        var pair = new TwoTimes();
        Assert.Equal((Tensor)new double[] { 12, 12 }, pair.Forward(3, 4));
        Assert.Contains("had shape (2)", Assert.Throws<ArgumentException>(() => pair.Backward(1)).Message, StringComparison.Ordinal);
        Assert.Equal((4 + 8, 3 + 6), pair.Backward(new double[] { 1, 2 }));

        var scaled = new ScaledSum();
        Assert.Equal(7, scaled.Forward(3, 4));
        Assert.Equal((3, 3), scaled.Backward(1));
    }

    [Fact]
    public void The_same_input_twice_gets_its_gradient_in_two_parts()
    {
        var multiply = new Multiply();
        multiply.Forward(3, 3);
        Assert.Equal((-1.5, -1.5), multiply.Backward(-0.5));
    }

    [Fact]
    public void A_mistaken_backward_is_caught_by_the_gradient_check()
    {
        Assert.All(GradientCheck.Of(new Forgetful(), Vector), check => Assert.False(check.Passed, check.ToString()));
        Assert.All(GradientCheck.Of(new Misshapen(), Vector), check => Assert.False(check.Passed, check.ToString()));
        Assert.StartsWith("✗ x: backward", GradientCheck.Of(new Forgetful(), 3)[0].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("✓ x: backward", GradientCheck.Of(new Square(), 3)[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_check_does_not_mind_what_the_node_did_before()
    {
        var square = new Square();
        square.Forward(1);
        square.Forward(2);
        Assert.True(GradientCheck.Of(square, 3)[0].Passed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_nudge_must_be_positive_and_finite(double h)
        => Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.CentralDifference(x => x, 1, h));

    [Fact]
    public void The_central_difference_of_a_square_is_exact_for_any_nudge()
        => Assert.Equal(6, GradientCheck.CentralDifference(x => x * x, 3, h: 1));

    [Fact]
    public void Shapes_that_a_node_cannot_take_are_named()
    {
        foreach (var (action, message) in new (Action, string)[]
                 {
                     (() => new MatrixProduct().Forward(Matrix, OtherMatrix), "MatrixProduct: shapes (2, 3) and (2, 3) do not fit"),
                     (() => new MatrixProduct().Forward(Matrix, Vector), "MatrixProduct: shapes (2, 3) and (3) do not fit"),
                     (() => new Dot().Forward(Vector, new double[2]), "Dot: shapes (3) and (2) do not fit"),
                     (() => new SumRows().Forward(Vector), "SumRows: it takes a matrix, but this has shape (3)"),
                     (() => new SumColumns().Forward(1), "SumColumns: it takes a matrix, but this has shape ()"),
                     (() => new Softmax().Forward(1), "Softmax: one number has no others to share with"),
                     (() => new SoftmaxCrossEntropy().Forward(1, 1), "SoftmaxCrossEntropy: one number has no others to share with"),
                     (() => Vector.AsColumn().AsColumn(), "AsColumn: shape (3, 1) is not a vector"),
                     (() => Matrix.AsVector(), "AsVector: shape (2, 3) is neither a column nor a row"),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(SquaredError))]
    [InlineData(typeof(SoftmaxCrossEntropy))]
    [InlineData(typeof(SigmoidCrossEntropy))]
    public void A_loss_refuses_targets_of_another_shape(Type type)
    {
        // Elementwise, 3 × 1 against 3 would be 3 × 3: every prediction against every target.
        var loss = (BinaryNode)Activator.CreateInstance(type)!;
        var error = Assert.Throws<ArgumentException>(() => loss.Forward(Vector.AsColumn(), Vector));
        Assert.StartsWith($"{type.Name}: the predictions have shape (3, 1), but the targets have (3).", error.Message, StringComparison.Ordinal);
        Assert.Contains("AsColumn()", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => loss.Forward(Matrix, Vector));
        Assert.Throws<ArgumentException>(() => loss.Forward(Vector, 1));
    }

    [Fact]
    public void A_loss_gives_one_number_for_each_sample()
    {
        // Lesson 08: output (0.1, 0.2, 0.7), third class right: 0.14.
        Tensor output = new double[] { 0.1, 0.2, 0.7 }, target = new double[] { 0, 0, 1 };
        Assert.Equal(0.14, new SquaredError().Forward(output, target).Number, 1e-15);
        Assert.Equal(6.25, new SquaredError().Forward(0.5, 3).Number);
        Assert.Equal(-Math.Log(0.7), new SoftmaxCrossEntropy().Forward(output.Map(Math.Log), target).Number, 1e-15);
        Assert.Equal(Shape.Vector(2), new SquaredError().Forward(Matrix, OtherMatrix).Shape);
        Assert.Equal(Shape.Vector(2), new SoftmaxCrossEntropy().Forward(Matrix, OtherMatrix).Shape);
        Assert.Equal(Matrix.Shape, new SigmoidCrossEntropy().Forward(Matrix, OtherMatrix).Shape);
        Assert.Equal(Math.Log(2), new SigmoidCrossEntropy().Forward(0, 1).Number, 1e-15);
    }

    [Fact]
    public void Scores_beyond_every_power_give_finite_losses_and_gradients()
    {
        foreach (var size in new[] { 800, 1e6, 1e300 })
        {
            Tensor scores = new[,] { { size, 0, -size }, { -size, -size, -size } }, right = new double[,] { { 1, 0, 0 }, { 0, 1, 0 } }, wrong = new double[,] { { 0, 0, 1 }, { 0, 0, 1 } };
            Check(new SoftmaxCrossEntropy(), scores, right, [0, Math.Log(3)]);
            Check(new SoftmaxCrossEntropy(), scores, wrong, [2 * size, Math.Log(3)]);
            Check(new SigmoidCrossEntropy(), new[] { size, -size }, new double[] { 1, 0 }, [0, 0]);
            Check(new SigmoidCrossEntropy(), new[] { size, -size }, new double[] { 0, 1 }, [size, size]);
            Assert.True(new Softmax().Forward(scores).IsFinite);
            Assert.Equal([0, 1], new Sigmoid().Forward(new[] { -size, size }).ToArray());
            Assert.Equal([-1, 1], new Tanh().Forward(new[] { -size, size }).ToArray());
        }

        static void Check(BinaryNode loss, Tensor scores, Tensor targets, double[] expected)
        {
            var losses = loss.Forward(scores, targets);
            foreach (var (a, b) in losses.ToArray().Zip(expected)) Assert.Equal(b, a, 1e-12 * Math.Max(1, b));
            var (dScores, dTargets) = loss.Backward(Tensor.Ones(losses.Shape));
            Assert.True(dScores.IsFinite && dTargets.IsFinite);
            Assert.InRange(dScores.ToArray().Max(Math.Abs), 0, 1);
        }
    }

    private static string Refusal(Action action) => Assert.Throws<InvalidOperationException>(action).Message;

    private static IEnumerable<Type> NodeTypes() => typeof(Node).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsPublic: true } && type.IsAssignableTo(typeof(Node)));

    private sealed class Forgetful : UnaryNode
    {
        protected override Tensor OnForward(Tensor x) => x * x;

        protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => 2 * x;
    }

    private sealed class Misshapen : UnaryNode
    {
        protected override Tensor OnForward(Tensor x) => x * x;

        protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => (2 * x * dz).Sum();
    }

    private sealed class TwoTimes : BinaryNode
    {
        protected override Tensor OnForward(Tensor x, Tensor y) => x * y * Tensor.Ones(Shape.Vector(2));

        protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz * y, dz * x);
    }

    private sealed class ScaledSum : BinaryNode
    {
        protected override Tensor OnForward(Tensor x, Tensor y) => x + y;

        protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz * new double[] { 1, 2 }, dz * new double[] { 1, 2 });
    }
}
