using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// Momentum and RMSProp together, both corrected for having begun at 0: m ← β₁m + (1 − β₁)g and s ← β₂s + (1 − β₂)g²;
/// then θ ← θ − η·m̂ / (√ŝ + ε), with m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ) at step t = 1, 2, …
/// </summary>
/// <remarks>Kingma and Ba (2015) with PyTorch's defaults. The paper calls the second moment v; here v is a velocity, so it is s.</remarks>
public class Adam : Optimizer
{
    private readonly double _beta1, _beta2, _epsilon;
    private readonly double[][] _firstMoment, _secondMoment;

    /// <summary>Adam.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η, about the length of a step of every weight: a positive, finite number, or a schedule. Often 0.001.</param>
    /// <param name="beta1">β₁: the part of the mean gradient that a step keeps, at least 0 and below 1.</param>
    /// <param name="beta2">β₂: the part of the mean square that a step keeps, at least 0 and below 1.</param>
    /// <param name="epsilon">ε: keeps a weight without gradients from dividing by 0.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(
        IEnumerable<Variable> parameters, LearningRateSchedule learningRate,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(parameters, learningRate)
    {
        _beta1 = RequireKept(beta1, nameof(beta1), 0.9);
        _beta2 = RequireKept(beta2, nameof(beta2), 0.999);
        _epsilon = RequireEpsilon(epsilon, 1e-8);
        (_firstMoment, _secondMoment) = (Memories(), Memories());
    }

    /// <summary>m of every parameter, after the latest step and before the correction.</summary>
    public IReadOnlyList<Tensor> FirstMoment => Copies(_firstMoment);

    /// <summary>s of every parameter, after the latest step and before the correction.</summary>
    public IReadOnlyList<Tensor> SecondMoment => Copies(_secondMoment);

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
        => value.Step(gradient, _firstMoment[i], _secondMoment[i], new Rule(_beta1, _beta2, _epsilon, learningRate, Steps + 1));

    private readonly struct Rule(double beta1, double beta2, double epsilon, double learningRate, int t) : IStepRule
    {
        // What m and s lack for having begun at 0.
        private readonly double _correction1 = 1 - Math.Pow(beta1, t), _correction2 = 1 - Math.Pow(beta2, t);

        public void Step(ReadOnlySpan<double> value, ReadOnlySpan<double> gradient, Span<double> m, Span<double> s, Span<double> result)
        {
            // m ← β₁m + (1 − β₁)g
            TensorPrimitives.Multiply(m, beta1, m);
            TensorPrimitives.MultiplyAdd(gradient, 1 - beta1, m, m);
            // s ← β₂s + (1 − β₂)g²
            TensorPrimitives.Multiply(gradient, gradient, result);
            TensorPrimitives.Multiply(s, beta2, s);
            TensorPrimitives.MultiplyAdd(result, 1 - beta2, s, s);
            // θ − η·m̂ / (√ŝ + ε)
            TensorPrimitives.Divide(s, _correction2, result);
            TensorPrimitives.Sqrt(result, result);
            TensorPrimitives.Add(result, epsilon, result);
            TensorPrimitives.Divide(m, result, result);
            TensorPrimitives.MultiplyAdd(result, -learningRate / _correction1, value, result);
        }
    }
}
