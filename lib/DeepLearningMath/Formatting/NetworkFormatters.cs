namespace DeepLearningMath;

/// <summary>How a notebook shows a network: a table of its layers.</summary>
internal sealed class NetworkFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Network>(MimeTypes.Html, (network, writer) => writer.Write(Html(network))),
        new MimeFormatter<Network>(MimeTypes.Text, (network, writer) => writer.Write(network)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(Network network) => HtmlTable.Write(
        network.ToString(), ["layer", "inputs", "outputs", "weights", "biases"],
        network.Layers.Select((layer, l) => (int[])[l + 1, layer.Inputs, layer.Outputs, layer.Weights.Value.Count, layer.Biases.Value.Count])
            .Select(row => row.Select(Readable.Whole)));
}
