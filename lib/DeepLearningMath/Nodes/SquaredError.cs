namespace DeepLearningMath;

/// <summary>
/// The loss L = Σₖ (ŷₖ − yₖ)² of a sample: one number for a vector, which is one sample, and for a matrix, with a
/// sample in each row, a vector of losses. Backward gives 2(ŷ − y) · dz to the prediction, and the opposite to the target.
/// </summary>
/// <remarks>Forward takes the prediction first. Sum or mean over the samples is another node's work.</remarks>
public sealed class SquaredError : BinaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    protected override Tensor OnForward(Tensor x, Tensor y)
    {
        var error = x.RequireShapeOf(y, Name) - y;
        return (error * error).SumOfRows();
    }

    /// <inheritdoc/>
    protected override (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz)
    {
        var dx = 2 * (x - y) * dz.ToEachRow();
        return (dx, -dx);
    }
}
