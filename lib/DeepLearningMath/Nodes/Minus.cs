namespace DeepLearningMath;

/// <summary>z = x − y. Backward hands dz to the first input and −dz to the second, which is taken away.</summary>
public sealed class Minus : BinaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x, Tensor y) => x - y;

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz, -dz);
}
