using System.Runtime.CompilerServices;

namespace DeepLearningMath;

/// <summary>A node with one input.</summary>
public abstract class UnaryNode : Node
{
    private Tensor _x, _z;

    private protected sealed override Shape ResultShape => _z.Shape;

    /// <summary>The node's value z, and remembers what Backward will need.</summary>
    /// <param name="x">The input: a number, a vector or a matrix.</param>
    // As in BinaryNode, numbers take a short way that becomes part of the caller.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tensor Forward(Tensor x)
    {
        if (!x.IsNumber || !IsFree) return ForwardOfAny(x);
        x = x.AsNumber;
        var z = OnForward(x);
        if (!z.IsNumber) return Remembered(x, z);
        z = z.AsNumber;
        (_x, _z) = (x, z);
        NoteForwardAtNumber();
        return z;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Tensor ForwardOfAny(Tensor x) => Remembered(x, OnForward(x));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Tensor Remembered(Tensor x, Tensor z)
    {
        NoteForward(sameInputsAgain: IsWaiting && x == _x);
        (_x, _z) = (x, z);
        return z;
    }

    /// <summary>The gradient for the input, in the input's shape.</summary>
    /// <param name="dz">The gradient that arrives at the node's value, ∂(end)/∂z, in the shape of that value.</param>
    /// <exception cref="InvalidOperationException">No Forward waits for an answer, or it is not clear which.</exception>
    /// <exception cref="ArgumentException"><paramref name="dz"/> has another shape than the node's value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tensor Backward(Tensor dz)
    {
        if (!dz.IsNumber || !IsWaitingAtNumber) return BackwardOfAny(dz);
        NoteBackwardAtNumber();
        return OnBackward(_x.AsNumber, _z.AsNumber, dz.AsNumber);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Tensor BackwardOfAny(Tensor dz)
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

    /// <summary>The value alone: nothing is remembered.</summary>
    internal Tensor Value(Tensor x) => OnForward(x);

    internal sealed override void Distribute(Tensor x, Tensor y, Tensor z, Tensor dz, Variable toX, Variable? toY)
    {
        if (!toX.IsConstant) toX.Receive(OnBackward(x, z, dz));
    }
}
