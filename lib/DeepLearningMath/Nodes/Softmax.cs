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
        return x.MapRows((row, shares) =>
        {
            // The largest becomes 0, so that no power overflows; the shares stay the same.
            var (largest, sum) = (TensorPrimitives.Max(row), 0.0);
            for (var start = 0; start < row.Length; start += Tensor.Block)
            {
                var powers = shares.Slice(start, Math.Min(Tensor.Block, row.Length - start));
                TensorPrimitives.Subtract(row.Slice(start, powers.Length), largest, powers);
                Exponentials.Exp(powers, powers);
                sum += TensorPrimitives.Sum<double>(powers);
            }

            for (var start = 0; start < row.Length; start += Tensor.Block)
            {
                var part = shares.Slice(start, Math.Min(Tensor.Block, row.Length - start));
                TensorPrimitives.Multiply(part, 1 / sum, part);
            }
        });
    }

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz)
    {
        var shared = z * dz;
        return shared - (z * shared.RowSums());
    }
}
