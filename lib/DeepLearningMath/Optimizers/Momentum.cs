using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// Descent with a memory: v ← βv + g, then θ ← θ − ηv. Where gradients agree they add up, to 1/(1 − β) times one of
/// them; where they take turns they cancel.
/// </summary>
/// <remarks>PyTorch's <c>SGD(momentum=β)</c>, without dampening: g enters whole, not times 1 − β.</remarks>
public class Momentum : Optimizer
{
    private readonly double _momentum;
    private readonly double[][] _velocity;

    /// <summary>Descent with momentum.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">η: a positive, finite number, or a schedule. Try a tenth of what plain descent takes.</param>
    /// <param name="momentum">β: the part of the velocity that a step keeps, at least 0 (plain descent) and below 1.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Momentum(IEnumerable<Variable> parameters, LearningRateSchedule learningRate, double momentum = 0.9)
        : base(parameters, learningRate)
    {
        _momentum = RequireKept(momentum, nameof(momentum), 0.9);
        _velocity = Memories();
    }

    /// <summary>v of every parameter, after the latest step.</summary>
    public IReadOnlyList<Tensor> Velocity => Copies(_velocity);

    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate)
        => value.Step(gradient, _velocity[i], null, new Rule(_momentum, learningRate, LooksAhead));

    /// <summary>Whether a step goes where the velocity will have turned to once it has acted again.</summary>
    private protected virtual bool LooksAhead => false;

    private readonly struct Rule(double momentum, double learningRate, bool looksAhead) : IStepRule
    {
        public void Step(ReadOnlySpan<double> value, ReadOnlySpan<double> gradient, Span<double> velocity, Span<double> second, Span<double> result)
        {
            // v ← βv + g
            TensorPrimitives.MultiplyAdd(velocity, momentum, gradient, velocity);
            // Against v; or against g + βv.
            if (looksAhead) TensorPrimitives.MultiplyAdd(velocity, momentum, gradient, result);
            TensorPrimitives.MultiplyAdd(looksAhead ? result : velocity, -learningRate, value, result);
        }
    }
}
