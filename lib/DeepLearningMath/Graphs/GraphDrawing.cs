namespace DeepLearningMath;

/// <summary>
/// A variable's computation graph as a picture: operations from left to right, on each line a value above and its gradient below.
/// Past <see cref="MostPlaces"/> variables and operations it is a summary.
/// </summary>
/// <remarks>The picture shows the graph as it was when the drawing was made: draw again after <c>Backward()</c> to see the gradients.</remarks>
[TypeFormatterSource(typeof(GraphDrawingFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed class GraphDrawing
{
    /// <summary>How many variables and operations are drawn at most.</summary>
    public const int MostPlaces = 60;

    internal GraphDrawing(Variable end)
    {
        var variables = end.TopologicalOrder();
        var title = end.Name is { } name ? $"Computation graph of {name}" : "Computation graph";
        if (variables.Count > MostPlaces)
        {
            Text = $"{title}: {GraphSummary.Sentence(variables)}";
            Html = GraphSummary.Table(title, variables);
            return;
        }
        Text = $"{title}\n{GraphText.Tree(end)}";
        Svg = new GraphSvg(new GraphLayout(variables), title, GraphText.Sentence(variables)).Write();
        // A wide graph shrinks to a readable size and scrolls from there on; whoever scrolls by keyboard must reach it.
        Html = $"""
            <figure style="margin:0" aria-label="{Readable.Html(title)}">
            <div tabindex="0" style="overflow-x:auto">{Svg}</div>
            <details><summary>The numbers</summary>
            <div tabindex="0" style="overflow-x:auto">{GraphText.Table(title, variables)}</div>
            </details></figure>
            """.ReplaceLineEndings("\n");
    }

    /// <summary>The picture, which scales and follows the page's colours; <c>null</c> where there is only a summary.</summary>
    public string? Svg { get; }

    /// <summary>The picture or the summary as HTML.</summary>
    public string Html { get; }

    /// <summary>The same in words: every value with its gradient, below it what it was computed from.</summary>
    public string Text { get; }

    /// <inheritdoc cref="Text"/>
    public override string ToString() => Text;
}
