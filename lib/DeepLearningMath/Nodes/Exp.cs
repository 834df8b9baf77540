using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>z = eˣ. Backward gives z · dz: the exponential is its own slope.</summary>
public sealed class Exp : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map(TensorPrimitives.Exp);

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => z * dz;
}
