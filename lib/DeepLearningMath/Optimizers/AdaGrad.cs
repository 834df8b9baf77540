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
    private readonly Tensor[] _sumOfSquares;

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
        _sumOfSquares = Zeros();
    }

    /// <summary>G of every parameter, after the latest step.</summary>
    public IReadOnlyList<Tensor> SumOfSquares => _sumOfSquares;

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
    {
        _sumOfSquares[i] += gradient * gradient;
        return value - (learningRate * gradient / (_sumOfSquares[i].Map(TensorPrimitives.Sqrt) + _epsilon));
    }
}
