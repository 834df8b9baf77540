using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Html;

/// <summary>The numbers of a chart as tables that a person would read: curves over the same places are columns of one table, single points
/// are rows of one, what moves stands against the slider, or as it is at its first and at its last stop.</summary>
/// <remarks>A trace that says nothing when it is pointed at (<c>hoverinfo: skip</c>) is decoration and has no numbers of its own.</remarks>
internal sealed class FigureTables
{
    /// <summary>How much is shown whole, and about how much of what is longer: every so-manieth, and the last.</summary>
    private const int WholeRows = 30, Rows = 20, Columns = 12, Tables = 12;

    /// <summary>Up to so many points are rows of one table for a whole panel.</summary>
    private const int Few = 4;

    private static readonly string[] Subplots = ["xaxis", "yaxis", "scene", "subplot"];

    private readonly StringBuilder _html = new();
    private readonly JsonNode? _layout;
    private readonly JsonObject[] _traces;
    private readonly (string Label, Dictionary<int, JsonObject> Changes)[] _frames;
    private int _tables;

    private FigureTables(JsonObject figure)
    {
        _layout = figure["layout"];
        _traces = [.. ((JsonArray)figure["data"]!).OfType<JsonObject>()];
        _frames = [.. (figure["frames"] as JsonArray ?? []).OfType<JsonObject>().Select((frame, i) => (FigureValues.PlainText(frame["name"]) ?? Text(i), Changes(frame)))];
    }

    /// <summary>The figure's tables as HTML; empty if it holds no numbers.</summary>
    public static string Write(JsonObject figure)
    {
        var tables = new FigureTables(figure);
        tables.Write();
        if (tables._tables > Tables) tables._html.Append(CultureInfo.InvariantCulture, $"<p>{tables._tables - Tables} more tables are left out.</p>");
        return tables._html.ToString();
    }

    private void Write()
    {
        var telling = Enumerable.Range(0, _traces.Length).Where(i => CellOutput.TextOf(_traces[i]["hoverinfo"]) != "skip").ToArray();
        if (telling.Length == 0) telling = [.. Enumerable.Range(0, _traces.Length)];
        var moving = telling.Where(i => _frames.Any(frame => frame.Changes.ContainsKey(i))).ToArray();
        var points = moving.Where(i => IsPoint(_traces[i]) && _frames.All(frame => !frame.Changes.TryGetValue(i, out var change) || IsPoint(change))).ToArray();

        if (points.Length > 0) BySlider(points);
        Panels(telling.Except(moving).Select(i => SeriesOf(_traces[i])), "");
        var rest = moving.Except(points).ToArray();
        if (rest.Length == 0) return;
        Panels(rest.Select(i => SeriesOf(At(i, _frames[0].Changes))), $", {Slider()} {_frames[0].Label}");
        var last = rest.ToDictionary(i => i, i => _frames.Last(frame => frame.Changes.ContainsKey(i)).Changes[i]);
        Panels(rest.Select(i => SeriesOf(At(i, last))), $", {Slider()} {_frames[^1].Label}");
    }

    /// <summary>What a frame changes of the numbers, by the number of the trace.</summary>
    private static Dictionary<int, JsonObject> Changes(JsonObject frame)
    {
        var numbers = (frame["traces"] as JsonArray)?.Select(FigureValues.Number).ToArray();
        return (frame["data"] as JsonArray ?? []).Index()
            .Where(change => change.Item is JsonObject json && json.Any(entry => entry.Key is "x" or "y" or "z"))
            .Select(change => (Trace: (int)(numbers?.ElementAtOrDefault(change.Index) ?? change.Index), Json: (JsonObject)change.Item!))
            .DistinctBy(change => change.Trace)
            .ToDictionary(change => change.Trace, change => change.Json);
    }

    /// <summary>A trace as a frame leaves it.</summary>
    private JsonObject At(int trace, Dictionary<int, JsonObject> changes)
    {
        if (!changes.TryGetValue(trace, out var change)) return _traces[trace];
        var changed = (JsonObject)_traces[trace].DeepClone();
        foreach (var (key, value) in change) changed[key] = value?.DeepClone();
        return changed;
    }

