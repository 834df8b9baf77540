namespace DeepLearningMath;

/// <summary>How a notebook shows samples with labels: a table of the first and the last ones, with as many of their numbers as fit.</summary>
internal sealed class LabelledSamplesFormatters
{
    private const int Shown = 5;

    private readonly object[] _formatters =
    [
        new MimeFormatter<LabelledSamples>(MimeTypes.Html, (samples, writer) => writer.Write(Html(samples))),
        new MimeFormatter<LabelledSamples>(MimeTypes.Text, (samples, writer) => writer.Write(samples)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(LabelledSamples samples)
    {
        var columns = samples.X.Shape.Columns;
        var shown = Math.Min(columns, Shown);
        string[] rest = columns > shown ? ["…"] : [];
        string[] names = samples.FeatureNames.Count > 0 ? [.. samples.FeatureNames.Take(shown)] : [.. Enumerable.Range(0, shown).Select(j => $"x{j}")];
        return HtmlTable.Write(
            samples.ToString(), ["i", "label", "class", .. names, .. rest],
            HtmlTable.Shortened(samples.Count).Select(i => i < 0
                ? Enumerable.Repeat("…", 3 + shown + rest.Length)
                : [Readable.Whole(i), Readable.Whole(samples.Labels[i]), samples.ClassNames[samples.Labels[i]],
                    .. Enumerable.Range(0, shown).Select(j => Readable.Number(samples.X[i, j])), .. rest]));
    }
}
