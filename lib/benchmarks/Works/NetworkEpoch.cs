using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>A 784-100-10 network with sigmoids and softmax cross-entropy, 100 pictures in each update.</summary>
internal sealed class NetworkEpoch : Epochs
{
    private const double Rate = 0.1;

    /// <inheritdoc/>
    protected override (IEnumerable<TrainingStep> Steps, int Updates, IReadOnlyList<Variable> Parameters) Start()
    {
        var (pictures, _) = DataSets.FashionMnist();
        var network = new Network(
            new Layer(Weights(784, 100, start: 0), new double[100], z => z.Sigmoid()),
            new Layer(Weights(100, 10, start: 784 * 100), new double[10]));
        var batches = new MiniBatches(pictures.X, pictures.OneHot, 100);
        var steps = Training.Steps(
            batch => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean(), batches, new GradientDescent(network.Parameters, Rate));
        return (steps, batches.Count, network.Parameters);

        static Tensor Weights(int inputs, int outputs, int start) => Math.Sqrt(6.0 / (inputs + outputs)) * Given.Matrix(inputs, outputs, start);
    }
}