    private void Panels(IEnumerable<Series> series, string when)
    {
        foreach (var panel in series.GroupBy(one => one.Panel))
        {
            foreach (var grid in panel.Where(one => one.Grid is not null)) Grid(grid, when);
            var curves = new List<List<Series>>();
            foreach (var one in panel.Where(one => one.Grid is null && one.Count > 0))
            {
                var same = curves.Find(curve => curve[0].StandsWhere(one));
                if (same is null) curves.Add([one]);
                else same.Add(one);
            }
            // What has few points, and stands alone with its kind of numbers, shares a table with others of its kind.
            var few = curves.Where(curve => curve.Count == 1 && curve[0].Count <= Few).Select(curve => curve[0]).GroupBy(one => string.Join('\n', one.Columns.Select(column => column.Name)))
                .Select(group => group.ToArray()).Where(group => group.Length > 1).ToArray();
            foreach (var curve in curves.Where(curve => !few.Any(group => group.Contains(curve[0])))) Curve(curve, when);
            foreach (var group in few)
            {
                Table(Caption("points", group[0], when), ["", .. group[0].Columns.Select(column => column.Name)],
                    [.. group.SelectMany(one => one.Rows.Select(row => (string?[])[one.Name ?? one.Kind, .. row]))]);
            }
        }
    }

    /// <summary>Curves over the same places.</summary>
    private void Curve(List<Series> curves, string when)
    {
        var longest = curves.MaxBy(curve => curve.Count)!;
        var single = curves.Count == 1;
        var all = longest with { Columns = [longest.Columns[0], .. curves.SelectMany(curve => curve.Columns[1..].Select(column => single ? column : (Name: curve.Name ?? column.Name, column.Values)))] };
        Table(Caption(single ? curves[0].Name : null, longest, when), [.. all.Columns.Select(column => column.Name)], [.. all.Rows]);
    }

    private void Grid(Series grid, string when)
    {
        var (x, y) = (FigureValues.List(grid.Trace["x"]), FigureValues.List(grid.Trace["y"]));
        var width = grid.Grid!.Max(row => row.Count);
        var (across, up) = (AxisTitle(grid.Trace, "x") ?? "column", AxisTitle(grid.Trace, "y") ?? "row");
        Table(
            Caption(grid.Name ?? "values", grid, when),
            [$"{up} \\ {across}", .. Enumerable.Range(0, width).Select(i => x.ElementAtOrDefault(i) ?? Text(i))],
            [.. grid.Grid!.Select((row, i) => (string?[])[y.ElementAtOrDefault(i) ?? Text(i), .. row])]);
    }

    /// <summary>Points that move: a row for each stop of the slider, a column for each coordinate that changes.</summary>
    private void BySlider(int[] traces)
    {
        var labels = _frames.Select(frame => (string?)frame.Label).ToArray();
        var columns = new List<(string Name, string?[] Values)>();
        foreach (var trace in traces)
        {
            var stops = _frames.Select(frame => SeriesOf(At(trace, frame.Changes))).ToArray();
            foreach (var (i, column) in stops[0].Columns.Index())
            {
                var values = stops.Select(stop => stop.Columns.ElementAtOrDefault(i).Values?.ElementAtOrDefault(0)).ToArray();
                if (values.Distinct().Skip(1).Any() && !values.SequenceEqual(labels) && !columns.Any(other => other.Values.SequenceEqual(values))) columns.Add((stops[0].Name is { } name ? $"{name}: {column.Name}" : column.Name, values));
            }
        }
        if (columns.Count == 0) return;
        Table($"By {Slider()}", [Slider(), .. columns.Select(column => column.Name)], [.. labels.Select((label, i) => (string?[])[label, .. columns.Select(column => column.Values[i])])]);
    }

