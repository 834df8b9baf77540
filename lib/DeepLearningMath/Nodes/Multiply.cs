namespace DeepLearningMath;

/// <summary>z = x · y, elementwise. Backward gives each input dz times the <em>other</em> input.</summary>
public sealed class Multiply : BinaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x, Tensor y) => x * y;

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz * y, dz * x);
}
