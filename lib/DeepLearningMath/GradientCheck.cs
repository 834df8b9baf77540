using System.Globalization;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepLearningMath;

/// <summary>
/// Compares a gradient with central differences: nudge one number up and down by h, watch the end, and divide by 2h.
/// Slow and only nearly exact, but it needs no calculus, so it catches mistakes in a Backward.
/// </summary>
/// <param name="Input">Which input was checked.</param>
/// <param name="Backward">The gradient to be checked.</param>
/// <param name="Numerical">The central differences, in the same shape.</param>
public sealed record GradientCheck(string Input, Tensor Backward, Tensor Numerical)
{
    /// <summary>How large a nudge is, unless you say otherwise: small enough for the slope, large enough for rounding.</summary>
    public const double DefaultNudge = 1e-5;

    /// <summary>The largest error that still passes: central differences with the default nudge have about eight right digits.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>The largest |backward − numerical| / max(1, |numerical|) over all places; NaN where a gradient is not a number.</summary>
    public double LargestError
    {
        get
        {
            if (Backward.Shape != Numerical.Shape) return double.NaN;
            var errors = Backward.ToArray().Zip(Numerical.ToArray(), (b, n) => Math.Abs(b - n) / Math.Max(1, Math.Abs(n)));
            return errors.DefaultIfEmpty(0).Max(error => double.IsNaN(error) ? double.PositiveInfinity : error);
        }
    }

    /// <summary>Whether gradient and central differences agree to <see cref="Tolerance"/>.</summary>
    public bool Passed => LargestError <= Tolerance;

    /// <summary>The slope of <paramref name="function"/> at <paramref name="x"/>: (f(x + h) − f(x − h)) / 2h.</summary>
    /// <param name="function">A function of one number.</param>
    /// <param name="x">Where the slope is wanted.</param>
    /// <param name="h">The nudge: positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="h"/> is not positive.</exception>
    public static double CentralDifference(Func<double, double> function, double x, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireNudge(h);
        return (function(x + h) - function(x - h)) / (2 * h);
    }

    /// <summary>The gradient of Σ dz · f(x) with respect to every number in <paramref name="x"/>, by central differences.</summary>
    /// <param name="function">Any function of a tensor.</param>
    /// <param name="x">Where the gradient is wanted.</param>
    /// <param name="dz">The gradient that arrives at the function's value, in its shape.</param>
    /// <param name="h">The nudge: positive.</param>
    public static Tensor CentralDifference(Func<Tensor, Tensor> function, Tensor x, Tensor dz, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireNudge(h);
        var values = x.ToArray();
        var slopes = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var up = End(value + h);
            var down = End(value - h);
            (values[i], slopes[i]) = (value, (up - down) / (2 * h));

            double End(double nudged)
            {
                values[i] = nudged;
                return (dz * function(Tensor.FromValues(x.Shape, values))).Sum();
            }
        }

