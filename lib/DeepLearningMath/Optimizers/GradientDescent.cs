namespace DeepLearningMath;

/// <summary>Plain gradient descent: θ ← θ − α · ∂C/∂θ for every parameter (PyTorch's <c>SGD</c> without momentum).</summary>
/// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
/// <param name="learningRate">α (also written η): how far a step goes for a gradient of 1. A positive, finite number, or a schedule.</param>
/// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
/// <exception cref="ArgumentOutOfRangeException">The learning rate is not a positive, finite number.</exception>
public sealed class GradientDescent(IEnumerable<Variable> parameters, LearningRateSchedule learningRate)
    : Optimizer(parameters, learningRate)
{
    /// <inheritdoc/>
    protected override Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate) => value.Plus(-learningRate, gradient);
}
