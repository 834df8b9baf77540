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
    private readonly Tensor[] _firstMoment, _secondMoment;

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
        (_firstMoment, _secondMoment) = (Zeros(), Zeros());
    }

    /// <summary>m of every parameter, after the latest step and before the correction.</summary>
    public IReadOnlyList<Tensor> FirstMoment => _firstMoment;

    /// <summary>s of every parameter, after the latest step and before the correction.</summary>
    public IReadOnlyList<Tensor> SecondMoment => _secondMoment;

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
    {
        var t = Steps + 1;
        _firstMoment[i] = (_beta1 * _firstMoment[i]) + ((1 - _beta1) * gradient);
        _secondMoment[i] = (_beta2 * _secondMoment[i]) + ((1 - _beta2) * gradient * gradient);
        var mean = _firstMoment[i] / (1 - Math.Pow(_beta1, t));
        var meanSquare = _secondMoment[i] / (1 - Math.Pow(_beta2, t));
        return value - (learningRate * mean / (meanSquare.Map(TensorPrimitives.Sqrt) + _epsilon));
    }
}
