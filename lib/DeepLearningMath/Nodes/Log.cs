using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>z = ln x, the natural logarithm, for x above 0. Backward gives dz / x.</summary>
public sealed class Log : UnaryNode
{
    /// <inheritdoc/>
    protected override Tensor OnForward(Tensor x) => x.Map(TensorPrimitives.Log);

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => dz / x;
}
