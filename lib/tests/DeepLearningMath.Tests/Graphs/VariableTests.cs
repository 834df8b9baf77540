using FsCheck;
using FsCheck.Fluent;

namespace DeepLearningMath.Tests;

public class VariableTests
{
    [Fact]
    public void Gradients_of_the_first_graph_of_the_course()
    {
        Variable x = new(-1.5, "x"), y = new(4, "y"), w = new(3, "w");
        var s = x + y;
        var p = s * w;
        var f = p.Square();
        f.Backward();

        Assert.Equal((2.5, 7.5, 56.25), (s.Value.Number, p.Value.Number, f.Value.Number));
        Assert.Equal((1, 15, 45), (f.Gradient.Number, p.Gradient.Number, s.Gradient.Number));
        Assert.Equal((45, 45, 37.5), (x.Gradient.Number, y.Gradient.Number, w.Gradient.Number));
    }

    [Fact]
    public void A_shared_variable_collects_from_every_use()
    {
        var x = new Variable(3);
        var a = x + x;
        var end = (a * x) + a;
        end.Backward();
        Assert.Equal(4 * 3 + 2, x.Gradient.Number);
    }

    [Fact]
    public void Backward_twice_accumulates_twice_everywhere()
    {
        var x = new Variable(-1.5);
        var square = x.Square();
        var end = square * square;
        end.Backward();
        var (once, onceInside) = (x.Gradient.Number, square.Gradient.Number);
        end.Backward();
        Assert.Equal((2 * once, 2 * onceInside), (x.Gradient.Number, square.Gradient.Number));
        x.ClearGradient();
        Assert.False(x.HasGradient);
        Assert.Equal(0, x.Gradient.Number);
        end.Backward();
        Assert.Equal(once, x.Gradient.Number);
    }

    [Fact]
    public void A_chain_of_100_000_nodes_works()
    {
        var x = new Variable(1);
        var end = x;
        for (var i = 0; i < 100_000; i++) end += x;
        end.Backward();
        Assert.Equal(100_001, end.Value.Number);
        Assert.Equal(100_001, x.Gradient.Number);
    }

    [Fact]
    public void A_ladder_of_shared_values_is_walked_once_and_not_once_per_path()
    {
        var x = new Variable(1);
        var end = x;
        for (var i = 0; i < 1_000; i++) end = (end + end) * 0.5;
        end.Backward();
        Assert.Equal(1, x.Gradient.Number);
    }

