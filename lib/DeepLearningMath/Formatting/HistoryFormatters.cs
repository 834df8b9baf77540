namespace DeepLearningMath;

/// <summary>How a notebook shows a training run: a table of its first and last iterations, and why it stopped if it did.</summary>
internal sealed class HistoryFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<History>(MimeTypes.Html, (history, writer) => writer.Write(Html(history))),
        new MimeFormatter<History>(MimeTypes.Text, (history, writer) => writer.Write(history)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(History history)
    {
        var names = history.ParameterNames;
        // Where an update is an epoch, one number says both.
        var hasBatches = history.Any(step => step.Epoch != step.Iteration);
        string[] counters = hasBatches ? ["epoch", "iteration"] : ["iteration"];
        var table = HtmlTable.Write(
            $"Training run of {Readable.Count(Math.Max(0, history.Count - 1), "update")}",
            [.. counters, "cost", .. names, .. names.Select(name => $"gradient at {name}")],
            HtmlTable.Shortened(history.Count).Select(i => i < 0
                ? Enumerable.Repeat("…", counters.Length + 1 + (2 * names.Count))
                : [.. Counted(history[i]).Select(Readable.Whole), Readable.Number(history[i].Cost),
                    .. history[i].Parameters.Select(GraphLabels.Value), .. history[i].Gradients.Select(GraphLabels.Value)]));
        return history.Message is { } message ? $"{table}<p>{Readable.Html(message)}</p>" : table;

        int[] Counted(TrainingStep step) => hasBatches ? [step.Epoch, step.Iteration] : [step.Iteration];
    }
}
