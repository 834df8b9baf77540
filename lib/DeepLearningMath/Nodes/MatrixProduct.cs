namespace DeepLearningMath;

/// <summary>Z = A·B, (m, n)·(n, k) = (m, k). Backward gives dA = dZ·Bᵀ and dB = Aᵀ·dZ: the only way in which the shapes fit.</summary>
public sealed class MatrixProduct : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is not a matrix, or the inner sizes differ.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y) => Tensor.MatrixProduct(x, y);

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz)
        => (Tensor.MatrixProduct(dz, y.Transpose()), Tensor.MatrixProduct(x.Transpose(), dz));
}
