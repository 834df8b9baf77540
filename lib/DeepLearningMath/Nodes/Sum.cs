namespace DeepLearningMath;

/// <summary>z = the sum of all numbers in x. Backward hands dz to each of them, unchanged.</summary>
public sealed class Sum : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Sum();

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => Tensor.Filled(x.Shape, dz.Number);
}
