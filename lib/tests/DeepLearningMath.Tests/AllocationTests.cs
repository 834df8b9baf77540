namespace DeepLearningMath.Tests;

/// <summary>What memory a step takes. Garbage is what makes small steps slow: these bounds are to notice it before a clock does.</summary>
public class AllocationTests
{
    /// <summary>What a vector takes besides its numbers: the head of an array.</summary>
    private const int BytesOfVector = 24;

    [Fact]
    public void A_scalar_update_allocates_nothing()
    {
        var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
        var theta = 0.5;
        Assert.Equal(0, Bytes(() =>
        {
            square.Forward(minus.Forward(2, multiply.Forward(theta, -1.5)));
            var (_, dPrediction) = minus.Backward(square.Backward(1));
            var (dTheta, _) = multiply.Backward(dPrediction);
            theta -= 0.1 * dTheta.Number;
        }));
    }

    [Fact]
    public void Every_elementwise_node_takes_numbers_without_allocating()
    {
        UnaryNode[] one = [new Exp(), new Log(), new Mean(), new Relu(), new Sigmoid(), new Square(), new Sum(), new Tanh()];
        BinaryNode[] two = [new Minus(), new Multiply(), new Plus(), new SigmoidCrossEntropy(), new SquaredError()];
        foreach (var node in one) Assert.Equal(0, Bytes(() => node.Backward(node.Forward(0.5))));
        foreach (var node in two) Assert.Equal(0, Bytes(() => node.Backward(node.Forward(0.5, 1))));
    }

    [Fact]
    public void An_update_by_a_mini_batch_allocates_its_results_and_nothing_else()
    {
        const int Samples = 8;
        var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
        Tensor x = new double[Samples], y = Tensor.Ones(x.Shape);
        // Forward: θx, θx + b, y − ŷ, its square. Backward: the mean's share, 2(y − ŷ), times that share, its negative, dθ before its sum, dx.
        const int Results = 4 + 6;
        Assert.Equal(Results * (BytesOfVector + (Samples * sizeof(double))), Bytes(() =>
        {
            mean.Forward(square.Forward(minus.Forward(y, plus.Forward(multiply.Forward(0.5, x), 0.25))));
            var (_, dPrediction) = minus.Backward(square.Backward(mean.Backward(1)));
            var (dProduct, _) = plus.Backward(dPrediction);
            multiply.Backward(dProduct);
        }));
    }

    [Fact]
    public void A_graph_of_numbers_takes_one_object_a_place_and_backward_none()
    {
        const int Places = 1000, BytesOfVariable = 152;
        var theta = new Variable(0.5);
        Variable? end = null;
        Assert.Equal(Places * BytesOfVariable, Bytes(() =>
        {
            end = theta;
            for (var i = 0; i < Places / 4; i++) end = ((end * theta) - theta).Tanh() + theta;
        }));
        Assert.Equal(0, Bytes(end!.Backward));
    }

    [Fact]
    public void A_step_of_an_optimizer_of_numbers_allocates_nothing()
    {
        Variable[] parameters = [new(0.5), new(-1.5)];
        foreach (var parameter in parameters) parameter.Square().Backward();
        foreach (var optimizer in (Optimizer[])[new GradientDescent(parameters, 0.1), new Momentum(parameters, 0.1), new AdaGrad(parameters, 0.1), new RmsProp(parameters, 0.1), new Adam(parameters, 0.1)])
            Assert.Equal(0, Bytes(optimizer.Step));
    }

    [Fact]
    public void A_step_of_an_optimizer_of_many_numbers_allocates_the_new_values_and_nothing_else()
    {
        const int Weights = 100;
        Variable[] parameters = [new(Tensor.Ones(Shape.Vector(Weights)))];
        parameters[0].Square().Sum().Backward();
        foreach (var optimizer in (Optimizer[])[new GradientDescent(parameters, 0.1), new Momentum(parameters, 0.1), new Nesterov(parameters, 0.1), new AdaGrad(parameters, 0.1), new RmsProp(parameters, 0.1), new Adam(parameters, 0.1)])
            Assert.Equal(BytesOfVector + (Weights * sizeof(double)), Bytes(optimizer.Step));
    }

    /// <summary>The bytes that an action always allocates: what .NET takes now and then, when it compiles or collects, is not the action's.</summary>
    private static long Bytes(Action action)
    {
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
