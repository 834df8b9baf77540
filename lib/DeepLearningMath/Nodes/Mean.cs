namespace DeepLearningMath;

/// <summary>z = the mean of all n numbers in x. Backward shares dz equally: dz / n to each.</summary>
public sealed class Mean : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Mean();

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => Tensor.Filled(x.Shape, dz.Number / x.Count);
}