    private void Table(string caption, string[] headings, string?[][] rows)
    {
        if (rows.Length == 0 || ++_tables > Tables) return;
        var (chosen, shown) = (rows.Length <= WholeRows ? Chosen(rows.Length, WholeRows) : Chosen(rows.Length, Rows), (int[])[0, .. Chosen(headings.Length - 1, Columns).Select(i => i + 1)]);
        _html.Append("<div class=\"nb-scroll\"><table><caption>").Append(Html(caption)).Append("</caption><thead><tr>");
        foreach (var i in shown)
            _html.Append(headings[i].Length == 0 ? "<td></td>" : $"<th scope=\"col\">{Html(headings[i])}</th>");
        _html.Append("</tr></thead><tbody>");
        foreach (var row in chosen.Select(i => rows[i]))
        {
            _html.Append("<tr>");
            foreach (var i in shown)
                _html.Append(i == 0 && headings.Length > 1 ? $"<th scope=\"row\">{Html(row[0])}</th>" : $"<td>{Html(row.ElementAtOrDefault(i))}</td>");
            _html.Append("</tr>");
        }
        _html.Append("</tbody></table>");
        string[] left =
        [
            .. rows.Length > chosen.Length ? [string.Create(CultureInfo.InvariantCulture, $"{chosen.Length} of {rows.Length} rows")] : Array.Empty<string>(),
            .. headings.Length > shown.Length ? [string.Create(CultureInfo.InvariantCulture, $"{shown.Length - 1} of {headings.Length - 1} columns")] : Array.Empty<string>(),
        ];
        if (left.Length > 0) _html.Append("<p>").Append(string.Join(" and ", left)).Append(", evenly chosen.</p>");
        _html.Append("</div>");
    }

    private static int[] Chosen(int count, int most)
    {
        var step = Math.Max(1, (count - 1 + most - 1) / most);
        return [.. Enumerable.Range(0, count).Where(i => i % step == 0 || i == count - 1)];
    }

    private string Caption(string? name, Series series, string when)
    {
        var axes = series.Grid is not null || series.Columns.Length < 2 || (AxisTitle(series.Trace, "x") ?? AxisTitle(series.Trace, "y")) is null && name is not null ? null : $"{series.Columns[1].Name} against {series.Columns[0].Name}";
        var words = string.Join(": ", new[] { PanelTitle(series.Trace), name, axes }.OfType<string>());
        return (words.Length > 0 ? words : "numbers") + when;
    }

    private static bool IsPoint(JsonObject trace)
        => ((string[])["x", "y", "z"]).All(key => trace[key] is null or JsonArray { Count: <= 1 } and not [JsonArray]);

    private Series SeriesOf(JsonObject trace)
    {
        var grid = FigureValues.Grid(trace["z"]);
        var isAcross = CellOutput.TextOf(trace["orientation"]) == "h";
        string[] keys = trace.ContainsKey("labels") ? ["labels", "values"]
            : trace.ContainsKey("r") ? ["theta", "r"]
            : trace.ContainsKey("lat") ? ["lat", "lon"]
            : isAcross ? ["y", "x"] : ["x", "y", "z", "u", "v", "open", "high", "low", "close"];
        var columns = grid is not null ? []
            : keys.Select(key => (Name: AxisTitle(trace, key) ?? key, Values: FigureValues.List(trace[key]))).Where(column => column.Values.Count > 0).ToList();
        // Points on a line: the height that they are all drawn at is no number of theirs.
        if (columns.Count == 2) columns.RemoveAll(column => column.Name == "y" && IsHidden(trace, "y") && column.Values.Distinct().Count() == 1);
        if (grid is null && CellOutput.TextOf(trace["mode"])?.Contains("text", StringComparison.Ordinal) == true && FigureValues.List(trace["text"]) is { Count: > 0 } labels)
            columns.Add(("label", labels));
        return new Series(trace, PanelOf(trace), NameOf(trace), Kind(trace), [.. columns], grid);
    }

