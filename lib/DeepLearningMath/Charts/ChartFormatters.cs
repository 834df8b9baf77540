namespace DeepLearningMath;

/// <summary>How a notebook shows a chart: as HTML everywhere, as Plotly JSON where a client asks for it, as text elsewhere.</summary>
internal sealed class ChartFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Chart>(MimeTypes.Html, (chart, writer) => writer.Write(chart.ToHtml())),
        new MimeFormatter<Chart>(MimeTypes.Text, (chart, writer) => writer.Write(chart)),
        new MimeFormatter<Chart>(MimeTypes.Plotly, (chart, writer) => writer.Write(PlotlyJson.Write(chart.ToJson()))),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
