namespace DeepLearningMath;

/// <summary>z = σ(x) = 1 / (1 + e⁻ˣ), between 0 and 1. Backward gives z(1 − z) · dz.</summary>
public sealed class Sigmoid : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map(Exponentials.Sigmoid);

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => z * (1 - z) * dz;
}
