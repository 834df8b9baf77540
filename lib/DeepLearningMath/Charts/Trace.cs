using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>
/// What one chart draws with one pen: a line, points, bars, … A trace never changes; what looks like a change gives a new one.
/// NaN and infinite values are gaps.
/// </summary>
public sealed class Trace
{
    private readonly JsonObject _attributes;

    private Trace(JsonObject attributes, string? name, int panel = 0)
    {
        _attributes = attributes;
        Name = name;
        Panel = panel;
    }

    /// <summary>The name in the legend; <c>null</c> keeps the trace out of it.</summary>
    public string? Name { get; }

    /// <summary>The number of the panel it is drawn in, from 0.</summary>
    public int Panel { get; }

    /// <summary>A line through points in their order.</summary>
    /// <param name="x">The points' first coordinates.</param>
    /// <param name="y">As many second coordinates.</param>
    /// <param name="name">The name in the legend, if any.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> and <paramref name="y"/> differ in length.</exception>
    public static Trace Line(IEnumerable<double> x, IEnumerable<double> y, string? name = null) =>
        // Plotly would leave points away and bend the curve where they were.
        Scatter(x, y, name, "lines").With("line.width", 2.5).With("line.simplify", false);

    /// <summary>Points without a line.</summary>
    /// <inheritdoc cref="Line"/>
    public static Trace Points(IEnumerable<double> x, IEnumerable<double> y, string? name = null) =>
        Scatter(x, y, name, "markers").With("marker.size", 9);

    /// <summary>An arrow; its head turns with it, also in frames.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where its head is.</param>
    /// <param name="name">The name in the legend, if any.</param>
    public static Trace Arrow((double X, double Y) from, (double X, double Y) to, string? name = null)
    {
        var (x, y) = ArrowEnds(from, to);
        return Scatter(x, y, name, "lines+markers").With("line.width", 2.5)
            .With("marker.symbol", "arrow").With("marker.angleref", "previous")
            // Plotly would draw a head at the arrow's start too; and it takes points of several sizes for bubbles, pale with a border.
            .With("marker.size", PlotlyJson.Numbers(0, 14)).With("marker.opacity", 1).With("marker.line.width", 0);
    }

    /// <summary>The two ends of an arrow; none where nothing moves, because a head without a direction would point up.</summary>
    internal static (double[] X, double[] Y) ArrowEnds((double X, double Y) from, (double X, double Y) to) =>
        from == to ? ([double.NaN, double.NaN], [double.NaN, double.NaN]) : ([from.X, to.X], [from.Y, to.Y]);

    /// <summary>A filled area with the given corners.</summary>
    /// <inheritdoc cref="Line"/>
    public static Trace Area(IEnumerable<double> x, IEnumerable<double> y, string? name = null) =>
        Scatter(x, y, name, "lines").With("fill", "toself").With("line.width", 1.5).With("hoverinfo", "skip");

    /// <summary>Text at points.</summary>
    /// <param name="x">The points' first coordinates.</param>
    /// <param name="y">As many second coordinates.</param>
    /// <param name="texts">As many texts.</param>
    /// <exception cref="ArgumentException">The three differ in length.</exception>
    public static Trace Text(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<string> texts) =>
        Scatter(x, y, null, "text").WithText(texts).With("hoverinfo", "skip").With("cliponaxis", false);

    /// <summary>Bars with a label below each.</summary>
    /// <param name="labels">What stands below the bars.</param>
    /// <param name="values">As many heights.</param>
    /// <param name="name">The name in the legend, if any.</param>
    /// <exception cref="ArgumentException"><paramref name="labels"/> and <paramref name="values"/> differ in length.</exception>
    public static Trace Bars(IEnumerable<string> labels, IEnumerable<double> values, string? name = null)
    {
        var (x, y) = (PlotlyJson.Texts(labels), PlotlyJson.Numbers(values));
        DemandEqual(x, y);
        return new(new JsonObject { ["type"] = "bar", ["x"] = x, ["y"] = y }, name);
    }

