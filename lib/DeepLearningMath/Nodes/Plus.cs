namespace DeepLearningMath;

/// <summary>z = x + y. Backward hands dz on to both, unchanged.</summary>
public sealed class Plus : BinaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x, Tensor y) => x + y;

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz, dz);
}
