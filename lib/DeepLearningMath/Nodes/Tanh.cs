namespace DeepLearningMath;

/// <summary>z = tanh x, between −1 and 1. Backward gives (1 − z²) · dz.</summary>
public sealed class Tanh : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map(Exponentials.Tanh);

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => (1 - (z * z)) * dz;
}
