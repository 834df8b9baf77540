using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>What was taken for what: a row for each true class, a column for each predicted one, the counts in the cells. Right answers are blue, mistakes vermilion, each the stronger the larger its share of the row.</summary>
    /// <param name="matrix">The counts: element (i, j) says how many samples of class i were predicted to be class j. Square.</param>
    /// <param name="labels">The classes' names; <c>null</c> counts them from 0.</param>
    /// <exception cref="ArgumentException">The matrix is not square, has a number below 0 or none above, or there are not as many labels as classes.</exception>
    public static Chart ConfusionMatrix(Tensor matrix, IEnumerable<string>? labels = null)
    {
        var counts = Cells("confusion matrix", matrix);
        var size = counts.GetLength(0);
        if (counts.GetLength(1) != size) throw new ArgumentException($"A confusion matrix has as many columns as rows, but this one is {matrix.Shape}.", nameof(matrix));
        string[] names = labels is null ? [.. Enumerable.Range(0, size).Select(i => $"{i}")] : [.. labels];
        if (names.Length != size) throw new ArgumentException($"Every class needs a label, but there are {size} classes and {names.Length} labels.", nameof(labels));
        var all = counts.Cast<double>().Sum();
        if (!(all > 0) || !counts.Cast<double>().All(count => count >= 0))
            throw new ArgumentException("A confusion matrix counts samples: numbers of 0 and above, and not all 0.", nameof(matrix));

        var right = Enumerable.Range(0, size).Sum(i => counts[i, i]);
        var rows = Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => counts[i, j])).ToArray();
        var colors = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            // The root, or a mistake in twenty would not be seen.
            for (var j = 0; j < size; j++) colors[i, j] = counts[i, j] == 0 ? 0 : Math.Round((i == j ? 1 : -1) * Math.Sqrt(counts[i, j] / rows[i]), 3);
        }
        var map = Trace.HeatMap(colors).With("zmin", -1).With("zmax", 1).With("texttemplate", "%{text}")
            .With("text", new JsonArray([.. Enumerable.Range(0, size).Select(i => (JsonNode)PlotlyJson.Texts(Enumerable.Range(0, size).Select(j => counts[i, j] == 0 ? "" : Number(counts[i, j]))))]))
            .With("textfont", new JsonObject { ["color"] = Palette.Ink, ["size"] = 12 }).With("hovertemplate", "true %{y}, predicted %{x}: %{text}<extra></extra>");
        (double, string)[] ticks = [.. names.Select((name, i) => ((double)i, name))];
        var worst = Enumerable.Range(0, size).SelectMany(i => Enumerable.Range(0, size).Where(j => j != i && counts[i, j] > 0).Select(j => (True: i, Predicted: j)))
            .OrderByDescending(pair => counts[pair.True, pair.Predicted]).Take(3).Select(pair => $"{names[pair.True]} for {names[pair.Predicted]} {Number(counts[pair.True, pair.Predicted])}").ToArray();
        var across = new Axis("predicted") { Range = (-0.5, size - 0.5), WithoutGrid = true, Labels = ticks };
        var down = new Axis("true") { Range = (size - 0.5, -0.5), WithoutGrid = true, Labels = ticks };
        return new Chart("What was taken for what", new Panel(across, down) { EqualScales = true, Share = 1.4 })
        {
            Description = $"Confusion matrix of {Readable.Count(size, "class").Replace("classs", "classes", StringComparison.Ordinal)}: {Number(right)} of {Number(all)} right ({Number(Digits(100 * right / all, 3))} %)"
                + $"{(worst.Length == 0 ? "" : $"; most often taken: {Readable.List(worst)}")}.",
        }.Add(map);
    }
}
