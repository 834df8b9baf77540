namespace DeepLearningMath;

/// <summary>Adds the columns of a matrix: (m, n) → (m), one sum for each row. Backward hands every column the same dz.</summary>
public sealed class SumColumns : UnaryNode
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a matrix.</exception>
    protected override Tensor OnForward(Tensor x) => x.RequireMatrix(Name).SumTo(Shape.Matrix(x.Shape.Rows, 1)).AsVector();

    /// <inheritdoc/>
    protected override Tensor OnBackward(Tensor x, Tensor z, Tensor dz) => Tensor.Zeros(x.Shape) + dz.AsColumn();
}