    /// <summary>The trace's name; without one, where only colours tell several apart, that of a trace in the same colour.</summary>
    private string? NameOf(JsonObject trace)
    {
        if (FigureValues.PlainText(trace["name"]) is { } own) return own;
        return ColorOf(trace) is { } color && _traces.Any(other => PanelOf(other) == PanelOf(trace) && other["name"] is null && Kind(other) == Kind(trace) && ColorOf(other) is { } its && its != color)
            ? _traces.Where(other => ColorOf(other) == color).Select(other => FigureValues.PlainText(other["name"])).FirstOrDefault(name => name is not null)
            : null;
    }

    private static string PanelOf(JsonObject trace) => string.Join(' ', Subplots.Select(key => CellOutput.TextOf(trace[key])));

    private static string? ColorOf(JsonObject trace)
        => CellOutput.TextOf(FigureValues.At(trace, "marker", "color")) ?? CellOutput.TextOf(FigureValues.At(trace, "line", "color"));

    private static string Kind(JsonObject trace) => CellOutput.TextOf(trace["type"]) switch
    {
        null or "scatter" or "scatter3d" => CellOutput.TextOf(trace["mode"]) is { } mode && mode.Contains("lines", StringComparison.Ordinal) ? "line" : "point",
        var type => type,
    };

    private bool IsHidden(JsonObject trace, string letter)
        => FigureValues.At(_layout, AxisOf(trace, letter), "visible") is JsonValue visible && visible.TryGetValue<bool>(out var isVisible) && !isVisible;

    private static string AxisOf(JsonObject trace, string letter)
        => CellOutput.TextOf(trace[letter + "axis"]) is { Length: > 1 } id ? letter + "axis" + id[1..] : letter + "axis";

    /// <summary>What an axis is called, for the trace that stands on it.</summary>
    private string? AxisTitle(JsonObject trace, string letter)
    {
        var axis = AxisOf(trace, letter);
        var title = FigureValues.At(_layout, axis, "title") ?? FigureValues.At(_layout, CellOutput.TextOf(trace["scene"]) ?? "scene", axis, "title");
        return FigureValues.PlainText(FigureValues.At(title, "text"));
    }

    /// <summary>The line above the panel that a trace stands in.</summary>
    private string? PanelTitle(JsonObject trace)
    {
        var place = (CellOutput.TextOf(trace["xaxis"]) ?? "x") + " domain";
        return (FigureValues.At(_layout, "annotations") as JsonArray ?? []).Where(note => CellOutput.TextOf(FigureValues.At(note, "xref")) == place)
            .Select(note => FigureValues.PlainText(FigureValues.At(note, "text"))).FirstOrDefault();
    }

    private string Slider()
    {
        var slider = (FigureValues.At(_layout, "sliders") as JsonArray)?.FirstOrDefault();
        return FigureValues.PlainText(FigureValues.At(slider, "currentvalue", "prefix"))?.TrimEnd(' ', ':', '=') is { Length: > 0 } name ? name : "frame";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Html(string? text) => PageText.MarkKorean(PageText.Encode(text ?? "–"));

    private sealed record Series(JsonObject Trace, string Panel, string? Name, string Kind, (string Name, IReadOnlyList<string?> Values)[] Columns, IReadOnlyList<IReadOnlyList<string?>>? Grid)
    {
        public int Count => Columns.Length == 0 ? 0 : Columns.Max(column => column.Values.Count);

        /// <summary>The values side by side; nothing is said of gaps.</summary>
        public IEnumerable<string?[]> Rows => Enumerable.Range(0, Count).Select(i => Columns.Select(column => column.Values.ElementAtOrDefault(i)).ToArray()).Where(row => row.Any(value => value is not null));

        /// <summary>Whether the two have values over the same places, the shorter as far as it goes.</summary>
        public bool StandsWhere(Series other)
        {
            if (Columns.Length != 2 || other.Columns.Length != 2 || Columns[0].Name != other.Columns[0].Name) return false;
            var (one, two) = (Columns[0].Values, other.Columns[0].Values);
            var shared = Math.Min(one.Count, two.Count);
            return shared > 1 && one.Take(shared).SequenceEqual(two.Take(shared));
        }
    }
}
