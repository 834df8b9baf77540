namespace DeepLearningMath;

/// <summary>
/// Momentum that looks ahead: v ← βv + g, then θ ← θ − η(g + βv), as if the velocity had already acted once more. It
/// brakes earlier before a slope that turns.
/// </summary>
/// <remarks>PyTorch's <c>SGD(momentum=β, nesterov=True)</c>: the gradient is taken where the parameters are, the look ahead is in the step.</remarks>
public sealed class Nesterov : Momentum
{
    /// <summary>Nesterov's accelerated descent.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η: a positive, finite number, or a schedule.</param>
    /// <param name="momentum">β: the part of the velocity that a step keeps, at least 0 (plain descent) and below 1.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Nesterov(IEnumerable<Variable> parameters, LearningRateSchedule learningRate, double momentum = 0.9)
        : base(parameters, learningRate, momentum)
    {
    }

    private protected override bool LooksAhead => true;
}
