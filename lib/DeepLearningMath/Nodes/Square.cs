namespace DeepLearningMath;

/// <summary>z = x², elementwise. Backward gives 2x · dz.</summary>
public sealed class Square : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x * x;

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => 2 * x * dz;
}
