using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>
/// Where everything of a chart stands, in Plotly's terms. It is worked out twice: for a page's width, and for a phone's, where the panels stand
/// below each other. The second goes along as <c>layout.meta.narrow</c>, for <c>Plotly.relayout</c>.
/// </summary>
internal sealed class ChartLayout(Chart chart)
{
    // Pixels. Plotly places in fractions of a plot area that it works out itself, so what is here is measured at Plotly's own font sizes.
    private const int PanelTitleHeight = 26, AxisHeight = 58, SliderHeight = 92, ButtonRowHeight = 34, LegendRowHeight = 21, RightMargin = 18, LeftMargin = 58, NarrowWidth = 290, LetterWidth = 7;

    private const string Paper = "#ffffff", Grid = "#e3e6ea", Zero = "#9aa1a9";

    public JsonObject ToJson()
    {
        var panels = chart.Panels.Index().ToArray();
        var columns = panels.GroupBy(panel => panel.Item.Column).OrderBy(column => column.Key).Select(column => column.ToArray()).ToArray();
        var narrow = Arrange([panels], width: 355, titleSize: 15, isNarrow: true);
        var layout = new JsonObject
        {
            ["paper_bgcolor"] = Paper,
            ["plot_bgcolor"] = Paper,
            ["font"] = new JsonObject { ["family"] = "system-ui, -apple-system, 'Segoe UI', sans-serif", ["size"] = 13, ["color"] = Palette.Ink },
            ["title"] = new JsonObject { ["x"] = 0, ["xref"] = "container", ["xanchor"] = "left", ["y"] = 1, ["yref"] = "container", ["yanchor"] = "top", ["pad"] = new JsonObject { ["t"] = 14, ["l"] = 12 } },
            ["margin"] = new JsonObject { ["l"] = LeftMargin, ["r"] = RightMargin },
            ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["xanchor"] = "left", ["yanchor"] = "bottom", ["bgcolor"] = "rgba(0,0,0,0)" },
            ["hovermode"] = "closest",
            // A finger that moves over a chart scrolls the page.
            ["dragmode"] = false,
            ["showlegend"] = LegendNames().Length > 1,
        };
        foreach (var (number, panel) in panels)
        {
            if (panel.Z is not null)
            {
                layout[SceneKey(number)] = Scene(panel, number);
                continue;
            }
            layout[AxisKey("x", number)] = Axis(panel.X, "x", number, panel.EqualScales);
            layout[AxisKey("y", number)] = Axis(panel.Y, "y", number, panel.EqualScales);
        }
        if (chart.Panels.Any(panel => panel.Title is not null)) layout["annotations"] = PanelTitles();
        if (!chart.Frames.IsEmpty) (layout["sliders"], layout["updatemenus"]) = (Slider(), PlayButtons());
        foreach (var (path, value) in Arrange(columns, width: 720, titleSize: 17, isNarrow: false)) PlotlyJson.Set(layout, path, value);
        foreach (var (path, value) in chart.LayoutChanges)
        {
            PlotlyJson.Set(layout, path, value);
            // What the author has set counts on every screen.
            narrow.Remove(path);
        }
        layout["meta"] = new JsonObject { ["description"] = chart.Description, ["narrow"] = narrow };
        // A page may put controls of its own below the picture, and have this much less of it.
        if (!chart.Frames.IsEmpty) layout["meta"]!["controls"] = new JsonObject { ["wide"] = SliderHeight, ["narrow"] = SliderHeight + ButtonRowHeight };
        return layout;
    }

    /// <summary>What depends on the width, as paths into the layout.</summary>
    private JsonObject Arrange((int Index, Panel Item)[][] columns, int width, int titleSize, bool isNarrow)
    {
        var title = Wrap(chart.Title, (int)((width - 30) / (titleSize * 0.54)), out var titleLines);
        var legendRows = LegendRows(width - LeftMargin - RightMargin);
        var panelTitle = chart.Panels.Any(panel => panel.Title is not null) ? PanelTitleHeight : 0;
        var top = 22 + titleLines * (titleSize + 5) + legendRows * LegendRowHeight + panelTitle;
        // Where it is narrow, the slider's value has no room beside the buttons.
        var valueBelow = isNarrow ? ButtonRowHeight : 0;
        var bottom = AxisHeight + (chart.Frames.IsEmpty ? 0 : SliderHeight + valueBelow);
        var gap = AxisHeight + panelTitle + 8;
        var wanted = columns.Max(column => column.Sum(panel => PanelHeight(panel.Item, column.Length, isNarrow)) + gap * (column.Length - 1));
        var height = chart.Height is { } set && !isNarrow ? set : (int)wanted + top + bottom + (isNarrow ? UprightNames() : 0);
        double plot = Math.Max(1, height - top - bottom);

        var arranged = new JsonObject
        {
            ["height"] = height,
            ["margin.t"] = top,
            ["margin.b"] = bottom,
            ["title.text"] = title,
            ["title.font.size"] = titleSize,
            ["legend.y"] = PlotlyJson.Number(1 + panelTitle / plot),
        };
        if (isNarrow && !chart.Frames.IsEmpty) arranged["sliders.0.pad.t"] = AxisHeight + valueBelow;
        var between = columns.Length == 1 ? 0 : 0.15;
        var columnWidth = (1 - between * (columns.Length - 1)) / columns.Length;
        foreach (var (number, column) in columns.Index())
        {
            var left = number * (columnWidth + between);
            var free = 1 - gap / plot * (column.Length - 1);
            double HeightOf(Panel panel) => PanelHeight(panel, column.Length, isNarrow);
            var all = column.Sum(panel => HeightOf(panel.Item));
            var upper = 1.0;
            foreach (var (index, panel) in column)
            {
                var lower = upper - free * HeightOf(panel) / all;
                var (across, up) = panel.Z is null
                    ? (AxisKey("x", index) + ".domain", AxisKey("y", index) + ".domain")
                    : (SceneKey(index) + ".domain.x", SceneKey(index) + ".domain.y");
                if (panel.Z is not null)
                {
                    // Smaller on a phone, or the axes' names would not fit.
                    var size = isNarrow ? 0.68 : 1;
                    arranged[SceneKey(index) + ".aspectratio"] = new JsonObject { ["x"] = size, ["y"] = size, ["z"] = 0.8 * size };
                }
                arranged[across] = Domain(left, left + columnWidth);
                arranged[up] = Domain(lower, upper);
                upper = lower - gap / plot;
            }
        }
        return arranged;
    }

    private static JsonArray Domain(double from, double to) => PlotlyJson.Numbers(Math.Clamp(from, 0, 1), Math.Clamp(to, 0, 1));

    private static double PanelHeight(Panel panel, int panelsInColumn, bool isNarrow) => panel switch
    {
        { EqualScales: true, X.Range: var (left, right), Y.Range: var (low, high) } when isNarrow =>
            Math.Clamp(NarrowWidth * Math.Abs((high - low) / (right - left)), 60, 420),
        { Z: not null } when isNarrow => 300,
        _ when isNarrow => (panel.EqualScales ? 265 : 230) * panel.Share,
        _ when panelsInColumn == 1 => 300 * panel.Share,
        _ => 200 * panel.Share,
    };

    /// <summary>What bars' names take below them where they have no room side by side: Plotly turns them, and would take it from the plot.</summary>
    private int UprightNames() => chart.Traces.Select(trace => trace.BarNames).Where(names => names.Length > 0)
        .Select(names => (Longest: names.Max(name => name.Length) * LetterWidth, Room: NarrowWidth / names.Length))
        .Max(bars => bars.Longest > bars.Room ? bars.Longest : (int?)0) ?? 0;

    private string[] LegendNames() => [.. chart.Traces.Where(trace => trace.IsInLegend).Select(trace => trace.Name!)];

    private int LegendRows(int width)
    {
        var names = LegendNames();
        if (names.Length < 2) return 0;
        var inARow = Math.Max(1, width / (48 + (int)(names.Max(name => name.Length) * 7.2)));
        return (names.Length + inARow - 1) / inARow;
    }

    private JsonObject Axis(Axis axis, string letter, int panel, bool equalScales)
    {
        var otherLetter = letter == "x" ? "y" : "x";
        var json = new JsonObject
        {
            ["anchor"] = AxisId(otherLetter, panel),
            ["automargin"] = true,
        };
        Scale(json, axis, letter, panel);
        if (equalScales)
        {
            json["constrain"] = "domain";
            json["constraintoward"] = letter == "y" ? "top" : chart.Panels.Length > 1 ? "left" : "center";
            if (letter == "y") json["scaleanchor"] = AxisId("x", panel);
        }
        if (axis.Hidden)
        {
            json["visible"] = false;
            return json;
        }
        json["title"] = new JsonObject { ["text"] = axis.Title, ["standoff"] = 8 };
        (json["gridcolor"], json["zerolinecolor"], json["linecolor"]) = (Grid, Zero, Zero);
        if (axis.WithoutGrid) (json["showgrid"], json["zeroline"]) = (false, false);
        return json;
    }

    /// <summary>Range, logarithm and the numbers on an axis.</summary>
    private void Scale(JsonObject json, Axis axis, string letter, int panel)
    {
        if (axis.Range is var (low, high))
            json["range"] = axis.Logarithmic ? PlotlyJson.Numbers(Math.Log10(low), Math.Log10(high)) : PlotlyJson.Numbers(low, high);
        if (axis.Logarithmic) (json["type"], json["exponentformat"], json["hoverformat"]) = ("log", "power", ".5~g");
        var (values, texts) = axis switch
        {
            { Labels: { } labels } => (labels.Select(label => label.Value), labels.Select(label => label.Text)),
            { Logarithmic: true } when Positive(axis, letter, panel) is var (first, last) => LogTicks.Between(first, last),
            _ => ((IEnumerable<double>?)null, Array.Empty<string>()),
        };
        if (values is null) return;
        (json["tickmode"], json["tickvals"], json["ticktext"]) = ("array", PlotlyJson.Numbers(values), PlotlyJson.Texts(texts));
    }

    /// <summary>What of an axis with labels of its own changes from frame to frame.</summary>
    public static JsonObject MatrixScale(Axis axis)
    {
        var json = new JsonObject();
        new ChartLayout(new Chart("matrix", axis.Title, "")).Scale(json, axis, "x", 0);
        return json;
    }

    /// <summary>From where to where a logarithmic axis goes: its range, else the positive numbers on it, in all frames.</summary>
    private (double Low, double High)? Positive(Axis axis, string letter, int panel)
    {
        if (axis.Range is { } range) return range is { Low: > 0, High: > 0 } ? range : null;
        var values = chart.Traces.Where(trace => trace.Panel == panel).SelectMany(trace => trace.Values(letter))
            .Concat(chart.Frames.SelectMany(frame => frame.Changes).Where(change => change.Trace.Panel == panel)
                .SelectMany(change => Trace.Values(change.Attributes[letter])))
            .Where(value => value > 0).ToArray();
        return values.Length == 0 ? null : (values.Min(), values.Max());
    }

    private JsonObject Scene(Panel panel, int number)
    {
        return new JsonObject
        {
            ["xaxis"] = SpaceAxis(panel.X, "x"),
            ["yaxis"] = SpaceAxis(panel.Y, "y"),
            ["zaxis"] = SpaceAxis(panel.Z!, "z"),
            ["aspectmode"] = "manual",
            ["dragmode"] = "turntable",
        };

        JsonObject SpaceAxis(Axis axis, string letter)
        {
            var json = new JsonObject
            {
                ["title"] = new JsonObject { ["text"] = axis.Title },
                ["gridcolor"] = Grid,
                ["zerolinecolor"] = Zero,
                ["showbackground"] = false,
                ["showspikes"] = false,
            };
            Scale(json, axis, letter, number);
            return json;
        }
    }

    private JsonArray PanelTitles() => [.. chart.Panels.Index().Where(panel => panel.Item.Title is not null).Select(panel => new JsonObject
    {
        ["text"] = $"<b>{panel.Item.Title}</b>",
        ["xref"] = AxisId("x", panel.Index) + " domain",
        ["yref"] = AxisId("y", panel.Index) + " domain",
        ["x"] = 0,
        ["y"] = 1,
        ["xanchor"] = "left",
        ["yanchor"] = "bottom",
        ["yshift"] = 3,
        ["showarrow"] = false,
    })];

    private JsonArray Slider() =>
    [
        new JsonObject
        {
            ["active"] = 0,
            ["y"] = 0,
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = AxisHeight },
            ["currentvalue"] = new JsonObject { ["prefix"] = chart.SliderName + " ", ["xanchor"] = "right", ["offset"] = 14 },
            ["bgcolor"] = "rgba(128,128,128,0.25)",
            ["bordercolor"] = Palette.Grey,
            ["tickcolor"] = Palette.Grey,
            ["minorticklen"] = 0,
            ["steps"] = new JsonArray([.. chart.Frames.Select(frame => new JsonObject
            {
                ["label"] = frame.Label,
                ["method"] = "animate",
                ["args"] = new JsonArray(PlotlyJson.Texts(frame.Label), Motion(0)),
            })]),
        },
    ];

    private JsonArray PlayButtons() =>
    [
        Buttons(0,
            Button("▶ Play", null, Motion(Math.Clamp(6000 / chart.Frames.Length, 80, 600))),
            Button("❚❚ Pause", new JsonArray((JsonNode?)null), Motion(0))),
        Buttons(168, StepButtons(0)),
    ];

    /// <summary>
    /// The layout of one frame. Plotly has no button for "the next frame", only for one that is named: so every frame names its neighbours anew.
    /// </summary>
    public static JsonObject FrameLayout(Chart chart, int frame)
    {
        var layout = (JsonObject?)chart.Frames[frame].Layout?.DeepClone() ?? [];
        layout["updatemenus"] = new JsonArray(new JsonObject(), new JsonObject { ["buttons"] = new JsonArray([.. new ChartLayout(chart).StepButtons(frame)]) });
        return layout;
    }

    private JsonObject[] StepButtons(int frame) =>
    [
        Button("−1", PlotlyJson.Texts(chart.Frames[Math.Max(frame - 1, 0)].Label), Motion(0)),
        Button("+1", PlotlyJson.Texts(chart.Frames[Math.Min(frame + 1, chart.Frames.Length - 1)].Label), Motion(0)),
    ];

    private static JsonObject Buttons(int left, params JsonObject[] buttons) => new()
    {
        ["type"] = "buttons",
        ["direction"] = "left",
        ["showactive"] = false,
        ["x"] = 0,
        ["xanchor"] = "left",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = AxisHeight - 10, ["l"] = left },
        ["bgcolor"] = "rgba(128,128,128,0.12)",
        ["bordercolor"] = Palette.Grey,
        ["buttons"] = new JsonArray([.. buttons]),
    };

    private static JsonObject Button(string label, JsonNode? frames, JsonObject motion) =>
        new() { ["label"] = label, ["method"] = "animate", ["args"] = new JsonArray(frames, motion) };

    // Frames follow each other without a transition: a contour cannot have one, and a state between two updates does not exist.
    private static JsonObject Motion(int milliseconds) => new()
    {
        ["mode"] = "immediate",
        ["fromcurrent"] = true,
        ["frame"] = new JsonObject { ["duration"] = milliseconds, ["redraw"] = true },
        ["transition"] = new JsonObject { ["duration"] = 0 },
    };

    private static string AxisKey(string letter, int panel) => letter + "axis" + (panel == 0 ? "" : panel + 1);

    private static string SceneKey(int panel) => "scene" + (panel == 0 ? "" : panel + 1);

    private static string AxisId(string letter, int panel) => letter + (panel == 0 ? "" : panel + 1);

    private static string Wrap(string text, int width, out int lines)
    {
        var wrapped = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (wrapped[^1].Length > 0 && wrapped[^1].Length + 1 + word.Length > width) wrapped.Add(word);
            else wrapped[^1] += wrapped[^1].Length == 0 ? word : " " + word;
        }
        lines = wrapped.Count;
        return string.Join("<br>", wrapped);
    }
}
