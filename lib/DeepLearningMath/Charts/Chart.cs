using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>
/// A picture as Plotly draws it: traces in one or more panels, and frames that a slider and a play button go through.
/// A chart never changes: what looks like a change gives a new one, so a cell can be run twice.
/// </summary>
/// <remarks>In a notebook, a chart is the last expression of a cell. What has no method here is set by <see cref="WithLayout"/> and <see cref="Trace.With"/>.</remarks>
[TypeFormatterSource(typeof(ChartFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed record Chart
{
    /// <summary>A chart of one panel without traces.</summary>
    /// <param name="title">What the picture shows.</param>
    /// <param name="xAxis">What is measured across, with its unit.</param>
    /// <param name="yAxis">What is measured up, with its unit.</param>
    public Chart(string title, string xAxis, string yAxis) : this(title, new Panel(new Axis(xAxis), new Axis(yAxis))) { }

    /// <summary>A chart of one or more panels without traces.</summary>
    /// <param name="title">What the picture shows.</param>
    /// <param name="panels">At least one.</param>
    /// <exception cref="ArgumentException">There is no panel.</exception>
    public Chart(string title, params ReadOnlySpan<Panel> panels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        if (panels.IsEmpty) throw new ArgumentException("A chart needs at least one panel.", nameof(panels));
        Title = title;
        Panels = [.. panels];
    }

    /// <summary>What the picture shows.</summary>
    public string Title { get; init; }

    /// <summary>One sentence that says what the picture shows, with its numbers: for those who cannot see it. It names the traces unless set.</summary>
    public string Description
    {
        get => field ?? DescribeTraces();
        init;
    }

    /// <summary>Height in pixels on a wide screen; <c>null</c>: what the panels need.</summary>
    public int? Height { get; init; }

    /// <summary>The panels; traces and methods count them from 0.</summary>
    public ImmutableArray<Panel> Panels { get; private init; }

    /// <summary>What is drawn, the first at the bottom.</summary>
    public ImmutableArray<Trace> Traces { get; private init; } = [];

    /// <summary>The stops of the slider; none in a chart that does not move.</summary>
    public ImmutableArray<Frame> Frames { get; private init; } = [];

    /// <summary>What the slider counts, for example "iteration".</summary>
    public string SliderName { get; private init; } = "";

    internal ImmutableArray<(string Path, JsonNode? Value)> LayoutChanges { get; private init; } = [];

    /// <summary>The same chart with more traces, drawn over those that are there.</summary>
    /// <exception cref="ArgumentException">A trace asks for a panel that the chart has not.</exception>
    public Chart Add(params IEnumerable<Trace> traces)
    {
        var added = traces.ToImmutableArray();
        return added.FirstOrDefault(trace => trace.Panel >= Panels.Length) is { } lost
            ? throw new ArgumentException(
                $"The trace '{lost.Name}' is for panel {lost.Panel}, but the chart's last panel is {Panels.Length - 1} (they count from 0).", nameof(traces))
            : this with { Traces = Traces.AddRange(added) };
    }

    /// <summary>The same chart with a slider and a play button. The first frame should look as the traces do.</summary>
    /// <param name="sliderName">What the slider counts, for example "iteration".</param>
    /// <param name="frames">Its stops; each with a label of its own.</param>
    /// <exception cref="ArgumentException">Two frames have one label, or a frame changes a trace that the chart has not.</exception>
    public Chart Animate(string sliderName, params IEnumerable<Frame> frames)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sliderName);
        var stops = frames.ToImmutableArray();
        if (stops.CountBy(frame => frame.Label).FirstOrDefault(label => label.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"Two frames are called '{twice}'; each needs a label of its own.", nameof(frames));
        foreach (var frame in stops)
        {
            if (frame.Changes.Any(change => !Traces.Contains(change.Trace)))
            {
                throw new ArgumentException(
                    $"The frame '{frame.Label}' changes a trace that is not in the chart. Add the trace first, and make the change from that same object.", nameof(frames));
            }
        }
        return this with { SliderName = sliderName, Frames = stops };
    }

    /// <summary>The same chart with other axis names.</summary>
    /// <param name="x">Across.</param>
    /// <param name="y">Up.</param>
    /// <param name="panel">The panel's number, from 0.</param>
    public Chart WithAxes(string x, string y, int panel = 0) =>
        Change(panel, old => old with { X = old.X with { Title = x }, Y = old.Y with { Title = y } });

    /// <summary>The same chart from <paramref name="low"/> to <paramref name="high"/> across.</summary>
    public Chart WithXRange(double low, double high, int panel = 0) =>
        Change(panel, old => old with { X = old.X with { Range = (low, high) } });

    /// <summary>The same chart from <paramref name="low"/> to <paramref name="high"/> up.</summary>
    public Chart WithYRange(double low, double high, int panel = 0) =>
        Change(panel, old => old with { Y = old.Y with { Range = (low, high) } });

    /// <summary>The same chart with a logarithmic axis across: equal distances are equal factors.</summary>
    public Chart LogX(int panel = 0) => Change(panel, old => old with { X = old.X with { Logarithmic = true } });

    /// <summary>The same chart with a logarithmic axis up: equal distances are equal factors.</summary>
    public Chart LogY(int panel = 0) => Change(panel, old => old with { Y = old.Y with { Logarithmic = true } });

    /// <summary>The same chart with an axis up on which equal distances are equal differences.</summary>
    public Chart LinearY(int panel = 0) => Change(panel, old => old with { Y = old.Y with { Logarithmic = false } });

    /// <summary>The same chart with any attribute of Plotly's layout, as a path: <c>"xaxis.dtick"</c>.</summary>
    /// <param name="path">The names of the attribute and of what it stands in, with dots between.</param>
    /// <param name="value">A number, a text, a truth value or an array of those.</param>
    public Chart WithLayout(string path, JsonNode? value) =>
        this with { LayoutChanges = LayoutChanges.Add((path, value?.DeepClone())) };

    /// <summary>The chart as a Plotly figure: <c>data</c>, <c>layout</c>, <c>frames</c> (if it moves) and <c>config</c>.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["data"] = new JsonArray([.. Traces.Select(trace => trace.ToJson())]),
            ["layout"] = new ChartLayout(this).ToJson(),
            ["config"] = new JsonObject { ["responsive"] = true, ["displayModeBar"] = false },
        };
        if (!Frames.IsEmpty)
        {
            json["frames"] = new JsonArray([.. Frames.Select((frame, number) => new JsonObject
            {
                ["name"] = frame.Label,
                ["data"] = new JsonArray([.. frame.Changes.Select(change => change.Attributes.DeepClone())]),
                ["traces"] = new JsonArray([.. frame.Changes.Select(change => (JsonNode)Traces.IndexOf(change.Trace))]),
                ["layout"] = ChartLayout.FrameLayout(this, number),
            })]);
        }
        return json;
    }

    /// <summary>The chart as HTML that stands on its own: it draws itself with the page's plotly.js, else with one from the network, else it is a table.</summary>
    public string ToHtml() => ChartHtml.Write(this);

    /// <summary>Title and description.</summary>
    public override string ToString() => $"{Title}\n{Description}";

    private Chart Change(int panel, Func<Panel, Panel> change)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(panel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(panel, Panels.Length);
        return this with { Panels = Panels.SetItem(panel, change(Panels[panel])) };
    }

    private string DescribeTraces()
    {
        var axes = $"{Panels[0].Y.Title} against {Panels[0].X.Title}";
        var traces = Traces.Select((trace, number) => trace.Describe(number)).ToArray();
        return traces.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"An empty chart of {axes}.")
            : $"{axes}: {string.Join("; ", traces)}.";
    }
}
