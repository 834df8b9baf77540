namespace DeepLearningMath;

/// <summary>How a notebook shows a variable: as the graph that it was computed by.</summary>
internal sealed class VariableFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Variable>(MimeTypes.Html, (variable, writer) => writer.Write(variable.Draw().Html)),
        new MimeFormatter<Variable>(MimeTypes.Text, (variable, writer) => writer.Write(variable.Draw().Text)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
