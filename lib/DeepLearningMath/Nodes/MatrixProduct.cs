namespace DeepLearningMath;

/// <summary>Z = A·B, (m, n)·(n, k) = (m, k). Backward gives dA = dZ·Bᵀ and dB = Aᵀ·dZ: the only way in which the shapes fit.</summary>
public sealed class MatrixProduct : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An input is not a matrix, or the inner sizes differ.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y) => Tensor.MatrixProduct(x, y);

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => (dz.TimesTransposed(y), x.TransposedTimes(dz));

    // A product costs more than all else in a network, and its data want no gradient.
    private protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz, bool wantsX, bool wantsY)
        => (wantsX ? dz.TimesTransposed(y) : default, wantsY ? x.TransposedTimes(dz) : default);
}
