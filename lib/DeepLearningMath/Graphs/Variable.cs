namespace DeepLearningMath;

/// <summary>
/// A value in a computation graph. Operators and functions on variables run nodes and remember them, so
/// <see cref="Backward()"/> can send gradients back to everything that the value was computed from.
/// </summary>
/// <remarks>A plain number, array or <see cref="Tensor"/> beside a variable joins the graph as a constant: no gradient is computed for it.</remarks>
[TypeFormatterSource(typeof(VariableFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed partial class Variable
{
    private readonly Variable[] _inputs;
    private Tensor _value;
    private Tensor? _gradient;

    // Belong to one run of Backward: which run reached this variable last, and what has arrived in it so far.
    private object? _run;
    private Tensor _arrived;
    private bool _hasArrived;

    /// <summary>A variable that starts a graph: a parameter or an input.</summary>
    /// <param name="value">Its value: a number, a vector or a matrix.</param>
    /// <param name="name">What drawings and histories call it.</param>
    public Variable(Tensor value, string? name = null)
    {
        (_value, Name, _inputs) = (value, name, []);
    }

    private Variable(Tensor value, Node? node, params Variable[] inputs)
    {
        (_value, Node, _inputs) = (value, node, inputs);
        IsConstant = Array.TrueForAll(inputs, input => input.IsConstant);
    }

    /// <summary>The value. Only a variable that starts a graph can be given another, of the same shape: an optimizer does so.</summary>
    /// <exception cref="InvalidOperationException">This variable was computed from others, or is a constant.</exception>
    /// <exception cref="ArgumentException">The new value has another shape.</exception>
    public Tensor Value
    {
        get => _value;
        set
        {
            if (Node is not null)
                throw new InvalidOperationException($"{this} was computed by {Node.Name}. Change the variables that it was computed from, and compute it again.");
            if (IsConstant)
                throw new InvalidOperationException($"{this} is a constant of the graph. Make it a new Variable(…) if it is to change.");
            if (value.Shape != _value.Shape)
                throw new ArgumentException($"{this} has shape {_value.Shape}, and the new value has shape {value.Shape}: a parameter keeps its shape.", nameof(value));
            _value = value;
        }
    }

    /// <summary>∂(end)/∂(this), in the value's shape: the sum over all runs of <see cref="Backward()"/> since it was last cleared; zeros before the first.</summary>
    public Tensor Gradient => _gradient ?? Tensor.Zeros(_value.Shape);

    /// <summary>Whether <see cref="Backward()"/> has reached this variable since its gradient was last cleared.</summary>
    public bool HasGradient => _gradient is not null;

    /// <summary>What drawings and histories call it; null if it has no name.</summary>
    public string? Name { get; set; }

    /// <summary>The node that computed the value; null where the graph starts.</summary>
    public Node? Node { get; }

    /// <summary>The variables that <see cref="Node"/> was given, in its order. One variable may stand here twice.</summary>
    public IReadOnlyList<Variable> Inputs => _inputs;

    /// <summary>Whether no gradient is wanted: a plain number in a formula, and what is computed from such numbers alone.</summary>
    public bool IsConstant { get; }

    /// <summary>A constant of the graph.</summary>
    public static implicit operator Variable(double value) => new(value, node: null);

    /// <summary>A constant of the graph: a vector.</summary>
    public static implicit operator Variable(double[] value) => new(value, node: null);

    /// <summary>A constant of the graph.</summary>
    public static implicit operator Variable(Tensor value) => new(value, node: null);

    /// <summary>Runs <see cref="Plus"/>.</summary>
    public static Variable operator +(Variable left, Variable right) => Run(new Plus(), left, right);

    /// <summary>Runs <see cref="Minus"/>.</summary>
    public static Variable operator -(Variable left, Variable right) => Run(new Minus(), left, right);

    /// <summary>Runs <see cref="Multiply"/>.</summary>
    public static Variable operator *(Variable left, Variable right) => Run(new Multiply(), left, right);

    /// <summary>−x: runs <see cref="Multiply"/> with −1.</summary>
    public static Variable operator -(Variable x) => -1 * x;

    /// <summary>Runs any node with one input, also one of your own, and remembers it.</summary>
    /// <exception cref="InvalidOperationException">The node object stands in a graph already.</exception>
    public static Variable Run(UnaryNode node, Variable x)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(x);
        node.TakePlace();
        return new Variable(node.Forward(x.Value), node, x);
    }

    /// <summary>Runs any node with two inputs, also one of your own, and remembers it.</summary>
    /// <exception cref="InvalidOperationException">The node object stands in a graph already.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Variable Run(BinaryNode node, Variable x, Variable y)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        node.TakePlace();
        return new Variable(node.Forward(x.Value, y.Value), node, x, y);
    }

    /// <summary>Gives the variable a name, and returns it: <c>var p = (s * w).Named("p");</c></summary>
    public Variable Named(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>
    /// Sends the gradient 1 back from this number to every variable that it was computed from. Each node is visited once,
    /// however often its value is used; gradients add up until they are cleared.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is not one number.</exception>
    public void Backward()
    {
        if (_value.Rank != 0)
            throw new InvalidOperationException($"Backward starts at one number, but {this} has shape {_value.Shape}. Take Mean() or Sum() of it first, or say with Backward(dz) which gradient arrives.");
        Backward(1);
    }

    /// <summary>Sends <paramref name="dz"/> back from this value to every variable that it was computed from.</summary>
    /// <param name="dz">The gradient that arrives here, in the value's shape.</param>
    /// <exception cref="ArgumentException"><paramref name="dz"/> has another shape than the value.</exception>
    public void Backward(Tensor dz)
    {
        if (dz.Shape != _value.Shape)
            throw new ArgumentException($"Backward: the arriving gradient has shape {dz.Shape}, but {this} has shape {_value.Shape}.", nameof(dz));
        if (IsConstant) return;

        var order = TopologicalOrder();
        Receive(dz);
        // From the end to the beginning: whoever uses a value has answered before the value itself is asked.
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var variable = order[i];
            if (!variable._hasArrived) continue;
            var arrived = variable._arrived;
            (variable._arrived, variable._hasArrived) = (default, false);
            variable._gradient = variable._gradient is { } earlier ? earlier + arrived : arrived;
            variable.Node?.Distribute(arrived, variable._inputs);
        }
    }

    /// <summary>Forgets the gradient of this variable. (An optimizer clears those of its parameters.)</summary>
    public void ClearGradient() => _gradient = null;

    /// <summary>Draws the graph that this value was computed by, as it is now. A notebook does so too for a variable that a cell ends with.</summary>
    public GraphDrawing Draw() => new(this);

    /// <summary>All variables that this one was computed from, each once and after all of its inputs; this one is the last.</summary>
    internal List<Variable> TopologicalOrder()
    {
        // A stack of our own: a chain of 100 000 nodes would overflow the one of a recursive walk.
        var run = new object();
        var order = new List<Variable>();
        var path = new Stack<(Variable Variable, int NextInput)>();
        _run = run;
        path.Push((this, 0));
        while (path.TryPop(out var place))
        {
            var (variable, next) = place;
            if (next == variable._inputs.Length)
            {
                order.Add(variable);
                continue;
            }

            path.Push((variable, next + 1));
            var input = variable._inputs[next];
            if (ReferenceEquals(input._run, run)) continue;
            input._run = run;
            path.Push((input, 0));
        }

        return order;
    }

    /// <summary>Adds what one use of this value sends back in the present run.</summary>
    internal void Receive(Tensor gradient)
    {
        _arrived = _hasArrived ? _arrived + gradient : gradient;
        _hasArrived = true;
    }

    /// <summary><c>θ = 0.5</c>, with the gradient if there is one.</summary>
    public override string ToString()
    {
        var name = Name ?? Node?.Name ?? (IsConstant ? "constant" : "variable");
        return _gradient is { } gradient ? $"{name} = {_value}, gradient {gradient}" : $"{name} = {_value}";
    }
}
