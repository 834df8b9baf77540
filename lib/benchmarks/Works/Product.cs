using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>A·B, (m, n)·(n, k).</summary>
internal sealed class Product(int m, int n, int k) : Work
{
    private readonly Tensor _a = Given.Matrix(m, n), _b = Given.Matrix(n, k, start: m * n);

    /// <inheritdoc/>
    public override double[] Numbers() => [.. Given.Probe(Tensor.MatrixProduct(_a, _b))];

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++) Tensor.MatrixProduct(_a, _b);
    }
}