    [Fact]
    public void Gradients_of_random_graphs_agree_with_central_differences()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var leaves = Enumerable.Range(0, 3).Select(i => new Variable(Shaped(i, random), $"v{i}")).ToArray();
            var recipe = Enumerable.Range(0, 12).Select(_ => (random.Next(5), random.Next(), random.Next())).ToArray();
            var checks = GradientCheck.Of(() => Build(leaves, recipe), leaves);
            Assert.All(checks, check => Assert.True(check.LargestError < 1e-5, check.ToString()));
        }).QuickCheckThrowOnFailure();

        static Tensor Shaped(int i, Random random)
        {
            double Next() => (random.NextDouble() * 2) - 1;
            return i switch { 0 => Next(), 1 => new[] { Next(), Next(), Next() }, _ => new[,] { { Next(), Next(), Next() }, { Next(), Next(), Next() } } };
        }

        static Variable Build(Variable[] leaves, (int Operation, int First, int Second)[] recipe)
        {
            var values = leaves.ToList();
            foreach (var (operation, first, second) in recipe)
            {
                var (a, b) = (values[first % values.Count], values[second % values.Count]);
                values.Add(operation switch { 0 => a + b, 1 => a - b, 2 => (a * b) * 0.5, 3 => a.Square() * 0.25, _ => a.Mean() });
            }

            return values.Select(value => value.Sum()).Aggregate((a, b) => a + b);
        }
    }

    [Fact]
    public void Plain_numbers_join_as_constants_and_get_no_gradient()
    {
        var theta = new Variable(0.5);
        Variable constant = 2.0;
        var product = constant * new double[] { 1, 2 };
        Assert.True(product.IsConstant);
        (theta * product).Sum().Backward();
        Assert.False(product.HasGradient);
        Assert.Equal(6, theta.Gradient.Number);
    }

    [Fact]
    public void A_seed_gradient_can_be_given()
    {
        var x = new Variable(new double[] { 1, 2, 3 });
        x.Square().Backward(new double[] { 1, 0, -1 });
        Assert.Equal([2, 0, -6], x.Gradient.ToArray());
    }

    [Fact]
    public void What_cannot_be_done_is_said_in_words()
    {
        var x = new Variable(new double[] { 1, 2, 3 }, "x");
        var square = x.Square();
        Assert.Contains("Take Mean() or Sum()", Assert.Throws<InvalidOperationException>(square.Backward).Message, StringComparison.Ordinal);
        Assert.Contains("shape ()", Assert.Throws<ArgumentException>(() => square.Backward(1)).Message, StringComparison.Ordinal);
        Assert.Contains("computed by Square", Assert.Throws<InvalidOperationException>(() => square.Value = 1).Message, StringComparison.Ordinal);
        Assert.Contains("keeps its shape", Assert.Throws<ArgumentException>(() => x.Value = 1).Message, StringComparison.Ordinal);
        Variable constant = 1.0;
        Assert.Contains("constant", Assert.Throws<InvalidOperationException>(() => constant.Value = 2).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => x + null!);
        Assert.Throws<ArgumentNullException>(() => x.Dot(null!));
        var node = new Square();
        Variable.Run(node, x);
        Assert.Contains("make a new Square", Assert.Throws<InvalidOperationException>(() => Variable.Run(node, x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_graph_remembers_does_not_change_when_a_parameter_moves()
    {
        var theta = new Variable(3);
        var loss = theta.Square();
        theta.Value = 5;
        loss.Backward();
        Assert.Equal(6, theta.Gradient.Number);
    }

    [Fact]
    public void What_a_graph_remembers_does_not_change_when_a_node_of_ones_own_runs_elsewhere()
    {
        var (theta, node) = (new Variable(3), new Multiply());
        var loss = Variable.Run(node, theta, 2);
        Assert.Equal((2, 3), node.Backward(1));
        node.Forward(7, 7);
        loss.Backward();
        Assert.Equal(2, theta.Gradient.Number);
    }

    [Fact]
    public void The_librarys_own_nodes_cannot_be_given_another_place()
    {
        var x = new Variable(3);
        Assert.Contains("make a new Square", Assert.Throws<InvalidOperationException>(() => Variable.Run((UnaryNode)x.Square().Node!, x)).Message, StringComparison.Ordinal);
        Assert.Contains("make a new Plus", Assert.Throws<InvalidOperationException>(() => Variable.Run((BinaryNode)(x + x).Node!, x, x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_that_fails_on_its_way_leaves_nothing_behind_for_the_next()
    {
        var (x, failing) = (new Variable(3), new FailsOnce());
        var loss = Variable.Run(failing, x) + x.Square();
        Assert.Throws<NotSupportedException>(loss.Backward);
        Assert.False(x.HasGradient);
        loss.Backward();
        Assert.Equal(1 + (2 * 3), x.Gradient.Number);
    }

    [Fact]
    public void Inputs_are_told_in_their_order()
    {
        Variable x = new(3), y = new(4);
        Assert.Equal([x, y], (x - y).Inputs);
        Assert.Equal([x, x], (x * x).Inputs);
        Assert.Equal([x], x.Square().Inputs);
        Assert.Empty(x.Inputs);
    }

    private sealed class FailsOnce : UnaryNode
    {
        private bool _hasFailed;

        protected override Tensor OnForward(Tensor x) => x;

        protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz)
        {
            if (_hasFailed) return dz;
            _hasFailed = true;
            throw new NotSupportedException();
        }
    }
}
