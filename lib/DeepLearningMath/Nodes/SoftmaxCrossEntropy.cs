using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// The loss L = −Σₖ yₖ ln aₖ of a sample whose scores z a softmax turns into shares a: one number for a vector, which is
/// one sample, and for a matrix, with a sample in each row, a vector of losses. Backward gives (a − y) · dz to the scores.
/// </summary>
/// <remarks>
/// Forward takes the scores, <em>not</em> the shares, and works with ln aₖ = zₖ − max z − ln Σ e^(zⱼ − max z), so no power
/// overflows and no logarithm meets 0. Targets are shares too, mostly one-hot; where a row of them adds up to s, the gradient is (s·a − y) · dz.
/// </remarks>
public sealed class SoftmaxCrossEntropy : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shapes differ, or the input is a number.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y)
    {
        if (x.Rank == 0) throw new ArgumentException($"{Name}: one number has no others to share with. It takes a vector, or a matrix with a sample in each row; for one yes-or-no score there is SigmoidCrossEntropy.");
        return (-LogShares(x.RequireShapeOf(y, Name)) * y).SumOfRows();
    }

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => OnBackward(x, y, dz, wantsX: true, wantsY: true);

    // Targets mostly want no gradient.
    private protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz, bool wantsX, bool wantsY)
    {
        var logShares = LogShares(x);
        var dzOfRow = dz.ToEachRow();
        return (wantsX ? ((logShares.Map(Exponentials.Exp) * y.RowSums()) - y) * dzOfRow : default, wantsY ? -logShares * dzOfRow : default);
    }

    private static Tensor LogShares(Tensor scores)
    {
        var shifted = scores - scores.RowMaxima();
        return shifted - shifted.Map(Exponentials.Exp).RowSums().Map(TensorPrimitives.Log);
    }
}