        return Tensor.FromValues(x.Shape, slopes);
    }

    /// <summary>
    /// All partial derivatives J[i, j] = ∂zᵢ/∂xⱼ by central differences, column by column: nudge input j, and see how all outputs
    /// change. A row for each output, a column for each input, both in reading order; a number counts as one.
    /// </summary>
    /// <param name="function">Any function of a tensor.</param>
    /// <param name="x">Where the derivatives are wanted.</param>
    /// <param name="h">The nudge: positive.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> holds no numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="h"/> is not positive.</exception>
    public static Tensor Jacobian(Func<Tensor, Tensor> function, Tensor x, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireNudge(h);
        if (x.Count == 0) throw new ArgumentException($"GradientCheck.Jacobian: x has shape {x.Shape}, so there is nothing to nudge.", nameof(x));
        return DenseMatrix.OfColumnArrays(Enumerable.Range(0, x.Count).Select(Column));

        double[] Column(int j) => ((function(x + (h * Tensor.OneAt(x.Shape, j))) - function(x - (h * Tensor.OneAt(x.Shape, j)))) / (2 * h)).ToArray();
    }

    /// <summary>Checks a node with one input. The node's Forward is run anew, so its earlier memory is gone.</summary>
    /// <param name="node">Any node, also one of your own.</param>
    /// <param name="x">The input at which to check.</param>
    /// <param name="dz">The arriving gradient; if you give none, values other than 1 that differ from place to place, since mistakes hide behind ones.</param>
    /// <param name="h">The nudge: positive.</param>
    public static IReadOnlyList<GradientCheck> Of(UnaryNode node, Tensor x, Tensor? dz = null, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(node);
        node.Forget();
        var arriving = dz ?? Arriving(Asked(node, x).Shape);
        var numerical = CentralDifference(value => Asked(node, value), x, arriving, h);
        node.Forward(x);
        return [new("x", node.Backward(arriving), numerical)];

        // Each Forward is answered, so that the node never has to guess.
        static Tensor Asked(UnaryNode node, Tensor x)
        {
            var z = node.Forward(x);
            node.Backward(Tensor.Zeros(z.Shape));
            return z;
        }
    }

    /// <summary>Checks both gradients of a node with two inputs.</summary>
    /// <param name="node">Any node, also one of your own.</param>
    /// <param name="x">The first input at which to check.</param>
    /// <param name="y">The second input at which to check.</param>
    /// <param name="dz">The arriving gradient; if you give none, values that differ from place to place.</param>
    /// <param name="h">The nudge: positive.</param>
    public static IReadOnlyList<GradientCheck> Of(BinaryNode node, Tensor x, Tensor y, Tensor? dz = null, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(node);
        node.Forget();
        var arriving = dz ?? Arriving(Asked(x, y).Shape);
        var numericalX = CentralDifference(value => Asked(value, y), x, arriving, h);
        var numericalY = CentralDifference(value => Asked(x, value), y, arriving, h);
        node.Forward(x, y);
        var (dx, dy) = node.Backward(arriving);
        return [new("x", dx, numericalX), new("y", dy, numericalY)];

        Tensor Asked(Tensor first, Tensor second)
        {
            var z = node.Forward(first, second);
            node.Backward(Tensor.Zeros(z.Shape));
            return z;
        }
    }

    /// <summary>Checks the gradients of a whole graph with respect to some of the variables that it starts from.</summary>
    /// <param name="end">Computes the graph's end, one number, from the variables' present values.</param>
    /// <param name="variables">The variables to nudge. Their values stay as they were, their gradients are computed anew.</param>
    /// <param name="h">The nudge: positive.</param>
    public static IReadOnlyList<GradientCheck> Of(Func<Variable> end, IReadOnlyList<Variable> variables, double h = DefaultNudge)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(variables);
        foreach (var variable in variables) variable.ClearGradient();
        end().Backward();
        return [.. variables.Select(Check)];

        GradientCheck Check(Variable variable, int i)
        {
            var (value, gradient) = (variable.Value, variable.Gradient);
            try
            {
                var numerical = CentralDifference(
                    nudged =>
                    {
                        variable.Value = nudged;
                        return end().Value;
                    },
                    value, 1, h);
                return new GradientCheck(variable.Name ?? $"variable {i}", gradient, numerical);
            }
            finally
            {
                variable.Value = value;
            }
        }
    }

    /// <summary>0.5, −0.75, 1, −1.25, …: no ones, no two alike, both signs.</summary>
    private static Tensor Arriving(Shape shape)
        => Tensor.FromValues(shape, [.. Enumerable.Range(0, shape.Count).Select(i => (i % 2 == 0 ? 1 : -1) * (0.5 + (0.25 * i)))]);

    private static void RequireNudge(double h)
    {
        if (!(h > 0) || double.IsInfinity(h))
            throw new ArgumentOutOfRangeException(nameof(h), h, "A nudge must be a positive, finite number, for example 1e-5.");
    }

    /// <summary>One line: input, both gradients, the largest error, ✓ or ✗.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(Passed ? "✓" : "✗")} {Input}: backward {Backward}, numerical {Numerical}, largest error {LargestError:G2}");
}
