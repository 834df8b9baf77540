using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// The loss L = −y ln a − (1 − y) ln(1 − a) of a score z whose sigmoid is a, elementwise: every number answers a question
/// of its own with yes (1) or no (0). Backward gives (a − y) · dz to the scores.
/// </summary>
/// <remarks>
/// Forward takes the scores, <em>not</em> their sigmoids, and works with L = max(z, 0) − yz + ln(1 + e^−|z|), so no power
/// overflows and no logarithm meets 0. Sum or mean over the samples is another node's work.
/// </remarks>
public sealed class SigmoidCrossEntropy : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y) => x.RequireShapeOf(y, Name).Map(Softplus) - (x * y);

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz)
        => ((x.Map(TensorPrimitives.Sigmoid) - y) * dz, -x * dz);

    /// <summary>ln(1 + eᶻ)</summary>
    private static void Softplus(ReadOnlySpan<double> z, Span<double> result)
    {
        for (var i = 0; i < z.Length; i++) result[i] = Math.Max(z[i], 0) + double.LogP1(Math.Exp(-Math.Abs(z[i])));
    }
}
