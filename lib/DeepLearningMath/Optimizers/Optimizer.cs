using static System.FormattableString;

namespace DeepLearningMath;

/// <summary>
/// Changes parameters so that a cost falls. After <c>cost.Backward()</c> every parameter has its gradient, and a
/// <see cref="Step"/> moves each of them once. Which way and how far is what one optimizer does differently from another.
/// </summary>
/// <remarks>Write one of your own by deriving from this class: <see cref="OnStep"/> is the rule for one parameter.</remarks>
public abstract class Optimizer
{
    private readonly Variable[] _parameters;
    private readonly LearningRateSchedule _learningRate;

    /// <summary>An optimizer of the given parameters.</summary>
    /// <param name="parameters">The variables to be changed, none of them twice, none computed from others.</param>
    /// <param name="learningRate">α (also written η): a number, or a schedule that changes it as training goes on.</param>
    /// <exception cref="ArgumentException">There is no parameter, one stands there twice, or one was computed from others.</exception>
    protected Optimizer(IEnumerable<Variable> parameters, LearningRateSchedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(learningRate);
        _parameters = [.. parameters];
        _learningRate = learningRate;
        var name = GetType().Name;
        if (_parameters.Length == 0)
            throw new ArgumentException($"{name} has no parameters, so there is nothing to learn.", nameof(parameters));
        if (_parameters.Distinct().Count() != _parameters.Length)
            throw new ArgumentException($"{name}: a parameter stands there twice, and would be moved twice in a step.", nameof(parameters));
        if (Array.Find(_parameters, parameter => parameter.Node is not null || parameter.IsConstant) is { } computed)
            throw new ArgumentException($"{name}: {computed} is not a parameter. Only a new Variable(…), not what is computed from it, can be moved.", nameof(parameters));
    }

    /// <summary>What a step moves, in the order given.</summary>
    public IReadOnlyList<Variable> Parameters => _parameters;

    /// <summary>How many steps have been done.</summary>
    public int Steps { get; private set; }

    /// <summary>α of the next step.</summary>
    public double LearningRate => _learningRate.At(Steps);

    /// <summary>Moves every parameter once. All use the gradients that were computed together.</summary>
    public void Step()
    {
        var learningRate = LearningRate;
        for (var i = 0; i < _parameters.Length; i++)
            _parameters[i].Value = OnStep(i, _parameters[i].Value, _parameters[i].Gradient, learningRate);
        Steps++;
    }

    /// <summary>Forgets the gradients of all parameters, so the next Backward starts from nothing.</summary>
    public void ClearGradients()
    {
        foreach (var parameter in _parameters) parameter.ClearGradient();
    }

    /// <summary>The rule: the value that a parameter has after this step.</summary>
    /// <param name="i">Which parameter, counted from 0: for what the optimizer remembers of each.</param>
    /// <param name="value">Its value before the step.</param>
    /// <param name="gradient">Its gradient, in the same shape.</param>
    /// <param name="learningRate">α of this step. (<see cref="Steps"/> tells how many steps came before.)</param>
    protected abstract Tensor OnStep(int i, Tensor value, Tensor gradient, double learningRate);

    /// <summary>Zeros in the shape of every parameter: what an optimizer remembers before its first step.</summary>
    protected Tensor[] Zeros() => [.. _parameters.Select(parameter => Tensor.Zeros(parameter.Value.Shape))];

    /// <summary>A 0 for every number of each parameter: what <see cref="IStepRule"/>s remember before the first step.</summary>
    private protected double[][] Memories() => Array.ConvertAll(_parameters, parameter => new double[parameter.Value.Count]);

    /// <summary>What is remembered now, in the shapes of the parameters: later steps do not change it.</summary>
    private protected IReadOnlyList<Tensor> Copies(double[][] memories) => [.. memories.Zip(_parameters, (memory, parameter) => Tensor.CopyOf(memory, parameter.Value.Shape))];

    /// <summary>How much of a memory is kept at each step: at least 0, below 1.</summary>
    private protected static double RequireKept(double value, string name, double example) => value >= 0 && value < 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} is the part of the memory that a step keeps: at least 0 and below 1, for example {example}."));

    /// <summary>The small number that keeps a division from dividing by 0.</summary>
    private protected static double RequireEpsilon(double epsilon, double example) => double.IsFinite(epsilon) && epsilon >= 0
        ? epsilon
        : throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, Invariant($"epsilon keeps a division from dividing by 0: a small number, not negative, for example {example}."));
}
