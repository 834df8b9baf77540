using System.Text.Json.Nodes;

namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>Matrices as pictures beside each other, each with its label above; all share one scale from their lowest to their highest value.</summary>
    /// <param name="images">For each picture its label (with <c>&lt;br&gt;</c> for a new line) and its values, row 0 on top; a vector of 64 or 784 numbers is taken as 8 × 8 or 28 × 28.</param>
    /// <param name="diverging">Whether blue means above 0, vermilion below, and the page's colour 0: for weights. Else black is the lowest value and white the highest.</param>
    /// <exception cref="ArgumentException">There is no picture, they differ in size, or a vector is not as long as a square has cells.</exception>
    public static Chart Images(IEnumerable<(string Label, Tensor Image)> images, bool diverging = false) =>
        Images([("", images)], "", diverging);

    /// <summary>Pictures that change: the slider goes through the steps, and each step shows as many pictures of the same size.</summary>
    /// <param name="steps">For each step its label, which the slider shows, and its pictures with their labels.</param>
    /// <param name="slider">What the slider goes through, for example "epoch".</param>
    /// <param name="diverging">Whether blue means above 0, vermilion below, and the page's colour 0: for weights. Else black is the lowest value and white the highest.</param>
    /// <exception cref="ArgumentException">There is no picture, they differ in number or size, or a vector is not as long as a square has cells.</exception>
    public static Chart Images(
        IEnumerable<(string Step, IEnumerable<(string Label, Tensor Image)> Images)> steps, string slider = "step", bool diverging = true)
    {
        var all = Demand(steps, "the list of steps", nameof(steps)).Select(step => (
            step.Step,
            Images: Demand(step.Images, "the list of pictures", nameof(steps)).Select(image => (image.Label, Cells: Picture(image.Label, image.Image))).ToArray())).ToArray();
        var first = all[0].Images;
        var (rows, columns) = (first[0].Cells.GetLength(0), first[0].Cells.GetLength(1));
        foreach (var (step, images) in all)
        {
            if (images.Length != first.Length)
                throw new ArgumentException($"Every step needs as many pictures as the first, which has {first.Length}, but '{step}' has {images.Length}.", nameof(steps));
            foreach (var (label, cells) in images)
            {
                if (cells.GetLength(0) != rows || cells.GetLength(1) != columns)
                {
                    throw new ArgumentException(
                        $"All pictures need the size of the first, {rows} × {columns}, but '{label}' is {cells.GetLength(0)} × {cells.GetLength(1)}.", nameof(steps));
                }
            }
        }

        var values = all.SelectMany(step => step.Images).SelectMany(image => image.Cells.Cast<double>()).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var strongest = Math.Max(Math.Abs(low), Math.Abs(high));
        var (from, to) = diverging ? (-strongest, strongest) : (low, high);
        if (from == to) (from, to) = (from - 0.5, to + 0.5);
        var digits = (int)Math.Clamp(Math.Ceiling(Math.Log10(100 / (to - from))), 0, 15);

        // Room for the labels, which on a phone are as wide as on a screen.
        var lines = all.SelectMany(step => step.Images).Select(image => image.Label.Split("<br>")).ToArray();
        var longest = lines.Max(label => label.Max(line => line.Length));
        var across = Math.Min(first.Length, Math.Clamp(42 / (longest + 1), 2, 10));
        var (gap, labelRows) = (Math.Max(1, columns / 6), longest == 0 ? Math.Max(1, rows / 6) : Math.Max(2, rows / 3) + (lines.Max(label => label.Length) - 1) * Math.Max(2, rows / 5));
        var down = (first.Length + across - 1) / across;
        var (width, height) = (across * (columns + gap) - gap, down * (rows + labelRows));
        var map = Trace.HeatMap(Mosaic(all[0].Images)).With("xgap", 0).With("ygap", 0).With("zmin", PlotlyJson.Number(from)).With("zmax", PlotlyJson.Number(to))
            .With("colorscale", diverging ? Palette.Diverging() : new JsonArray(new JsonArray(0, "rgb(0,0,0)"), new JsonArray(1, "rgb(255,255,255)")))
            .With("hovertemplate", "%{z:.3~g}<extra></extra>");
        var labels = Trace.Text(Enumerable.Range(0, first.Length).Select(i => i % across * (columns + gap) + (columns - 1) / 2.0),
            Enumerable.Range(0, first.Length).Select(i => i / across * (rows + labelRows) + labelRows - 0.5), first.Select(image => image.Label))
            .With("textposition", "top center").With("textfont.size", 12);
        var panel = new Panel(new Axis("columns") { Range = (-0.5, width - 0.5), Hidden = true }, new Axis("rows") { Range = (height - 0.5, -0.5), Hidden = true })
        {
            EqualScales = true,
            Share = Math.Clamp(640.0 * height / width / 300, 0.4, 2.4),
        };
        var chart = new Chart(diverging ? "Weights as pictures" : "Pictures", panel)
        {
            Description = $"{Readable.Count(first.Length, "picture")} of {rows} × {columns}"
                + (longest == 0 ? "" : $" ({Readable.List(first.Take(10).Select(image => image.Label.Replace("<br>", " ", StringComparison.Ordinal)))}{(first.Length > 10 ? ", …" : "")})")
                + $", values from {Number(Digits(low, 4))} to {Number(Digits(high, 4))}{(all.Length == 1 ? "" : $", at {slider} {all[0].Step} to {all[^1].Step}")}.",
        }.Add(map, labels);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select(step =>
        {
            var change = map.To(Mosaic(step.Images));
            // One scale for all steps: only so is growth seen as growth.
            change.Attributes.Remove("zmin");
            change.Attributes.Remove("zmax");
            return new Frame(step.Step, [change, labels.ToTexts(step.Images.Select(image => image.Label))]);
        }));

        double[,] Mosaic((string Label, double[,] Cells)[] images)
        {
            var mosaic = new double[height, width];
            for (var i = 0; i < height; i++)
            {
                for (var j = 0; j < width; j++) mosaic[i, j] = double.NaN;
            }
            foreach (var (number, (_, cells)) in images.Index())
            {
                var (top, left) = (number / across * (rows + labelRows) + labelRows, number % across * (columns + gap));
                for (var i = 0; i < rows; i++)
                {
                    for (var j = 0; j < columns; j++) mosaic[top + i, left + j] = Math.Round(cells[i, j], digits);
                }
            }
            return mosaic;
        }
    }

    private static double[,] Picture(string label, Tensor image)
    {
        if (image.Rank != 1) return Cells(label, image);
        var side = (int)Math.Round(Math.Sqrt(image.Count));
        if (side == 0 || side * side != image.Count)
            throw new ArgumentException($"A picture is a matrix, or a vector as long as a square has cells, but '{label}' has shape {image.Shape}.", nameof(image));
        var cells = new double[side, side];
        for (var i = 0; i < image.Count; i++) cells[i / side, i % side] = image[i];
        return cells;
    }
}
