namespace DeepLearningMath;

/// <summary>A node with one input.</summary>
public abstract class UnaryNode : Node
{
    private Tensor _x, _z;

    private protected sealed override Shape ResultShape => _z.Shape;

    /// <summary>The node's value z, and remembers what Backward will need.</summary>
    /// <param name="x">The input: a number, a vector or a matrix.</param>
    public Tensor Forward(Tensor x)
    {
        var z = OnForward(x);
        NoteForward(sameInputsAgain: IsWaiting && x == _x);
        (_x, _z) = (x, z);
        return z;
    }

    /// <summary>The gradient for the input, in the input's shape.</summary>
    /// <param name="dz">The gradient that arrives at the node's value, ∂(end)/∂z, in the shape of that value.</param>
    /// <exception cref="InvalidOperationException">No Forward waits for an answer, or it is not clear which.</exception>
    /// <exception cref="ArgumentException"><paramref name="dz"/> has another shape than the node's value.</exception>
    public Tensor Backward(Tensor dz)
    {
        NoteBackward(dz);
        return OnBackward(_x, _z, dz);
    }

    /// <summary>
    /// All partial derivatives at <paramref name="x"/> as one matrix, J[i, j] = ∂zᵢ/∂xⱼ: a row for each output, a column for each
    /// input (a number counts as one; a matrix number by number, in reading order). Forward and Backward notice nothing of it.
    /// </summary>
    /// <param name="x">The input: a number, a vector or a matrix.</param>
    /// <remarks>Backward computes dz·J without ever building J. For n numbers in and out J has n² of them, and of an elementwise node nearly all are 0.</remarks>
    public Tensor Jacobian(Tensor x)
    {
        var z = OnForward(x);
        return Stacked(z.Count, x.Shape, Enumerable.Range(0, z.Count).Select(i => OnBackward(x, z, Tensor.OneAt(z.Shape, i))));
    }

    /// <summary>The value z at <paramref name="x"/>.</summary>
    protected abstract Tensor OnForward(Tensor x);

    /// <summary>The gradient for <paramref name="x"/>, in its shape.</summary>
    /// <param name="x">The input on the way forward.</param>
    /// <param name="z">The value that <see cref="OnForward"/> gave.</param>
    /// <param name="dz">The arriving gradient, in the shape of <paramref name="z"/>.</param>
    protected abstract Tensor OnBackward(Tensor x, Tensor z, Tensor dz);

    internal sealed override void Distribute(Tensor dz, ReadOnlySpan<Variable> inputs)
    {
        if (!inputs[0].IsConstant) inputs[0].Receive(OnBackward(_x, _z, dz));
    }
}
