using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>
/// Where everything of a chart stands, in Plotly's terms. It is worked out twice: for a page's width, and for a phone's, where the panels stand
/// below each other. The second goes along as <c>layout.meta.narrow</c>, for <c>Plotly.relayout</c>.
/// </summary>
internal sealed class ChartLayout(Chart chart)
{
    // Pixels. Plotly places in fractions of a plot area that it works out itself, so what is here is measured at Plotly's own font sizes.
    private const int PanelTitleHeight = 26, AxisHeight = 58, SliderHeight = 92, LegendRowHeight = 21, RightMargin = 18, LeftMargin = 58;

    private const string Paper = "#ffffff", Ink = "#1f2328", Grid = "#e3e6ea", Zero = "#9aa1a9";

    public JsonObject ToJson()
    {
        var panels = chart.Panels.Index().ToArray();
        var columns = panels.GroupBy(panel => panel.Item.Column).OrderBy(column => column.Key).Select(column => column.ToArray()).ToArray();
        var narrow = Arrange([panels], width: 375, titleSize: 15, isNarrow: true);
        var layout = new JsonObject
        {
            ["paper_bgcolor"] = Paper,
            ["plot_bgcolor"] = Paper,
            ["font"] = new JsonObject { ["family"] = "system-ui, -apple-system, 'Segoe UI', sans-serif", ["size"] = 13, ["color"] = Ink },
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
            layout[AxisKey("x", number)] = Axis(panel.X, "y", number, panel.EqualScales);
            layout[AxisKey("y", number)] = Axis(panel.Y, "x", number, panel.EqualScales);
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
        return layout;
    }

    /// <summary>What depends on the width, as paths into the layout.</summary>
    private JsonObject Arrange((int Index, Panel Item)[][] columns, int width, int titleSize, bool isNarrow)
    {
        var title = Wrap(chart.Title, (int)((width - 30) / (titleSize * 0.54)), out var titleLines);
        var legendRows = LegendRows(width - LeftMargin - RightMargin);
        var panelTitle = chart.Panels.Any(panel => panel.Title is not null) ? PanelTitleHeight : 0;
        var top = 22 + titleLines * (titleSize + 5) + legendRows * LegendRowHeight + panelTitle;
        var bottom = AxisHeight + (chart.Frames.IsEmpty ? 0 : SliderHeight);
        var gap = AxisHeight + panelTitle + 8;
        var wanted = columns.Max(column => column.Sum(panel => PanelHeight(panel.Item, column.Length, isNarrow)) + gap * (column.Length - 1));
        var height = chart.Height is { } set && !isNarrow ? set : (int)wanted + top + bottom;
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
        var between = columns.Length == 1 ? 0 : 0.15;
        var columnWidth = (1 - between * (columns.Length - 1)) / columns.Length;
        foreach (var (number, column) in columns.Index())
        {
            var left = number * (columnWidth + between);
            var free = 1 - gap / plot * (column.Length - 1);
            var shares = column.Sum(panel => panel.Item.Share);
            var upper = 1.0;
            foreach (var (index, panel) in column)
            {
                var lower = upper - free * panel.Share / shares;
                arranged[AxisKey("x", index) + ".domain"] = Domain(left, left + columnWidth);
                arranged[AxisKey("y", index) + ".domain"] = Domain(lower, upper);
                upper = lower - gap / plot;
            }
        }
        return arranged;
    }

    private static JsonArray Domain(double from, double to) => PlotlyJson.Numbers(Math.Clamp(from, 0, 1), Math.Clamp(to, 0, 1));

    private static double PanelHeight(Panel panel, int panelsInColumn, bool isNarrow) => panel switch
    {
        _ when isNarrow => (panel.EqualScales ? 265 : 230) * panel.Share,
        _ when panelsInColumn == 1 => 300,
        _ => 200 * panel.Share,
    };

    private string[] LegendNames() => [.. chart.Traces.Where(trace => trace.IsInLegend).Select(trace => trace.Name!)];

    private int LegendRows(int width)
    {
        var names = LegendNames();
        if (names.Length < 2) return 0;
        var inARow = Math.Max(1, width / (48 + (int)(names.Max(name => name.Length) * 7.2)));
        return (names.Length + inARow - 1) / inARow;
    }

    private JsonObject Axis(Axis axis, string otherLetter, int panel, bool equalScales)
    {
        var json = new JsonObject
        {
            ["anchor"] = AxisId(otherLetter, panel),
            ["automargin"] = true,
        };
        if (axis.Range is var (low, high))
            json["range"] = axis.Logarithmic ? PlotlyJson.Numbers(Math.Log10(low), Math.Log10(high)) : PlotlyJson.Numbers(low, high);
        if (axis.Logarithmic) (json["type"], json["tickformat"]) = ("log", "~g");
        if (axis.Hidden)
        {
            json["visible"] = false;
            return json;
        }
        json["title"] = new JsonObject { ["text"] = axis.Title, ["standoff"] = 8 };
        (json["gridcolor"], json["zerolinecolor"], json["linecolor"]) = (Grid, Zero, Zero);
        if (equalScales)
        {
            json["constrain"] = "domain";
            json["constraintoward"] = otherLetter == "x" ? "top" : chart.Panels.Length > 1 ? "left" : "center";
            if (otherLetter == "x") json["scaleanchor"] = AxisId("x", panel);
        }
        return json;
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
        new JsonObject
        {
            ["type"] = "buttons",
            ["direction"] = "left",
            ["showactive"] = false,
            ["x"] = 0,
            ["xanchor"] = "left",
            ["y"] = 0,
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = AxisHeight - 10 },
            ["bgcolor"] = "rgba(128,128,128,0.12)",
            ["bordercolor"] = Palette.Grey,
            ["buttons"] = new JsonArray(
                Button("▶ Play", null, Motion(Math.Clamp(6000 / chart.Frames.Length, 80, 600))),
                Button("❚❚ Pause", new JsonArray((JsonNode?)null), Motion(0))),
        },
    ];

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
