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
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => OnBackward(x, y, dz, wantsX: true, wantsY: true);

    // Targets mostly want no gradient.
    private protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz, bool wantsX, bool wantsY)
        => (wantsX ? (x.Map(TensorPrimitives.Sigmoid) - y) * dz : default, wantsY ? -x * dz : default);

    /// <summary>ln(1 + eᶻ)</summary>
    private static void Softplus(ReadOnlySpan<double> z, Span<double> result)
    {
        Span<double> positive = stackalloc double[Math.Min(z.Length, 256)];
        for (var start = 0; start < z.Length; start += positive.Length)
        {
            var length = Math.Min(positive.Length, z.Length - start);
            var from = z.Slice(start, length);
            var to = result.Slice(start, length);
            TensorPrimitives.Max(from, 0, positive);
            TensorPrimitives.Abs(from, to);
            TensorPrimitives.Negate(to, to);
            TensorPrimitives.Exp(to, to);
            TensorPrimitives.LogP1(to, to);
            TensorPrimitives.Add(to, positive[..length], to);
        }
    }
}
