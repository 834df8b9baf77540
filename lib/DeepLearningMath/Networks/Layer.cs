namespace DeepLearningMath;

/// <summary>
/// A layer of neurons: every output is a weighted sum of all inputs, a bias, and mostly an activation function. It is
/// nothing but nodes put together: <c>activation(x.MatrixProduct(W) + b)</c>.
/// </summary>
public sealed class Layer
{
    private readonly Func<Variable, Variable>? _activation;

    /// <summary>A layer with the weights and biases given.</summary>
    /// <param name="weights">W, a matrix (inputs × outputs): the weights of one neuron in each column.</param>
    /// <param name="biases">b, a vector (outputs).</param>
    /// <param name="activation">What the sums go through, for example <c>z =&gt; z.Sigmoid()</c>; none leaves them as they are.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public Layer(Tensor weights, Tensor biases, Func<Variable, Variable>? activation = null)
    {
        if (weights.Rank != 2 || biases.Shape != Shape.Vector(weights.Shape.Columns))
            throw new ArgumentException($"Layer: the weights have shape {weights.Shape} and the biases {biases.Shape}. It takes a matrix (inputs × outputs), and a vector with a bias for each output.");
        (Weights, Biases, _activation) = (new Variable(weights, "W"), new Variable(biases, "b"), activation);
    }

    /// <summary>W, a matrix (inputs × outputs).</summary>
    public Variable Weights { get; }

    /// <summary>b, a vector (outputs).</summary>
    public Variable Biases { get; }

    /// <summary>How many numbers go in.</summary>
    public int Inputs => Weights.Value.Shape.Rows;

    /// <summary>How many neurons there are, so how many numbers come out.</summary>
    public int Outputs => Weights.Value.Shape.Columns;

    /// <summary>x·W + b, before the activation.</summary>
    /// <param name="x">A matrix (n × inputs): a sample in each row.</param>
    /// <exception cref="ArgumentException">x has another shape.</exception>
    public Variable WeightedSum(Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Value.Rank == 2 && x.Value.Shape.Columns == Inputs
            ? x.MatrixProduct(Weights) + Biases
            : throw new ArgumentException($"Layer: x has shape {x.Value.Shape}, but this layer takes a matrix with {Inputs} columns, a sample in each row. (One sample as a vector becomes such a row with AsRow().)", nameof(x));
    }

    /// <summary>What the neurons answer: the activation of x·W + b.</summary>
    /// <param name="x">A matrix (n × inputs): a sample in each row.</param>
    /// <returns>A matrix (n × outputs).</returns>
    /// <exception cref="ArgumentException">x has another shape.</exception>
    public Variable Forward(Variable x) => _activation is null ? WeightedSum(x) : _activation(WeightedSum(x));

    /// <summary>One line: <c>784 inputs, 100 outputs</c>.</summary>
    public override string ToString() => $"{Inputs} inputs, {Outputs} outputs";
}
