namespace DeepLearningMath;

/// <summary>z = max(0, x). Backward lets dz pass where x was above 0, and nothing elsewhere (at 0 too, as PyTorch does).</summary>
public sealed class Relu : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map((from, to) => System.Numerics.Tensors.TensorPrimitives.Max(from, 0, to));

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => dz * x.Map(Step);

    private static void Step(ReadOnlySpan<double> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++) to[i] = from[i] > 0 ? 1 : 0;
    }
}
