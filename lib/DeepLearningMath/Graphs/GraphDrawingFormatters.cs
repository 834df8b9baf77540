namespace DeepLearningMath;

/// <summary>How a notebook shows the drawing of a graph.</summary>
internal sealed class GraphDrawingFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<GraphDrawing>(MimeTypes.Html, (drawing, writer) => writer.Write(drawing.Html)),
        new MimeFormatter<GraphDrawing>(MimeTypes.Text, (drawing, writer) => writer.Write(drawing.Text)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
