namespace DeepLearningMath;

// What a variable can be put through: each runs a new node and remembers it.
public sealed partial class Variable
{
    /// <summary>Runs <see cref="DeepLearningMath.Square"/>: z = x², elementwise.</summary>
    public Variable Square() => Compute(The<Square>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Exp"/>: z = eˣ, elementwise.</summary>
    public Variable Exp() => Compute(The<Exp>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Log"/>: z = ln x, the natural logarithm, elementwise.</summary>
    public Variable Log() => Compute(The<Log>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Sigmoid"/>: z = σ(x) = 1 / (1 + e⁻ˣ), elementwise.</summary>
    public Variable Sigmoid() => Compute(The<Sigmoid>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Tanh"/>: z = tanh x, elementwise.</summary>
    public Variable Tanh() => Compute(The<Tanh>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Relu"/>: z = max(0, x), elementwise.</summary>
    public Variable Relu() => Compute(The<Relu>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Softmax"/>: shares that add up to 1, of a vector or of each row of a matrix.</summary>
    public Variable Softmax() => Compute(The<Softmax>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Sum"/>: the sum of all numbers.</summary>
    public Variable Sum() => Compute(The<Sum>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Mean"/>: the mean of all numbers.</summary>
    public Variable Mean() => Compute(The<Mean>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.SumRows"/>: the rows of a matrix added up, (m, n) → (n).</summary>
    public Variable SumRows() => Compute(The<SumRows>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.SumColumns"/>: the columns of a matrix added up, (m, n) → (m).</summary>
    public Variable SumColumns() => Compute(The<SumColumns>.Node, this);

    /// <summary>Runs <see cref="DeepLearningMath.Dot"/>: the dot product of two vectors of the same length.</summary>
    /// <param name="other">The other vector.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Variable Dot(Variable other) => Compute(The<Dot>.Node, this, other);

    /// <summary>Runs <see cref="DeepLearningMath.MatrixProduct"/>: the matrix product, (m, n)·(n, k) = (m, k).</summary>
    /// <param name="right">The matrix on the right; it has as many rows as this one has columns.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Variable MatrixProduct(Variable right) => Compute(The<MatrixProduct>.Node, this, right);

    /// <summary>Runs <see cref="DeepLearningMath.SquaredError"/>: the squared error of each sample. This variable is the prediction.</summary>
    /// <param name="targets">What should have come out, in this variable's shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable SquaredError(Variable targets) => Compute(The<SquaredError>.Node, this, targets);

    /// <summary>Runs <see cref="DeepLearningMath.SoftmaxCrossEntropy"/>: the cross-entropy of each sample's softmax. This variable is the scores, <em>before</em> a softmax.</summary>
    /// <param name="targets">What should have come out, in this variable's shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable SoftmaxCrossEntropy(Variable targets) => Compute(The<SoftmaxCrossEntropy>.Node, this, targets);

    /// <summary>Runs <see cref="DeepLearningMath.SigmoidCrossEntropy"/>: the cross-entropy of each number's sigmoid. This variable is the scores, <em>before</em> a sigmoid.</summary>
    /// <param name="targets">What should have come out, in this variable's shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable SigmoidCrossEntropy(Variable targets) => Compute(The<SigmoidCrossEntropy>.Node, this, targets);
}
