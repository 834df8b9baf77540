using System.Numerics.Tensors;

namespace DeepLearningMath;

/// <summary>
/// Turns scores into shares that add up to 1: aᵢ = e^zᵢ / Σ e^zⱼ, for a vector, or for each row of a matrix.
/// Backward gives aᵢ · (dzᵢ − Σ aⱼ dzⱼ): shares compete, so every input feels every output.
/// </summary>
public sealed class Softmax : UnaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> is a number.</exception>
    protected override Tensor OnForward(Tensor x)
    {
        if (x.Rank == 0) throw new ArgumentException("Softmax: one number has no others to share with. It takes a vector, or a matrix with a sample in each row.");
        // The largest becomes 0, so that no power overflows; the shares stay the same.
        var largest = x.RowMaxima();
        if (x.Rank == 1)
        {
            return x.MapWhole((scores, shares) =>
            {
                var sum = Exponentials.ExpOfDifferences(scores, largest.Number, shares);
                TensorPrimitives.Multiply(shares, 1 / sum, shares);
            });
        }

        var powers = (x - largest).Map(Exponentials.Exp);
        return powers / powers.RowSums();
    }

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz)
    {
        var shared = z * dz;
        return shared - (z * shared.RowSums());
    }
}
