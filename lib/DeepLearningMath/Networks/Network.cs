namespace DeepLearningMath;

/// <summary>Layers one after the other: what one answers is what the next is asked. Nothing but nodes put together, so <c>Backward</c> on a cost reaches all parameters.</summary>
[TypeFormatterSource(typeof(NetworkFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed class Network
{
    /// <summary>A network of the layers given, the one nearest to the input first.</summary>
    /// <param name="layers">At least one; each takes as many numbers as the one before gives.</param>
    /// <exception cref="ArgumentException">There is no layer, or two neighbours do not fit.</exception>
    public Network(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("Network: there is no layer.", nameof(layers));
        for (var l = 1; l < layers.Count; l++)
            if (layers[l - 1].Outputs != layers[l].Inputs)
                throw new ArgumentException($"Network: layer {l} gives {layers[l - 1].Outputs} numbers, but layer {l + 1} takes {layers[l].Inputs}.", nameof(layers));
        Layers = [.. layers];
        for (var l = 0; l < Layers.Count; l++)
            (Layers[l].Weights.Name, Layers[l].Biases.Name) = ($"W{Readable.Superscript(l + 1)}", $"b{Readable.Superscript(l + 1)}");
        Parameters = [.. Layers.SelectMany(layer => new[] { layer.Weights, layer.Biases })];
    }

    /// <summary>
    /// A network of new layers. Between them is the activation function; after the last is none, since a loss takes scores:
    /// <c>new Network([64, 32, 10], z =&gt; z.Sigmoid(), random)</c>.
    /// </summary>
    /// <param name="sizes">How many numbers go in, how many each hidden layer has, how many come out.</param>
    /// <param name="activation">What the hidden layers' sums go through.</param>
    /// <param name="random">Where the first weights come from, layer by layer; biases begin at 0.</param>
    /// <param name="initialization"><see cref="Initialization.Xavier"/> unless you give another.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Network(IReadOnlyList<int> sizes, Func<Variable, Variable> activation, Random random, Func<int, int, Random, Tensor>? initialization = null)
        : this(MakeLayers(sizes, activation, random, initialization ?? Initialization.Xavier)) { }

    /// <summary>The layers, the one nearest to the input first.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>W¹, b¹, W², b², …: what an optimizer moves. The small number is the layer's, not a power.</summary>
    public IReadOnlyList<Variable> Parameters { get; }

    /// <summary>The scores of samples: what the last layer answers.</summary>
    /// <param name="x">A matrix (n × inputs): a sample in each row.</param>
    /// <returns>A matrix (n × outputs).</returns>
    /// <exception cref="ArgumentException">x has another shape.</exception>
    public Variable Forward(Variable x) => Layers.Aggregate(x, (signal, layer) => layer.Forward(signal));

    /// <summary>The scores of samples, when no gradient is wanted.</summary>
    /// <param name="x">A matrix (n × inputs): a sample in each row.</param>
    /// <returns>A matrix (n × outputs); <c>Metrics.Classes</c> reads the classes off.</returns>
    /// <exception cref="ArgumentException">x has another shape.</exception>
    public Tensor Predict(Tensor x) => Forward(x).Value;

    /// <summary>One line: the sizes and how many parameters there are.</summary>
    public override string ToString()
        => $"{string.Join("-", Layers.Select(layer => layer.Inputs).Append(Layers[^1].Outputs))} network, {Readable.Count(Parameters.Sum(parameter => parameter.Value.Count), "parameter")}";

    private static Layer[] MakeLayers(
        IReadOnlyList<int> sizes, Func<Variable, Variable> activation, Random random, Func<int, int, Random, Tensor> initialization)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(random);
        if (sizes.Count < 2)
            throw new ArgumentException($"Network: it takes the number of inputs, the sizes of hidden layers if there are any, and the number of outputs, but there {(sizes.Count == 1 ? "is" : "are")} only {Readable.Count(sizes.Count, "size")}.", nameof(sizes));
        if (sizes.FirstOrDefault(size => size < 1, 1) is var wrong and < 1)
            throw new ArgumentOutOfRangeException(nameof(sizes), wrong, "Network: a layer has at least 1 neuron.");
        return [.. sizes.Zip(sizes.Skip(1), (inputs, outputs) => (inputs, outputs)).Select((size, l) => new Layer(
            initialization(size.inputs, size.outputs, random), new double[size.outputs], l < sizes.Count - 2 ? activation : null))];
    }
}
