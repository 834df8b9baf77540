namespace DeepLearningMath;

public static partial class Charts
{
    /// <summary>
    /// Matrix products as boxes to scale, one at a time: (m, n)·(n, k) = (m, k). Each of the three sizes has its own colour, so the two sides that touch
    /// must have one colour, and the outer ones are the result's. Where they do not fit, the picture says so.
    /// </summary>
    /// <param name="products">For each product its label, which the slider shows, and the shapes of its two matrices.</param>
    /// <param name="slider">What the slider goes through.</param>
    /// <exception cref="ArgumentException">There is no product, or a shape is not that of a matrix with rows and columns.</exception>
    public static Chart MatrixShapes(IEnumerable<(string Label, Shape Left, Shape Right)> products, string slider = "product")
    {
        var all = Demand(products, "the list of products", nameof(products)).Select(product => (product.Label, Boxes: Boxes(product.Label, product.Left, product.Right))).ToArray();
        var boxes = all[0].Boxes;
        Trace Side(ProductLine line, string color) => Trace.Line(line.X, line.Y).Colored(color).With("line.width", 6).With("hoverinfo", "skip");
        var body = Trace.Area(boxes.Body.X, boxes.Body.Y).Colored(Palette.Grey);
        Trace[] sides = [Side(boxes.M, Palette.Blue), Side(boxes.N, Palette.Vermilion), Side(boxes.Wrong, Palette.Purple), Side(boxes.K, Palette.Green)];
        var texts = Trace.Text(boxes.Texts.Select(t => t.X), boxes.Texts.Select(t => t.Y), boxes.Texts.Select(t => t.Text)).With("textfont.size", 14)
            .With("textposition", PlotlyJson.Texts(boxes.Texts.Select(t => t.Place)));
        // As wide as the widest product, which stands in the middle as all others do.
        var half = all.Max(product => product.Boxes.Width) / 2 + 0.3;
        var panel = new Panel(new Axis("") { Hidden = true, Range = (-half, half) }, new Axis("") { Hidden = true, Range = (-0.85, 0.72) }) { EqualScales = true };
        var chart = new Chart("Touching sides must be equal; the outer sides remain", panel)
        {
            Description = $"Boxes to scale: {string.Join("; ", all.Select(product => $"{product.Label}, {product.Boxes.Sentence}"))}.",
        }.Add([body, .. sides, texts]);
        return all.Length == 1 ? chart : chart.Animate(slider, all.Select(product => new Frame(product.Label,
        [
            body.To(product.Boxes.Body.X, product.Boxes.Body.Y),
            .. sides.Zip([product.Boxes.M, product.Boxes.N, product.Boxes.Wrong, product.Boxes.K], (side, line) => side.To(line.X, line.Y)),
            texts.To(product.Boxes.Texts.Select(t => t.X), product.Boxes.Texts.Select(t => t.Y), product.Boxes.Texts.Select(t => t.Text)),
        ])));
    }

    private sealed record ProductLine(double[] X, double[] Y);

    private sealed record ProductBoxes(
        ProductLine Body, ProductLine M, ProductLine N, ProductLine Wrong, ProductLine K, (double X, double Y, string Text, string Place)[] Texts, double Width, string Sentence);

    private static (double, double, string, string) Nothing => (0, 0, "", "middle center");

    /// <summary>The largest size is as long as 1, and the boxes stand on one middle line.</summary>
    private static ProductBoxes Boxes(string label, Shape left, Shape right)
    {
        if (left.Rank != 2 || right.Rank != 2 || left.Count == 0 || right.Count == 0)
            throw new ArgumentException($"The product '{label}' has shapes {left} and {right}; it takes two matrices, each with rows and columns.", nameof(left));
        var (m, n, p, k) = (left.Rows, left.Columns, right.Rows, right.Columns);
        var fits = n == p;
        double most = Math.Max(Math.Max(m, n), Math.Max(p, k));
        const double gap = 0.65;
        var width = n / most + gap + k / most + (fits ? gap + k / most : 0);
        var a = (X: -width / 2, Width: n / most, Height: m / most);
        var b = (X: a.X + a.Width + gap, Width: k / most, Height: p / most);
        var c = (X: b.X + b.Width + gap, Width: k / most, Height: m / most);
        (double X, double Width, double Height)[] drawn = fits ? [a, b, c] : [a, b];

        var body = Lines([.. drawn.Select(box => ((double, double)[])
            [(box.X, -box.Height / 2), (box.X + box.Width, -box.Height / 2), (box.X + box.Width, box.Height / 2), (box.X, box.Height / 2), (box.X, -box.Height / 2)])]);
        // As many texts in every frame: a place that has nothing to say stays empty.
        (double, double, string, string)[] texts =
        [
            Left(a, m), Above(a, n), Left(b, p), Above(b, k), fits ? Left(c, m) : Nothing, fits ? Above(c, k) : Nothing,
            (b.X - 0.68 * gap, 0, "·", "middle center"), fits ? (c.X - 0.68 * gap, 0, "=", "middle center") : Nothing,
            (0, -0.68, fits ? $"({m}, {n}) · ({n}, {k}) = ({m}, {k})" : $"({m}, {n}) · ({p}, {k}): {n} is not {p}", "middle center"),
        ];
        return new ProductBoxes(body, Lines([Down(a), .. fits ? [Down(c)] : Array.Empty<(double, double)[]>()]), Lines([Across(a), .. fits ? [Down(b)] : Array.Empty<(double, double)[]>()]),
            Lines(fits ? [] : [Down(b)]), Lines([Across(b), .. fits ? [Across(c)] : Array.Empty<(double, double)[]>()]), texts, width,
            fits ? $"{left} times {right} gives {Shape.Matrix(m, k)}" : $"{left} times {right} does not fit, {n} is not {p}");

        static (double, double, string, string) Left((double X, double Width, double Height) box, int size) => (box.X - 0.03, 0, $"{size}", "middle left");
        static (double, double, string, string) Above((double X, double Width, double Height) box, int size) => (box.X + box.Width / 2, box.Height / 2 + 0.02, $"{size}", "top center");
        static (double, double)[] Down((double X, double Width, double Height) box) => [(box.X, -box.Height / 2), (box.X, box.Height / 2)];
        static (double, double)[] Across((double X, double Width, double Height) box) => [(box.X, box.Height / 2), (box.X + box.Width, box.Height / 2)];
        // Gaps between the pieces.
        static ProductLine Lines((double X, double Y)[][] pieces)
        {
            var points = pieces.SelectMany((piece, i) => i == 0 ? piece : [(double.NaN, double.NaN), .. piece]).DefaultIfEmpty((X: double.NaN, Y: double.NaN)).ToArray();
            return new([.. points.Select(point => double.Round(point.X, 4))], [.. points.Select(point => double.Round(point.Y, 4))]);
        }
    }
}
