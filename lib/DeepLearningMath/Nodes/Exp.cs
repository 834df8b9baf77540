namespace DeepLearningMath;

/// <summary>z = eˣ. Backward gives z · dz: the exponential is its own slope.</summary>
public sealed class Exp : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map(Exponentials.Exp);

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => z * dz;
}
