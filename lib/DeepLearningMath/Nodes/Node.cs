using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepLearningMath;

/// <summary>
/// One place in a computation graph. On the way forward a node takes inputs and gives a value; on the way backward it
/// takes the gradient that arrives at that value and hands each input its share.
/// </summary>
/// <remarks>
/// <para>A node remembers what its latest <c>Forward</c> was given, because <c>Backward</c> needs it. So one object is one
/// place: a graph that multiplies twice has two <see cref="Multiply"/> objects.</para>
/// <para>Each <c>Forward</c> is answered by at most one <c>Backward</c>. Where <c>Forward</c> ran several times with
/// different inputs, it would be a guess which of them <c>Backward</c> is to answer, and the gradient silently wrong: then it
/// refuses, forgets them, and waits for the <c>Forward</c> that is meant.</para>
/// <para>Write a node of your own by deriving from <see cref="UnaryNode"/> or <see cref="BinaryNode"/>.</para>
/// </remarks>
public abstract class Node
{
    // In this order, so that one comparison tells whether an earlier Forward matters to the next one.
    private enum Memory : byte { Empty, Answered, Dropped, Waiting, WaitingAtNumber, Ambiguous }

    private Memory _memory;
    private bool _isInGraph;

    private protected Node() { }

    /// <summary>What the node is called in drawings and messages: the name of its type.</summary>
    public string Name => GetType().Name;

    /// <summary>The shape of the latest result, which the arriving gradient must have.</summary>
    private protected abstract Shape ResultShape { get; }

    /// <summary>Gives each input its share, for the graph of <see cref="Variable"/>s, which remembers what the node does not have to.</summary>
    /// <param name="x">The value of the first input on the way forward.</param>
    /// <param name="y">That of the second, if there is one.</param>
    /// <param name="z">The node's value.</param>
    /// <param name="dz">The arriving gradient.</param>
    /// <param name="toX">The first input.</param>
    /// <param name="toY">The second, if there is one.</param>
    internal abstract void Distribute(Tensor x, Tensor y, Tensor z, Tensor dz, Variable toX, Variable? toY);

    /// <summary>Stacks gradients as the rows of a Jacobian: row i is what the gradient 1 at output i alone, 0 at all others, sends back.</summary>
    /// <param name="outputs">How many outputs, so also gradients, there are.</param>
    /// <param name="input">The input's shape, which each gradient must have.</param>
    /// <param name="gradients">The gradients, output by output.</param>
    private protected Tensor Stacked(int outputs, Shape input, IEnumerable<Tensor> gradients)
    {
        // Column by column, as MathNet keeps a matrix: an n × n Jacobian is large, and is built once.
        var jacobian = new DenseMatrix(outputs, input.Count);
        foreach (var (i, gradient) in gradients.Index())
        {
            if (gradient.Shape != input)
                throw new InvalidOperationException($"{Name}.Backward: an input of shape {input} got a gradient of shape {gradient.Shape}. A gradient has the shape of its input.");
            // Plus 0, because 0 times a negative number is −0, which is shown as 0 but does not equal it.
            jacobian.SetRow(i, (gradient + 0).ToArray());
        }

        return jacobian;
    }

    /// <summary>Takes the node's one place in a graph of variables.</summary>
    /// <exception cref="InvalidOperationException">It has a place already.</exception>
    internal void TakePlace()
    {
        if (_isInGraph)
            throw new InvalidOperationException($"This {Name} object stands in a graph already. A node is one place: make a new {Name} for another.");
        _isInGraph = true;
    }

    /// <summary>Makes the node as if it had never run.</summary>
    internal void Forget() => _memory = Memory.Empty;

    /// <summary>Whether no earlier Forward matters to the next one: most are answered before the next one comes.</summary>
    private protected bool IsFree => _memory < Memory.Waiting;

    /// <summary>Whether an earlier Forward still waits for its Backward; only then does it matter what it was given.</summary>
    private protected bool IsWaiting => _memory is Memory.Waiting or Memory.WaitingAtNumber;

    /// <summary>Whether the Forward that waits was given numbers alone, and gave one.</summary>
    private protected bool IsWaitingAtNumber => _memory is Memory.WaitingAtNumber;

    /// <summary>Notes that Forward has run.</summary>
    /// <param name="sameInputsAgain">Running Forward again with the same inputs asks nothing new.</param>
    private protected void NoteForward(bool sameInputsAgain)
        => _memory = _memory is Memory.Ambiguous || (IsWaiting && !sameInputsAgain) ? Memory.Ambiguous : Memory.Waiting;

    /// <summary>Notes that Forward has run with numbers alone and has given one, where <see cref="IsFree"/> was true.</summary>
    private protected void NoteForwardAtNumber() => _memory = Memory.WaitingAtNumber;

    /// <summary>Notes that a number has arrived, where <see cref="IsWaitingAtNumber"/> was true.</summary>
    private protected void NoteBackwardAtNumber() => _memory = Memory.Answered;

    /// <summary>Refuses a Backward that has no Forward to answer, or an arriving gradient of another shape.</summary>
    private protected void NoteBackward(Tensor dz)
    {
        switch (_memory)
        {
            case Memory.Waiting or Memory.WaitingAtNumber:
                break;
            case Memory.Empty:
                throw new InvalidOperationException(
                    $"{Name}.Backward: this node has not run forward yet, so there is nothing to send a gradient back to. Call Forward first.");
            case Memory.Answered:
                throw new InvalidOperationException(
                    $"{Name}.Backward: the latest Forward has been answered already. Call Forward again; and if this operation stands in two places of your graph, make a node object for each.");
            case Memory.Ambiguous:
                _memory = Memory.Dropped;
                throw new InvalidOperationException(
                    $"{Name}.Backward: Forward ran several times with different inputs, so it is not clear which of them to answer. Call Forward once more with the inputs you mean, then Backward; for two samples take two node objects, or one vector.");
            default:
                throw new InvalidOperationException(
                    $"{Name}.Backward: what Forward was given has been forgotten, because several calls had different inputs. Call Forward with the inputs you mean, then Backward.");
        }

        if (dz.Shape != ResultShape)
            throw new ArgumentException(
                $"{Name}.Backward: the arriving gradient has shape {dz.Shape}, but the node's value had shape {ResultShape}. A gradient has the shape of its value.", nameof(dz));
        _memory = Memory.Answered;
    }
}
