namespace DeepLearningMath.Tests;

public class NetworkTests
{
    private static readonly LabelledSamples Digits = DataSets.Digits();

    private static Network Small(int seed) => new([3, 4, 2], z => z.Sigmoid(), RandomNumbers.Seeded(seed));

    [Fact]
    public void A_network_is_nothing_but_nodes_put_together()
    {
        Tensor x = new[,] { { 0.5, -1, 2 }, { 1, 0.25, -0.75 } };
        var network = new Network([3, 4, 2], z => z.Tanh(), RandomNumbers.Seeded(3), Initialization.He);
        Assert.Equal(["W¹", "b¹", "W²", "b²"], network.Parameters.Select(parameter => parameter.Name));
        var (w1, b1, w2, b2) = (network.Parameters[0], network.Parameters[1], network.Parameters[2], network.Parameters[3]);
        b1.Value = new double[] { 1, 2, 3, 4 };

        var byHand = (((Variable)x).MatrixProduct(w1) + b1).Tanh().MatrixProduct(w2) + b2;
        Assert.Equal(byHand.Value, network.Forward(x).Value);
        Assert.Equal(byHand.Value, network.Predict(x));
        Assert.Equal((((Variable)x).MatrixProduct(w1) + b1).Value, network.Layers[0].WeightedSum(x).Value);
        Assert.Equal("3-4-2 network, 26 parameters", network.ToString());
        Assert.Equal("3 inputs, 4 outputs", network.Layers[0].ToString());
    }

    [Fact]
    public void Gradients_of_all_parameters_agree_with_central_differences()
    {
        var random = RandomNumbers.Seeded(5);
        Tensor x = Initialization.He(6, 3, random), y = new double[,] { { 1, 0 }, { 0, 1 }, { 0, 1 }, { 1, 0 }, { 0.25, 0.75 }, { 1, 0 } };
        var network = new Network([3, 5, 4, 2], z => z.Sigmoid(), random);
        Assert.Equal(6, network.Parameters.Count);
        Assert.All(
            GradientCheck.Of(() => network.Forward(x).SoftmaxCrossEntropy(y).Mean(), network.Parameters),
            check => Assert.True(check.Passed, check.ToString()));
    }

    [Fact]
    public void A_gradient_reaches_inputs_that_are_variables_and_no_others()
    {
        var network = Small(1);
        Variable x = new(new[,] { { 0.5, -1, 2 } }), constant = (Tensor)new[,] { { 0.5, -1, 2 } };
        network.Forward(x).Square().Sum().Backward();
        network.Forward(constant).Square().Sum().Backward();
        Assert.True(x.HasGradient);
        Assert.False(constant.HasGradient);
    }

    /// <summary>Lesson 11's story: 64-32-10, sigmoid, Random(11), η = 1, B = 10; rows i with i % 5 = 0 validate. Its numbers were computed twice, independently.</summary>
    [Fact]
    public void The_two_of_row_1344_becomes_a_three_after_one_epoch()
    {
        var (training, validation) = Digits.Split(i => i % 5 == 0);
        var random = new Random(11);
        var network = new Network([64, 32, 10], z => z.Sigmoid(), random);
        Assert.Equal(0.222, Outputs()[2], 5e-4);
        Assert.Equal(0.072, Metrics.Accuracy(network.Predict(validation.X), validation.Labels), 5e-4);

        var batches = new MiniBatches(training.X, training.OneHot, 10, random);
        var optimizer = new GradientDescent(network.Parameters, 1);
        foreach (var _ in Training.Steps(Cost, batches, optimizer).Take(batches.Count + 1)) ;

        double[] expected = [.007, .012, .201, .296, 0, .007, 0, .036, .239, .202];
        foreach (var (output, value) in Outputs().Zip(expected)) Assert.Equal(value, output, 5e-4);
        Assert.Equal(0.897, Metrics.Accuracy(network.Predict(validation.X), validation.Labels), 5e-4);

        // Its levers on the "2": 28 dark pixels, the brightest hidden neuron, and the wishes of all ten outputs added up.
        optimizer.ClearGradients();
        var hidden = network.Layers[0].Forward(Digits.X.Rows(1344));
        network.Layers[1].Forward(hidden).SoftmaxCrossEntropy(Digits.Rows(1344).OneHot).Mean().Backward();
        Assert.Equal(0.863, hidden.Value[0, 8], 5e-4);
        Assert.Equal(-0.690, network.Layers[1].Weights.Gradient[8, 2], 5e-4);
        Assert.Equal(-0.799, network.Layers[1].Biases.Gradient[2], 5e-4);
        Assert.Equal(0.779, hidden.Gradient[0, 8], 5e-4);
        Assert.Equal(896, network.Layers[0].Weights.Gradient.ToArray().Count(gradient => gradient == 0));

        double[] Outputs() => new Softmax().Forward(network.Predict(Digits.X.Rows(1344))).ToArray();

        Variable Cost(MiniBatch batch) => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean();
    }

