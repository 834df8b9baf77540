namespace DeepLearningMath;

/// <summary>z = a·b = Σ aᵢbᵢ of two vectors of the same length. Backward gives each vector dz times the other.</summary>
public sealed class Dot : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is not a vector, or the lengths differ.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y) => x.Rank == 1 && x.Shape == y.Shape
        ? (x * y).Sum()
        : throw new ArgumentException($"Dot: shapes {x.Shape} and {y.Shape} do not fit. The dot product takes two vectors of the same length.");

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz * y, dz * x);
}
