namespace DeepLearningMath;

/// <summary>Adds the rows of a matrix: (m, n) → (n), one sum for each column. Backward hands every row the same dz.</summary>
public sealed class SumRows : UnaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a matrix.</exception>
    protected override Tensor OnForward(Tensor x) => x.RequireMatrix(Name).SumTo(Shape.Vector(x.Shape.Columns));

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => Tensor.Zeros(x.Shape) + dz;
}
