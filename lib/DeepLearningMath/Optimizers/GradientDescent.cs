namespace DeepLearningMath;

/// <summary>Plain gradient descent: θ ← θ − α · ∂C/∂θ for every parameter (PyTorch's <c>SGD</c> without momentum).</summary>
public sealed class GradientDescent
{
    private readonly Variable[] _parameters;

    /// <summary>Gradient descent on the given parameters.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">α (also written η): how far a step goes for a gradient of 1. Positive and finite.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is not a positive, finite number.</exception>
    public GradientDescent(IEnumerable<Variable> parameters, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Length == 0)
            throw new ArgumentException("GradientDescent has no parameters, so there is nothing to learn.", nameof(parameters));
        if (_parameters.Distinct().Count() != _parameters.Length)
            throw new ArgumentException("GradientDescent: a parameter stands there twice, and would be moved twice in a step.", nameof(parameters));
        if (Array.Find(_parameters, parameter => parameter.Node is not null || parameter.IsConstant) is { } computed)
            throw new ArgumentException($"GradientDescent: {computed} is not a parameter. Only a new Variable(…), not what is computed from it, can be moved.", nameof(parameters));
        if (!double.IsFinite(learningRate) || learningRate <= 0)
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "The learning rate must be a positive, finite number, for example 0.1.");
        LearningRate = learningRate;
    }

    /// <summary>What a step moves, in the order given.</summary>
    public IReadOnlyList<Variable> Parameters => _parameters;

    /// <summary>α, how far a step goes for a gradient of 1.</summary>
    public double LearningRate { get; }

    /// <summary>Moves every parameter once, against its gradient. All use the gradients that were computed together.</summary>
    public void Step()
    {
        foreach (var parameter in _parameters)
            parameter.Value -= LearningRate * parameter.Gradient;
    }

    /// <summary>Forgets the gradients of all parameters, so the next Backward starts from nothing.</summary>
    public void ClearGradients()
    {
        foreach (var parameter in _parameters) parameter.ClearGradient();
    }
}
