namespace DeepLearningMath;

/// <summary>
/// Adam with weight decay apart from it: θ ← θ(1 − ηλ) with the decay λ, then Adam's step. A decay that went into the
/// gradient would be divided by √ŝ, and so hardly depend on λ.
/// </summary>
/// <remarks>Loshchilov and Hutter (2019) with PyTorch's defaults; the gradient is the one from before the decay.</remarks>
public sealed class AdamW : Adam
{
    private readonly double _weightDecay;

    /// <summary>Adam with decoupled weight decay.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η, about the length of a step of every weight: a positive, finite number, or a schedule. Often 0.001.</param>
    /// <param name="beta1">β₁: the part of the mean gradient that a step keeps, at least 0 and below 1.</param>
    /// <param name="beta2">β₂: the part of the mean square that a step keeps, at least 0 and below 1.</param>
    /// <param name="epsilon">ε: keeps a weight without gradients from dividing by 0.</param>
    /// <param name="weightDecay">λ: a step makes every weight smaller by the part ηλ of it. Not negative; 0 is Adam.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(
        IEnumerable<Variable> parameters, LearningRateSchedule learningRate,
        double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(parameters, learningRate, beta1, beta2, epsilon)
    {
        if (!double.IsFinite(weightDecay) || weightDecay < 0)
            throw new ArgumentOutOfRangeException(nameof(weightDecay), weightDecay, "The weight decay must be a finite number, not negative, for example 0.01.");
        _weightDecay = weightDecay;
    }

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
        => base.OnStep(i, value * (1 - (learningRate * _weightDecay)), gradient, learningRate);
}
