using MathNet.Numerics.LinearAlgebra;

namespace DeepLearningMath;

/// <summary>
/// All second derivatives of a cost: H[i, j] = ∂²C/∂θᵢ∂θⱼ. Its eigenvectors are the directions of the cost's valley, and each
/// eigenvalue λ says how strongly the cost curves along one: a step of gradient descent with the learning rate η multiplies the
/// distance from the bottom by 1 − ηλ there.
/// </summary>
[TypeFormatterSource(typeof(HessianFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed class Hessian
{
    /// <summary>How far H[i, j] and H[j, i] may lie apart, relative to the largest number: rounding, not another matrix.</summary>
    private const double SymmetryTolerance = 1e-9;

    /// <summary>The distance from 1 to the next double: an eigenvalue is known to about so much of the largest.</summary>
    private const double Precision = 2.220446049250313e-16;

    /// <summary>The Hessian with the given numbers.</summary>
    /// <param name="matrix">A symmetric matrix of finite numbers, m × m for m parameters.</param>
    /// <exception cref="ArgumentException">It is not such a matrix.</exception>
    public Hessian(Tensor matrix)
    {
        var size = matrix.Shape.Rows;
        if (matrix.Rank != 2 || size != matrix.Shape.Columns || size == 0)
            throw new ArgumentException($"Hessian: this has shape {matrix.Shape}, but a Hessian has a row and a column for each parameter: (m, m).", nameof(matrix));
        if (!matrix.IsFinite)
            throw new ArgumentException($"Hessian: {matrix} holds numbers that are not finite. Look for NaN or infinity in the data and the parameters.", nameof(matrix));
        var tolerance = SymmetryTolerance * matrix.ToArray().Max(Math.Abs);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > tolerance)
                    throw new ArgumentException($"Hessian: element ({i}, {j}) is {Readable.Number(matrix[i, j])}, but ({j}, {i}) is {Readable.Number(matrix[j, i])}. Second derivatives do not depend on the order, so both must be equal.", nameof(matrix));
            }
        }

        Matrix = matrix;
        // For a symmetric matrix MathNet gives real eigenvalues in ascending order and eigenvectors of length 1.
        var decomposition = matrix.Matrix.Evd(Symmetricity.Symmetric);
        Eigenvalues = [.. decomposition.EigenValues.Select(value => value.Real)];
        Eigenvectors = decomposition.EigenVectors;
    }

    /// <summary>H, m × m for m parameters.</summary>
    public Tensor Matrix { get; }

    /// <summary>λ, the curvature along each eigenvector, the smallest first.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>The directions, each of length 1, at right angles to each other: column j belongs to <c>Eigenvalues[j]</c>. Its sign has no meaning.</summary>
    public Tensor Eigenvectors { get; }

    /// <summary>
    /// κ, the largest by the smallest |λ|: 1 for a round bowl, large for a long narrow valley. Plain gradient descent takes
    /// about as many updates as κ.
    /// </summary>
    /// <exception cref="InvalidOperationException">The Hessian is singular: the cost is flat along some direction, so that κ has no value.</exception>
    public double ConditionNumber => IsSingular(out var flat)
        ? throw new InvalidOperationException($"This Hessian is singular: along {Direction(flat)} the cost is flat (eigenvalue {Readable.Number(Eigenvalues[flat])}), so many parameters are equally good and it has no condition number. Look for inputs that are all equal or that follow from each other, and leave them out.")
        : Eigenvalues.Max(Math.Abs) / Eigenvalues.Min(Math.Abs);

    /// <summary>2 / λ_max: gradient descent with a smaller learning rate settles in a bowl of this curvature, with a larger one it runs away.</summary>
    /// <exception cref="InvalidOperationException">No eigenvalue is positive: this is no bowl, and no rate settles.</exception>
    public double LargestStableLearningRate => Eigenvalues[^1] > 0
        ? 2 / Eigenvalues[^1]
        : throw new InvalidOperationException($"The largest eigenvalue of this Hessian is {Readable.Number(Eigenvalues[^1])}: the cost curves upward along no direction, so there is no bottom to settle at. Take the Hessian near a minimum.");

    /// <summary>The Hessian of the cost C = mean (y − (θ₁x + θ₀))², in the order (θ₁, θ₀): 2·[[mean x², mean x], [mean x, 1]]. It has no y in it, and is the same everywhere.</summary>
    /// <param name="x">The inputs: a vector.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a vector, is empty, or holds a number that is not finite.</exception>
    public static Hessian OfLine(Tensor x)
    {
        SampleCount.OfVectors("Hessian.OfLine", x, x);
        var (meanSquare, mean) = ((x * x).Mean(), x.Mean());
        return new Hessian(new[,] { { 2 * meanSquare, 2 * mean }, { 2 * mean, 2 } });
    }

    /// <summary>
    /// The Hessian of any cost at the parameters' present values, by central differences of its gradient: nudge one number
    /// up and down, and see how all gradients change. Parameters that are vectors or matrices count number by number, in reading order.
    /// </summary>
    /// <param name="cost">Computes the cost from the parameters: a graph that ends in one number.</param>
    /// <param name="parameters">What to nudge. Their values stay as they were; their gradients are cleared.</param>
    /// <exception cref="ArgumentException">There are no parameters, or a gradient is not finite.</exception>
    public static Hessian Of(Func<Variable> cost, IReadOnlyList<Variable> parameters)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(parameters);
        var rows = parameters.SelectMany(parameter => Enumerable.Range(0, parameter.Value.Count).Select(i => Row(parameter, i))).ToArray();
        var matrix = Tensor.FromValues(Shape.Matrix(rows.Length, rows.Length), [.. rows.SelectMany(row => row)]);
        return new Hessian((matrix + matrix.Transpose()) / 2);

        double[] Row(Variable parameter, int i)
        {
            var value = parameter.Value;
            var center = value.ToArray()[i];
            var nudge = GradientCheck.DefaultNudge * Math.Max(1, Math.Abs(center));
            var (up, down) = (center + nudge, center - nudge);
            try
            {
                return [.. GradientAt(up).Zip(GradientAt(down), (above, below) => (above - below) / (up - down))];
            }
            finally
            {
                parameter.Value = value;
                foreach (var cleared in parameters) cleared.ClearGradient();
            }

            double[] GradientAt(double nudged)
            {
                var values = value.ToArray();
                values[i] = nudged;
                parameter.Value = Tensor.FromValues(value.Shape, values);
                foreach (var cleared in parameters) cleared.ClearGradient();
                cost().Backward();
                return [.. parameters.SelectMany(each => each.Gradient.ToArray())];
            }
        }
    }

    /// <summary>One line: matrix, eigenvalues, condition number.</summary>
    public override string ToString() =>
        $"{Matrix}, {(Eigenvalues.Count == 1 ? "eigenvalue" : "eigenvalues")} {Readable.List(Eigenvalues.Select(Readable.Number))}, {Conditioning}";

    /// <summary>The condition number in words, also where there is none.</summary>
    internal string Conditioning => IsSingular(out _) ? "singular" : $"condition number {Readable.Number(ConditionNumber)}";

    /// <summary>Whether an eigenvalue is 0, as far as rounding lets one tell.</summary>
    private bool IsSingular(out int flat)
    {
        var sizes = Eigenvalues.Select(Math.Abs).ToArray();
        flat = Array.IndexOf(sizes, sizes.Min());
        return sizes[flat] <= sizes.Length * Precision * sizes.Max();
    }

    private string Direction(int j) => ((Tensor)Enumerable.Range(0, Eigenvalues.Count).Select(i => Eigenvectors[i, j]).ToArray()).ToString("0.###", null);
}
