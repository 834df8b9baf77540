using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// AdaGrad that forgets: s ← βs + (1 − β)g², then θ ← θ − ηg / (√s + ε). The ruler follows the gradients of late, so
/// a weight can become quick again.
/// </summary>
/// <remarks>Tieleman and Hinton (2012), in PyTorch's form: what it calls alpha is β here (α is a learning rate), ε stands outside
/// the root, and s begins at 0 without correction, so the first step has the length η/√(1 − β).</remarks>
public sealed class RmsProp : Optimizer
{
    private readonly double _beta, _epsilon;
    private readonly double[][] _meanSquare;

    /// <summary>RMSProp.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η: a positive, finite number, or a schedule.</param>
    /// <param name="beta">β: the part of the mean square that a step keeps, at least 0 and below 1.</param>
    /// <param name="epsilon">ε: keeps a weight without gradients from dividing by 0.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public RmsProp(IEnumerable<Variable> parameters, LearningRateSchedule learningRate, double beta = 0.99, double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        _beta = RequireKept(beta, nameof(beta), 0.99);
        _epsilon = RequireEpsilon(epsilon, 1e-8);
        _meanSquare = Memories();
    }

    /// <summary>s of every parameter, after the latest step.</summary>
    public IReadOnlyList<Tensor> MeanSquare => Copies(_meanSquare);

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
        => value.Step(gradient, _meanSquare[i], null, new Rule(_beta, _epsilon, learningRate));

    private readonly struct Rule(double beta, double epsilon, double learningRate) : IStepRule
    {
        public void Step(ReadOnlySpan<double> value, ReadOnlySpan<double> gradient, Span<double> mean, Span<double> second, Span<double> result)
        {
            // s ← βs + (1 − β)g²
            TensorPrimitives.Multiply(gradient, gradient, result);
            TensorPrimitives.Multiply(mean, beta, mean);
            TensorPrimitives.MultiplyAdd(result, 1 - beta, mean, mean);
            // θ − η·g / (√s + ε)
            TensorPrimitives.Sqrt(mean, result);
            TensorPrimitives.Add(result, epsilon, result);
            TensorPrimitives.Divide(gradient, result, result);
            TensorPrimitives.MultiplyAdd(result, -learningRate, value, result);
        }
    }
}