    public static TheoryData<string> Trainings => [.. Optimizers.Keys];

    private static readonly Dictionary<string, Func<IReadOnlyList<Variable>, Optimizer>> Optimizers = new()
    {
        [nameof(GradientDescent)] = parameters => new GradientDescent(parameters, 1),
        [nameof(Momentum)] = parameters => new Momentum(parameters, 0.1),
        [nameof(Nesterov)] = parameters => new Nesterov(parameters, 0.1),
        [nameof(AdaGrad)] = parameters => new AdaGrad(parameters, 0.1),
        [nameof(RmsProp)] = parameters => new RmsProp(parameters, 0.01),
        [nameof(Adam)] = parameters => new Adam(parameters, 0.01),
        [nameof(AdamW)] = parameters => new AdamW(parameters, 0.01),
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Every_optimizer_teaches_a_network_to_read_digits(string name)
    {
        var (training, validation) = Digits.Split(i => i % 5 == 0);
        var random = RandomNumbers.Seeded(1);
        var network = new Network([64, 32, 10], z => z.Sigmoid(), random);
        var history = Training.Run(
            batch => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean(),
            new MiniBatches(training.X, training.OneHot, 10, random), Optimizers[name](network.Parameters), epochs: 5);
        Assert.False(history.Diverged);
        Assert.InRange(Metrics.Accuracy(network.Predict(validation.X), validation.Labels), 0.92, 1);
    }

    [Fact]
    public void A_network_reads_clothes()
    {
        var (training, test) = DataSets.FashionMnist();
        var random = RandomNumbers.Seeded(1);
        var network = new Network([784, 100, 10], z => z.Sigmoid(), random);
        var batches = new MiniBatches(training.X, training.OneHot, 10, random);
        var steps = Training.Steps(
            batch => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean(), batches, new GradientDescent(network.Parameters, 0.1));
        foreach (var _ in steps.Take((10 * batches.Count) + 1)) ;
        Assert.InRange(Metrics.Accuracy(network.Predict(test.X), test.Labels), 0.82, 1);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused()
    {
        var random = RandomNumbers.Seeded(1);
        foreach (var (action, message) in new (Func<object>, string)[]
                 {
                     (() => new Network(), "Network: there is no layer."),
                     (() => new Network(new Layer(new double[3, 4], new double[4]), new Layer(new double[5, 2], new double[2])), "Network: layer 1 gives 4 numbers, but layer 2 takes 5."),
                     (() => new Network([3], z => z, random), "Network: it takes the number of inputs, the sizes of hidden layers if there are any, and the number of outputs, but there is only 1 size."),
                     (() => new Network([3, 0, 2], z => z, random), "Network: a layer has at least 1 neuron."),
                     (() => new Layer(new double[3, 4], new double[3]), "Layer: the weights have shape (3, 4) and the biases (3)."),
                     (() => Small(1).Predict(new double[3]), "Layer: x has shape (3), but this layer takes a matrix with 3 columns"),
                     (() => Small(1).Predict(new double[2, 4]), "Layer: x has shape (2, 4), but this layer takes a matrix with 3 columns"),
                 })
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
        Assert.Equal(Shape.Matrix(1, 2), Small(1).Predict(((Tensor)new double[3]).AsRow()).Shape);
    }
}
