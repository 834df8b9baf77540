namespace DeepLearningMath;

/// <summary>How a notebook shows a variable and the drawing of its graph.</summary>
internal sealed class GraphDrawingFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<object>(MimeTypes.Html, (value, writer) => writer.Write(DrawingOf(value).Html)),
        new MimeFormatter<object>(MimeTypes.Text, (value, writer) => writer.Write(DrawingOf(value).Text)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static GraphDrawing DrawingOf(object value) => value is Variable variable ? variable.Draw() : (GraphDrawing)value;
}
