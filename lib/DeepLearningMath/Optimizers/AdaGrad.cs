using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// A ruler for every weight: G ← G + g², then θ ← θ − ηg / (√G + ε). A weight that has had large gradients steps
/// carefully; but G never shrinks, so every weight slows down for ever.
/// </summary>
/// <remarks>Duchi, Hazan and Singer (2011), in PyTorch's form: ε stands outside the root, G begins at 0.</remarks>
public sealed class AdaGrad : Optimizer
{
    private readonly double _epsilon;
    private readonly double[][] _sumOfSquares;

    /// <summary>AdaGrad.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η, the length of the first step of every weight: a positive, finite number, or a schedule.</param>
    /// <param name="epsilon">ε: keeps a weight without gradients from dividing by 0.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdaGrad(IEnumerable<Variable> parameters, LearningRateSchedule learningRate, double epsilon = 1e-10)
        : base(parameters, learningRate)
    {
        _epsilon = RequireEpsilon(epsilon, 1e-10);
        _sumOfSquares = Memories();
    }

    /// <summary>G of every parameter, after the latest step.</summary>
    public IReadOnlyList<Tensor> SumOfSquares => Copies(_sumOfSquares);

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
        => value.Step(gradient, _sumOfSquares[i], null, new Rule(_epsilon, learningRate));

    private readonly struct Rule(double epsilon, double learningRate) : IStepRule
    {
        public void Step(ReadOnlySpan<double> value, ReadOnlySpan<double> gradient, Span<double> sum, Span<double> second, Span<double> result)
        {
            // G ← G + g²
            TensorPrimitives.Multiply(gradient, gradient, result);
            TensorPrimitives.Add(sum, result, sum);
            // θ − η·g / (√G + ε)
            TensorPrimitives.Sqrt(sum, result);
            TensorPrimitives.Add(result, epsilon, result);
            TensorPrimitives.Divide(gradient, result, result);
            TensorPrimitives.MultiplyAdd(result, -learningRate, value, result);
        }
    }
}
