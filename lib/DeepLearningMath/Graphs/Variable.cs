namespace DeepLearningMath;

/// <summary>
/// A value in a computation graph. Operators and functions on variables run nodes and remember them, so
/// <see cref="Backward()"/> can send gradients back to everything that the value was computed from.
/// </summary>
/// <remarks>A plain number, array or <see cref="Tensor"/> beside a variable joins the graph as a constant: no gradient is computed for it.</remarks>
[TypeFormatterSource(typeof(VariableFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed partial class Variable
{
    // One step in a graph of numbers makes many thousands of variables and walks through all of them, and what it waits for is
    // memory. So all that belongs to a place in the graph is in one object: a variable names its one or two inputs itself, Backward
    // notes in the variables where it was, and neither makes an array, a list or a node object.
    private readonly Variable? _x, _y;

    // What the inputs were: a parameter moves, and what was computed from it stays as it is.
    private readonly Tensor _xValue, _yValue;
    private Tensor _value, _gradient;

    // Which walk came here last, and where it leads to from here.
    private static long s_walks;
    private long _walk;
    private Variable? _next;

    // What has arrived in the present run of Backward.
    private Tensor _arrived;
    private bool _hasArrived;

    /// <summary>A variable that starts a graph: a parameter or an input.</summary>
    /// <param name="value">Its value: a number, a vector or a matrix.</param>
    /// <param name="name">What drawings and histories call it.</param>
    public Variable(Tensor value, string? name = null) => (_value, Name) = (value, name);

    private Variable(Tensor value, Node? node, Variable? x, Variable? y)
    {
        (Node, _x, _y) = (node, x, y);
        Keep(ref _value, value);
        if (x is not null) Keep(ref _xValue, x._value);
        if (y is not null) Keep(ref _yValue, y._value);
        IsConstant = x is not { IsConstant: false } && y is not { IsConstant: false };
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
    public Tensor Gradient => HasGradient ? _gradient : Tensor.Zeros(_value.Shape);

    /// <summary>Whether <see cref="Backward()"/> has reached this variable since its gradient was last cleared.</summary>
    public bool HasGradient { get; private set; }

    /// <summary>What drawings and histories call it; null if it has no name.</summary>
    public string? Name { get; set; }

    /// <summary>The node that computed the value; null where the graph starts. What operators and functions run is one object for all of its kind.</summary>
    public Node? Node { get; }

    /// <summary>The variables that <see cref="Node"/> was given, in its order. One variable may stand here twice.</summary>
    public IReadOnlyList<Variable> Inputs => _x is null ? [] : _y is null ? [_x] : [_x, _y];

    /// <summary>Whether no gradient is wanted: a plain number in a formula, and what is computed from such numbers alone.</summary>
    public bool IsConstant { get; }

    /// <summary>A constant of the graph.</summary>
    public static implicit operator Variable(double value) => new(value, null, null, null);

    /// <summary>A constant of the graph: a vector.</summary>
    public static implicit operator Variable(double[] value) => new(value, null, null, null);

    /// <summary>A constant of the graph.</summary>
    public static implicit operator Variable(Tensor value) => new(value, null, null, null);

    /// <summary>Runs <see cref="Plus"/>.</summary>
    public static Variable operator +(Variable left, Variable right) => Compute(The<Plus>.Node, left, right);

    /// <summary>Runs <see cref="Minus"/>.</summary>
    public static Variable operator -(Variable left, Variable right) => Compute(The<Minus>.Node, left, right);

    /// <summary>Runs <see cref="Multiply"/>.</summary>
    public static Variable operator *(Variable left, Variable right) => Compute(The<Multiply>.Node, left, right);

    /// <summary>−x: runs <see cref="Multiply"/> with −1.</summary>
    public static Variable operator -(Variable x) => -1 * x;

    /// <summary>Runs any node with one input, also one of your own, and remembers it.</summary>
    /// <exception cref="InvalidOperationException">The node object stands in a graph already.</exception>
    public static Variable Run(UnaryNode node, Variable x)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(x);
        node.TakePlace();
        return new Variable(node.Forward(x.Value), node, x, null);
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

    private static Variable Compute(UnaryNode node, Variable x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return new Variable(node.Value(x._value), node, x, null);
    }

    private static Variable Compute(BinaryNode node, Variable x, Variable y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return new Variable(node.Value(x._value, y._value), node, x, y);
    }

    /// <summary>The node object for all places of its kind: what a node would remember for one of them, the variable does.</summary>
    private static class The<TNode> where TNode : Node, new()
    {
        public static readonly TNode Node = InPlace();

        private static TNode InPlace()
        {
            var node = new TNode();
            node.TakePlace();
            return node;
        }
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

        Walk();
        Receive(dz);
        // From the end to the beginning: whoever uses a value has answered before the value itself is asked.
        for (var variable = this; variable is not null;)
        {
            var next = variable._next;
            // A parameter outlives the graph: it must not hold on to it.
            variable._next = null;
            variable.SendBack();
            variable = next;
        }
    }

    /// <summary>Keeps what has arrived in this run, and hands each input its share.</summary>
    private void SendBack()
    {
        if (!_hasArrived) return;
        var arrived = _arrived;
        (_arrived, _hasArrived) = (default, false);
        Keep(ref _gradient, HasGradient ? _gradient + arrived : arrived);
        HasGradient = true;
        if (_x is not null) Node!.Distribute(_xValue, _yValue, _value, arrived, _x, _y);
    }

    /// <summary>Forgets the gradient of this variable. (An optimizer clears those of its parameters.)</summary>
    public void ClearGradient() => (HasGradient, _gradient) = (false, default);

    /// <summary>Draws the graph that this value was computed by, as it is now. A notebook does so too for a variable that a cell ends with.</summary>
    public GraphDrawing Draw() => new(this);

    /// <summary>All variables that this one was computed from, each once and after all of its inputs; this one is the last.</summary>
    internal List<Variable> TopologicalOrder()
    {
        Walk();
        List<Variable> order = [];
        for (var variable = this; variable is not null; variable = variable._next) order.Add(variable);
        foreach (var variable in order) variable._next = null;
        order.Reverse();
        return order;
    }

    /// <summary>
    /// Lines up all variables that this one was computed from: this one is the first, each leads to the next, and whoever
    /// uses a value stands before it.
    /// </summary>
    private void Walk()
    {
        // Along the inputs as far as there are new ones, then back: what has no new input stands before all that is in the line.
        // A recursive walk would do the same in fewer words, but a chain of 100 000 nodes would overflow its stack; here the
        // way back stands in _next, until it becomes the way along the line.
        var walk = Interlocked.Increment(ref s_walks);
        Variable? first = null;
        Variable? here = this;
        Arrive(here, from: null);
        while (here is not null)
        {
            if (NewInput(here) is { } input)
            {
                Arrive(input, here);
                here = input;
            }
            else
            {
                var back = here._next;
                (here._next, first) = (first, here);
                here = back;
            }
        }

        void Arrive(Variable variable, Variable? from) => (variable._walk, variable._next, variable._hasArrived) = (walk, from, false);

        Variable? NewInput(Variable variable)
            => variable._x is { } x && x._walk != walk ? x
            : variable._y is { } y && y._walk != walk ? y
            : null;
    }

    /// <summary>Adds what one use of this value sends back in the present run.</summary>
    internal void Receive(Tensor gradient)
    {
        Keep(ref _arrived, _hasArrived ? _arrived + gradient : gradient);
        _hasArrived = true;
    }

    /// <summary>Writes a tensor into a field: a number without a word to the garbage collector.</summary>
    private static void Keep(ref Tensor field, Tensor tensor)
    {
        if (tensor.IsNumber) field = tensor.AsNumber;
        else field = tensor;
    }

    /// <summary><c>θ = 0.5</c>, with the gradient if there is one.</summary>
    public override string ToString()
    {
        var name = Name ?? Node?.Name ?? (IsConstant ? "constant" : "variable");
        return HasGradient ? $"{name} = {_value}, gradient {_gradient}" : $"{name} = {_value}";
    }
}