    /// <summary>What stands below the bars; nothing if there are none.</summary>
    internal string[] BarNames => (string?)_attributes["type"] == "bar" ? [.. ((JsonArray)_attributes["x"]!).Select(name => (string)name!)] : [];

    /// <summary>Level lines of a function on a grid.</summary>
    /// <param name="x">Where the columns of <paramref name="z"/> are.</param>
    /// <param name="y">Where its rows are.</param>
    /// <param name="z">The values: a row for each of <paramref name="y"/>, in it a value for each of <paramref name="x"/>.</param>
    /// <param name="name">What the levels measure.</param>
    /// <exception cref="ArgumentException"><paramref name="z"/> has not a row for each y and a column for each x.</exception>
    public static Trace Contours(IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] z, string? name = null) =>
        Grid("contour", x, y, z, name);

    /// <summary>A matrix as coloured cells, row 0 first: blue above 0, vermilion below, and the page's colour at 0.</summary>
    /// <param name="z">The values. NaN and infinite values are empty cells.</param>
    /// <param name="name">What the values are.</param>
    /// <remarks>Cell (i, j) stands at x = j, y = i: let the panel's Y axis run from the last row to 0, and row 0 is on top. Other colours: <c>.With("colorscale", …)</c>.</remarks>
    /// <exception cref="ArgumentException">The matrix has no element.</exception>
    public static Trace HeatMap(double[,] z, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(z);
        if (z.Length == 0) throw new ArgumentException($"A heat map needs a value, but the matrix is {z.GetLength(0)} × {z.GetLength(1)}.", nameof(z));
        var map = new JsonObject
        {
            ["type"] = "heatmap",
            ["xgap"] = 1,
            ["ygap"] = 1,
            ["colorscale"] = Palette.Diverging(),
            ["showscale"] = false,
            ["hovertemplate"] = "row %{y}, column %{x}: %{z:.4~g}<extra></extra>",
        };
        foreach (var (key, value) in HeatMapAttributes(z)) map[key] = value?.DeepClone();
        return new(map, name);
    }

    /// <summary>A function of two numbers as a shade behind other traces, smooth between the places of its grid.</summary>
    internal static Trace Shade(IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] z) =>
        Grid("heatmap", x, y, z, null).With("zsmooth", "best").With("hoverinfo", "skip");

    /// <summary>A function of two numbers as a surface in space that can be turned; for a panel with a Z axis.</summary>
    /// <param name="x">Where the columns of <paramref name="z"/> are.</param>
    /// <param name="y">Where its rows are.</param>
    /// <param name="z">The heights: a row for each of <paramref name="y"/>, in it a value for each of <paramref name="x"/>.</param>
    /// <param name="name">What the height measures.</param>
    /// <exception cref="ArgumentException"><paramref name="z"/> has not a row for each y and a column for each x.</exception>
    public static Trace Surface(IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] z, string? name = null) =>
        Grid("surface", x, y, z, name).With("colorscale", "Cividis");

    /// <summary>A line through points in space; for a panel with a Z axis.</summary>
    /// <param name="x">The points' first coordinates.</param>
    /// <param name="y">As many second coordinates.</param>
    /// <param name="z">As many heights.</param>
    /// <param name="name">The name in the legend, if any.</param>
    /// <exception cref="ArgumentException">The three differ in length.</exception>
    public static Trace SpaceLine(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double> z, string? name = null)
    {
        var line = Scatter(x, y, name, "lines").With("type", "scatter3d").With("line.width", 6);
        var heights = PlotlyJson.Numbers(z);
        DemandEqual((JsonArray)line._attributes["x"]!, heights);
        return line.With("z", heights);
    }

    /// <summary>A band between two curves, pale: where most of the values lie.</summary>
    /// <param name="x">The places across.</param>
    /// <param name="low">As many lower edges.</param>
    /// <param name="high">As many upper edges.</param>
    /// <param name="name">The name in the legend, if any.</param>
    /// <remarks>Places where an edge is NaN or infinite are left out.</remarks>
    /// <exception cref="ArgumentException">The three differ in length.</exception>
    public static Trace Band(IEnumerable<double> x, IEnumerable<double> low, IEnumerable<double> high, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        var (places, lower, upper) = (x.ToArray(), low.ToArray(), high.ToArray());
        if (places.Length != lower.Length || places.Length != upper.Length)
            throw new ArgumentException($"A band needs a low and a high value for each x, but got {places.Length} x, {lower.Length} low and {upper.Length} high.");
        int[] there = [.. Enumerable.Range(0, places.Length).Where(i => double.IsFinite(lower[i]) && double.IsFinite(upper[i]))];
        int[] back = [.. there.Reverse()];
        return Area(there.Concat(back).Select(i => places[i]), there.Select(i => lower[i]).Concat(back.Select(i => upper[i])), name)
            .With("line.width", 0);
    }

    /// <summary>The same trace in another panel of its chart, counted from 0.</summary>
    public Trace In(int panel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(panel);
        return new(Copy(), Name, panel);
    }

    /// <summary>The same trace in another colour: one of <see cref="Palette"/>, or any that CSS knows.</summary>
    public Trace Colored(string color)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(color);
        return (string?)_attributes["type"] switch
        {
            "bar" => With("marker.color", color),
            "contour" => With("line.color", color),
            "heatmap" => With("colorscale", new JsonArray(new JsonArray(0, Faint(color, 0)), new JsonArray(1, Faint(color, 0.8)))),
            _ when (string?)_attributes["mode"] == "text" => With("textfont.color", color),
            _ when _attributes["fill"] is not null => With("line.color", color).With("fillcolor", Faint(color, 0.25)),
            _ => With("line.color", color).With("marker.color", color),
        };
    }

    /// <summary>The same trace with a dashed line: "dash", "dot", "dashdot", "longdash" or "solid".</summary>
    public Trace Dashed(string dash = "dash") => With("line.dash", dash);

    /// <summary>The same trace with any attribute that Plotly knows, as a path: <c>"marker.size"</c>.</summary>
    /// <param name="path">The names of the attribute and of what it stands in, with dots between.</param>
    /// <param name="value">A number, a text, a truth value or an array of those.</param>
    public Trace With(string path, JsonNode? value)
    {
        var copy = Copy();
        PlotlyJson.Set(copy, path, value);
        return new(copy, Name, Panel);
    }

    /// <summary>What this trace shows in one frame of its chart.</summary>
    /// <param name="x">The points' first coordinates then.</param>
    /// <param name="y">As many second coordinates.</param>
    /// <param name="texts">The texts at the points then; <c>null</c> leaves them.</param>
    public TraceChange To(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<string>? texts = null)
    {
        var change = new JsonObject { ["x"] = PlotlyJson.Numbers(x), ["y"] = PlotlyJson.Numbers(y) };
        DemandEqual((JsonArray)change["x"]!, (JsonArray)change["y"]!);
        if (texts is not null) change["text"] = PlotlyJson.Texts(texts);
        return new(this, change);
    }

    /// <summary>What this heat map, these contours or this surface show in one frame: other values on the same places.</summary>
    /// <param name="z">The values then.</param>
    public TraceChange To(double[,] z)
    {
        ArgumentNullException.ThrowIfNull(z);
        return new(this, IsHeatMap ? HeatMapAttributes(z) : new JsonObject { ["z"] = Rows(z) });
    }

    /// <summary>In one frame other texts stand at the points.</summary>
    internal TraceChange ToTexts(IEnumerable<string> texts) => new(this, new JsonObject { ["text"] = PlotlyJson.Texts(texts) });

    /// <summary>One point in one frame.</summary>
    internal TraceChange To(double x, double y) => To([x], [y]);

    internal TraceChange ToArrow((double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = ArrowEnds(from, to);
        return To(x, y);
    }

    internal Trace WithText(params IEnumerable<string> texts)
    {
        var written = PlotlyJson.Texts(texts);
        DemandEqual((JsonArray)_attributes["x"]!, written);
        return With("text", written);
    }

    internal bool IsInLegend => Name is not null && (bool?)_attributes["showlegend"] != false;

    internal JsonObject ToJson()
    {
        var json = Copy();
        if (Name is not null) json["name"] = Name;
        if (!IsInLegend) json["showlegend"] = false;
        if (Name is null && json["hoverinfo"] is null && json["hovertemplate"] is null) json["hoverinfo"] = "x+y";
        if (IsInSpace) json["scene"] = Panel > 0 ? $"scene{Panel + 1}" : "scene";
        else if (Panel > 0) (json["xaxis"], json["yaxis"]) = ($"x{Panel + 1}", $"y{Panel + 1}");
        return json;
    }

    private bool IsHeatMap => (string?)_attributes["type"] == "heatmap";

    internal bool IsInSpace => (string?)_attributes["type"] is "surface" or "scatter3d";

    /// <summary>The numbers on one of the trace's axes, in this trace and in what a frame makes of it.</summary>
    internal static IEnumerable<double> Values(JsonNode? attribute) => attribute switch
    {
        JsonArray list => list.SelectMany(Values),
        JsonValue value when value.TryGetValue<double>(out var real) && double.IsFinite(real) => [real],
        _ => [],
    };

    internal IEnumerable<double> Values(string attribute) => Values(_attributes[attribute]);

    /// <summary>"cost (21 points, 0.1 to 5)": the name, how many, and between which numbers.</summary>
    internal string Describe(int number)
    {
        var name = Name ?? $"trace {number + 1}";
        var isGrid = _attributes["z"] is JsonArray;
        var values = Values(isGrid ? "z" : "y").ToArray();
        return values.Length == 0
            ? $"{name} (nothing to draw)"
            : $"{name} ({Readable.Count(values.Length, isGrid ? "value" : "point")}, {Readable.Number(values.Min())} to {Readable.Number(values.Max())})";
    }

    private static Trace Scatter(IEnumerable<double> x, IEnumerable<double> y, string? name, string mode)
    {
        var (across, up) = (PlotlyJson.Numbers(x), PlotlyJson.Numbers(y));
        DemandEqual(across, up);
        return new(new JsonObject { ["type"] = "scatter", ["mode"] = mode, ["x"] = across, ["y"] = up }, name);
    }

    private static Trace Grid(string type, IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] z, string? name)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(z);
        return z.GetLength(0) != y.Count || z.GetLength(1) != x.Count
            ? throw new ArgumentException(
                $"The grid is {z.GetLength(0)} × {z.GetLength(1)}, but there are {y.Count} rows (y) and {x.Count} columns (x).", nameof(z))
            : new(new JsonObject
            {
                ["type"] = type,
                ["x"] = PlotlyJson.Numbers(x),
                ["y"] = PlotlyJson.Numbers(y),
                ["z"] = Rows(z),
                ["showscale"] = false,
            }, name);
    }

    private static JsonArray Rows(double[,] z) => new([.. Enumerable.Range(0, z.GetLength(0))
        .Select(row => (JsonNode)PlotlyJson.Numbers(Enumerable.Range(0, z.GetLength(1)).Select(column => z[row, column])))]);

    /// <summary>The values, and colours that are equally strong on both sides of 0.</summary>
    private static JsonObject HeatMapAttributes(double[,] z)
    {
        var strongest = z.Cast<double>().Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var end = strongest == 0 ? 1 : strongest;
        return new JsonObject { ["z"] = Rows(z), ["zmin"] = PlotlyJson.Number(-end), ["zmax"] = PlotlyJson.Number(end) };
    }

    private static void DemandEqual(JsonArray x, JsonArray y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException($"A trace needs as many y values as x values, but got {x.Count} and {y.Count}.");
    }

    // An area lets grid and page shine through; other spellings of a colour than #rrggbb are left to Plotly.
    private static string Faint(string color, double alpha) =>
        color is ['#', _, _, _, _, _, _] && int.TryParse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
            ? string.Create(CultureInfo.InvariantCulture, $"rgba({rgb >> 16},{(rgb >> 8) & 255},{rgb & 255},{alpha})")
            : color;

    private JsonObject Copy() => (JsonObject)_attributes.DeepClone();
}
