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
    protected override Tensor OnForward(Tensor x, Tensor y) => Tensor.Map(x.RequireShapeOf(y, Name), y, Losses);

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz) => OnBackward(x, y, dz, wantsX: true, wantsY: true);

    // Targets mostly want no gradient.
    private protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz, bool wantsX, bool wantsY)
        => (wantsX ? Tensor.Map(x, y, Slopes) * dz : default, wantsY ? -x * dz : default);

    private static void Losses(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets, Span<double> losses)
    {
        Span<double> part = stackalloc double[Math.Min(scores.Length, 256)];
        for (var start = 0; start < scores.Length; start += part.Length)
        {
            part = part[..Math.Min(part.Length, scores.Length - start)];
            var z = scores.Slice(start, part.Length);
            var loss = losses.Slice(start, part.Length);
            TensorPrimitives.Abs(z, loss);
            TensorPrimitives.Negate(loss, loss);
            Exponentials.Exp(loss, loss);
            TensorPrimitives.LogP1(loss, loss);
            TensorPrimitives.Max(z, 0, part);
            TensorPrimitives.Add(loss, part, loss);
            TensorPrimitives.Multiply(z, targets.Slice(start, part.Length), part);
            TensorPrimitives.Subtract(loss, part, loss);
        }
    }

    /// <summary>a − y</summary>
    private static void Slopes(ReadOnlySpan<double> scores, ReadOnlySpan<double> targets, Span<double> slopes)
    {
        Exponentials.Sigmoid(scores, slopes);
        TensorPrimitives.Subtract(slopes, targets, slopes);
    }
}
