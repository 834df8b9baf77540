namespace DeepLearningMath;

/// <summary>How a notebook shows samples: a table of the first and the last ones.</summary>
internal sealed class SamplesFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Samples>(MimeTypes.Html, (samples, writer) => writer.Write(Html(samples))),
        new MimeFormatter<Samples>(MimeTypes.Text, (samples, writer) => writer.Write(samples)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(Samples samples) => HtmlTable.Write(
        Readable.Count(samples.Count, "sample"), ["i", "x", "y"],
        HtmlTable.Shortened(samples.Count).Select(i => i < 0
            ? Enumerable.Repeat("…", 3)
            : [Readable.Whole(i), Readable.Number(samples[i].X), Readable.Number(samples[i].Y)]));
}
