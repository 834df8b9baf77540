namespace DeepLearningMath;

/// <summary>The bottom of the mean squared error, computed at once instead of walked to.</summary>
public static class LeastSquares
{
    /// <summary>The line ŷ = θ₁x + θ₀ with the smallest mean squared error: θ₁ = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², θ₀ = ȳ − θ₁x̄.</summary>
    /// <param name="x">The inputs: a vector of n numbers, not all equal.</param>
    /// <param name="y">The targets: a vector of n numbers.</param>
    /// <exception cref="ArgumentException">One is not a vector, the lengths differ, there are no samples, a number is not finite, or all x are equal.</exception>
    public static (double Theta1, double Theta0) Line(Tensor x, Tensor y)
    {
        var n = SampleCount.OfVectors($"{nameof(LeastSquares)}.{nameof(Line)}", x, y);
        if (Array.TrueForAll(x.ToArray(), value => value == x[0]))
            throw new ArgumentException($"LeastSquares.Line: all x are {Readable.Number(x[0])} ({Readable.Count(n, "sample")}), and many lines go equally well through one place. Give samples with at least two different x.");
        var (meanX, meanY) = (x.Mean(), y.Mean());
        var distance = x - meanX;
        var theta1 = (distance * (y - meanY)).Sum() / (distance * distance).Sum();
        return (theta1, meanY - (theta1 * meanX));
    }

    /// <summary>The line ŷ = θ₁x + θ₀ with the smallest mean squared error.</summary>
    /// <param name="data">The samples; their x are not all equal.</param>
    /// <exception cref="ArgumentException">All x are equal.</exception>
    public static (double Theta1, double Theta0) Line(Samples data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Line(data.X, data.Y);
    }
}
