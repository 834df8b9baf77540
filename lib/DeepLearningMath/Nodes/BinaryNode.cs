using System.Runtime.CompilerServices;

namespace DeepLearningMath;

/// <summary>A node with two inputs. Their shapes may broadcast; an input that was stretched gets the sum of the gradients of all its copies.</summary>
public abstract class BinaryNode : Node
{
    private Tensor _x, _y;
    private Shape _resultShape;

    private protected sealed override Shape ResultShape => IsWaitingAtNumber ? Shape.Number : _resultShape;

    /// <summary>The node's value z, and remembers what Backward will need.</summary>
    /// <param name="x">The first input: a number, a vector or a matrix.</param>
    /// <param name="y">The second input; its shape fits the first one's.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the operation and both shapes.</exception>
    // Numbers take a short way through Forward and Backward that becomes part of the caller: with a node of the library all that
    // is left of a call are its arithmetic and a few writes. All else, and all that can go wrong, stands in methods of its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Tensor Forward(Tensor x, Tensor y)
    {
        if (!x.IsNumber || !y.IsNumber || !IsFree) return ForwardOfAny(x, y);
        (x, y) = (x.AsNumber, y.AsNumber);
        var z = OnForward(x, y);
        if (!z.IsNumber) return Remembered(x, y, z);
        (_x, _y) = (x, y);
        NoteForwardAtNumber();
        return z.AsNumber;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Tensor ForwardOfAny(Tensor x, Tensor y) => Remembered(x, y, OnForward(x, y));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Tensor Remembered(Tensor x, Tensor y, Tensor z)
    {
        NoteForward(sameInputsAgain: IsWaiting && x == _x && y == _y);
        (_x, _y, _resultShape) = (x, y, z.Shape);
        return z;
    }

    /// <summary>The gradients for both inputs, each in its input's shape.</summary>
    /// <param name="dz">The gradient that arrives at the node's value, ∂(end)/∂z, in the shape of that value.</param>
    /// <exception cref="InvalidOperationException">No Forward waits for an answer, or it is not clear which.</exception>
    /// <exception cref="ArgumentException"><paramref name="dz"/> has another shape than the node's value.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Tensor Dx, Tensor Dy) Backward(Tensor dz)
    {
        Tensor dx, dy;
        if (dz.IsNumber && IsWaitingAtNumber)
        {
            NoteBackwardAtNumber();
            (dx, dy) = OnBackward(_x.AsNumber, _y.AsNumber, dz.AsNumber);
            if (dx.IsNumber && dy.IsNumber) return (dx.AsNumber, dy.AsNumber);
            (dx, dy) = Summed(dx, Shape.Number, dy, Shape.Number);
        }
        else
        {
            (dx, dy) = BackwardOfAny(dz);
        }

        return (dx, dy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (Tensor Dx, Tensor Dy) BackwardOfAny(Tensor dz)
    {
        NoteBackward(dz);
        return Gradients(_x, _y, dz);
    }

    /// <summary>
    /// All partial derivatives as two matrices, ∂zᵢ/∂xⱼ and ∂zᵢ/∂yⱼ: a row for each output, a column for each input (a number
    /// counts as one; a matrix number by number, in reading order). Forward and Backward notice nothing of it.
    /// </summary>
    /// <param name="x">The first input: a number, a vector or a matrix.</param>
    /// <param name="y">The second input; its shape fits the first one's.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the operation and both shapes.</exception>
    public (Tensor Dx, Tensor Dy) Jacobians(Tensor x, Tensor y)
    {
        var z = OnForward(x, y);
        var gradients = Enumerable.Range(0, z.Count).Select(i => Gradients(x, y, Tensor.OneAt(z.Shape, i))).ToArray();
        return (Stacked(z.Count, x.Shape, gradients.Select(gradient => gradient.Dx)), Stacked(z.Count, y.Shape, gradients.Select(gradient => gradient.Dy)));
    }

    /// <summary>The value z at <paramref name="x"/> and <paramref name="y"/>.</summary>
    protected abstract Tensor OnForward(Tensor x, Tensor y);

    /// <summary>The gradients for the inputs, in the shape of the value: what broadcasting stretched is summed afterwards.</summary>
    /// <param name="x">The first input on the way forward.</param>
    /// <param name="y">The second input on the way forward.</param>
    /// <param name="dz">The arriving gradient, in the shape of the node's value.</param>
    protected abstract (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz);

    /// <summary>The value alone: nothing is remembered.</summary>
    internal Tensor Value(Tensor x, Tensor y) => OnForward(x, y);

    internal sealed override void Distribute(Tensor x, Tensor y, Tensor z, Tensor dz, Variable toX, Variable? toY)
    {
        var (wantsX, wantsY) = (!toX.IsConstant, !toY!.IsConstant);
        var (dx, dy) = OnBackward(x, y, dz, wantsX, wantsY);
        if (wantsX) toX.Receive(dx.SumTo(x.Shape));
        if (wantsY) toY.Receive(dy.SumTo(y.Shape));
    }

    /// <summary>As <see cref="OnBackward(Tensor, Tensor, Tensor)"/>, for a node to which leaving out what nobody wants is worth it: that one may be anything.</summary>
    private protected virtual (Tensor Dx, Tensor Dy) OnBackward(Tensor x, Tensor y, Tensor dz, bool wantsX, bool wantsY) => OnBackward(x, y, dz);

    private (Tensor Dx, Tensor Dy) Gradients(Tensor x, Tensor y, Tensor dz)
    {
        var (dx, dy) = OnBackward(x, y, dz);
        return Summed(dx, x.Shape, dy, y.Shape);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Tensor Dx, Tensor Dy) Summed(Tensor dx, Shape x, Tensor dy, Shape y) => (dx.SumTo(x), dy.SumTo(y));
}
