using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>Z = A·B, (m, n)·(n, k), and back: dA = dZ·Bᵀ, dB = Aᵀ·dZ.</summary>
internal sealed class ProductAndGradients(int m, int n, int k) : Work
{
    private readonly Tensor _a = Given.Matrix(m, n), _b = Given.Matrix(n, k, start: m * n), _dz = Given.Matrix(m, k, start: n);
    private readonly MatrixProduct _node = new();

    /// <inheritdoc/>
    public override double[] Numbers()
    {
        var z = _node.Forward(_a, _b);
        var (da, db) = _node.Backward(_dz);
        return [.. Given.Probe(z, da, db)];
    }

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _node.Forward(_a, _b);
            _node.Backward(_dz);
        }
    }
}
