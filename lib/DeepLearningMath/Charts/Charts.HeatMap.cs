using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>A matrix as coloured cells: blue above 0, vermilion below, the page's colour at 0. The values stand in the cells while there are few.</summary>
    /// <param name="matrix">The matrix; a vector is drawn as a column, a number as one cell.</param>
    /// <param name="rows">What the rows are, for example "outputs". They are counted from 0, from the top.</param>
    /// <param name="columns">What the columns are, for example "inputs". They are counted from 0, from the left.</param>
    public static Chart HeatMap(Tensor matrix, string rows = "rows", string columns = "columns") =>
        HeatMap([("matrix", matrix)], rows, columns);

    /// <summary>Several matrices as coloured cells, one at a time: the slider goes through them. Each has its own strongest colour.</summary>
    /// <param name="matrices">For each matrix its label, which the slider shows. They may differ in size.</param>
    /// <param name="rows">What the rows are, for example "outputs". They are counted from 0, from the top.</param>
    /// <param name="columns">What the columns are, for example "inputs". They are counted from 0, from the left.</param>
    /// <param name="slider">What the slider goes through, for example "n =".</param>
    /// <remarks>More than 64 rows or columns are drawn in blocks, each by its value that is farthest from 0.</remarks>
    /// <exception cref="ArgumentException">There is no matrix, or a matrix without an element.</exception>
    public static Chart HeatMap(
        IEnumerable<(string Label, Tensor Matrix)> matrices, string rows = "rows", string columns = "columns", string slider = "matrix")
    {
        var all = Demand(matrices, "the list of matrices", nameof(matrices)).Select(matrix => (matrix.Label, Cells: Cells(matrix.Label, matrix.Matrix))).ToArray();
        var shown = all.Select(matrix => Blocks(matrix.Cells)).ToArray();
        var (height, width) = (shown.Max(cells => cells.GetLength(0)), shown.Max(cells => cells.GetLength(1)));
        // All share one picture, so all show their values or none does.
        var withValues = shown.Any(HasValues);

        var map = Trace.HeatMap(shown[0]).With("showscale", !shown.All(HasValues))
            .With("colorbar", new JsonObject { ["thickness"] = 12, ["len"] = 0.9, ["outlinewidth"] = 0 });
        if (withValues)
        {
            map = map.With("textfont", new JsonObject { ["color"] = Palette.Ink, ["size"] = width > 8 ? 11 : 14 });
            foreach (var (key, value) in ValueTexts(shown[0])) map = map.With(key, value);
        }
        var axes = all.Zip(shown, (matrix, cells) => (
            Across: MatrixAxis(columns, matrix.Cells.GetLength(1), cells.GetLength(1), isDown: false),
            Down: MatrixAxis(rows, matrix.Cells.GetLength(0), cells.GetLength(0), isDown: true))).ToArray();
        var panel = new Panel(axes[0].Across, axes[0].Down)
        {
            EqualScales = true,
            Share = Math.Clamp(1.3 * height / width, 0.25, 1.3),
        };
        var title = $"{Sentence(rows)} by {columns}";
        var chart = new Chart(title, panel)
        {
            Description = all.Length == 1
                ? $"{DescribeMatrix($"{title}:", all[0].Cells)}."
                : $"{title} of {Readable.Count(all.Length, "matrix").Replace("matrixs", "matrices", StringComparison.Ordinal)}: "
                    + $"{string.Join("; ", all.Select(matrix => DescribeMatrix($"{slider} {matrix.Label},", matrix.Cells)))}.",
        }.Add(map);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select((matrix, i) =>
        {
            var cells = shown[i];
            var change = map.To(cells);
            if (withValues)
            {
                foreach (var (key, value) in ValueTexts(cells)) change.Attributes[key] = value?.DeepClone();
            }
            return new Frame(matrix.Label, [change])
            {
                Layout = new JsonObject
                {
                    ["xaxis"] = ChartLayout.MatrixScale(axes[i].Across),
                    ["yaxis"] = ChartLayout.MatrixScale(axes[i].Down),
                },
            };
        }));
    }

    private static bool HasValues(double[,] cells) => cells.GetLength(0) <= 12 && cells.GetLength(1) <= 12;

    private static Axis MatrixAxis(string title, int count, int blocks, bool isDown) => new(title)
    {
        Range = isDown ? (blocks - 0.5, -0.5) : (-0.5, blocks - 0.5),
        WithoutGrid = true,
        // Whole numbers only; in blocks a number would not be the row's own.
        Labels = blocks < count ? [] : [.. Enumerable.Range(0, count).Where(i => i % Math.Max(1, (count + 11) / 12) == 0).Select(i => ((double)i, $"{i}"))],
    };

    private static double[,] Cells(string label, Tensor tensor)
    {
        if (tensor.Count == 0) throw new ArgumentException($"There is nothing to draw: the matrix '{label}' has shape {tensor.Shape}.", nameof(tensor));
        if (tensor.Rank == 2) return tensor.Matrix.ToArray();
        var cells = new double[tensor.Count, 1];
        for (var i = 0; i < tensor.Count; i++) cells[i, 0] = tensor.Rank == 0 ? tensor.Number : tensor[i];
        return cells;
    }

    /// <summary>A large matrix made smaller: of each block of cells the value that is farthest from 0, so that a diagonal stays one.</summary>
    private static double[,] Blocks(double[,] cells)
    {
        const int most = 64;
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var (tall, wide) = ((rows + most - 1) / most, (columns + most - 1) / most);
        var blocks = new double[(rows + tall - 1) / tall, (columns + wide - 1) / wide];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                ref var block = ref blocks[i / tall, j / wide];
                if (i % tall == 0 && j % wide == 0 || Math.Abs(cells[i, j]) > Math.Abs(block)) block = cells[i, j];
            }
        }
        // Three digits are more than a colour shows.
        for (var i = 0; i < blocks.GetLength(0); i++)
        {
            for (var j = 0; j < blocks.GetLength(1); j++) blocks[i, j] = double.IsFinite(blocks[i, j]) ? Digits(blocks[i, j], 4) : double.NaN;
        }
        return blocks;
    }

    private static JsonObject ValueTexts(double[,] cells) => HasValues(cells)
        ? new()
        {
            ["texttemplate"] = "%{text}",
            ["text"] = new JsonArray([.. Enumerable.Range(0, cells.GetLength(0)).Select(i =>
                (JsonNode)PlotlyJson.Texts(Enumerable.Range(0, cells.GetLength(1)).Select(j => double.IsFinite(cells[i, j]) ? Number(Digits(cells[i, j], 3)) : "–")))]),
        }
        : new() { ["texttemplate"] = "" };

    private static string DescribeMatrix(string name, double[,] cells)
    {
        var values = cells.Cast<double>().Where(double.IsFinite).ToArray();
        var size = $"{name} {cells.GetLength(0)} × {cells.GetLength(1)}";
        if (values.Length == 0) return $"{size} without a finite number";
        var zeros = values.Count(value => value == 0);
        var isDiagonal = cells.GetLength(0) == cells.GetLength(1) && cells.GetLength(0) > 1
            && Enumerable.Range(0, cells.GetLength(0)).All(i => Enumerable.Range(0, cells.GetLength(1)).All(j => i == j || cells[i, j] == 0));
        return $"{size}, values {Number(values.Min())} to {Number(values.Max())}"
            + (zeros == 0 ? "" : $", {Readable.Whole(zeros)} of {Readable.Whole(cells.Length)} are 0") + (isDiagonal ? ", nothing off the diagonal" : "");
    }

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
