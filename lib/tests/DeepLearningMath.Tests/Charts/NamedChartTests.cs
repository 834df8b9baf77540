using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DeepLearningMath.Tests;

public class NamedChartTests
{
    public static TheoryData<string> Names => [.. Gallery.Charts.Keys];

    [Fact]
    public void Every_picture_is_in_the_gallery()
    {
        var methods = typeof(Charts).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Distinct();
        Assert.All(methods, name => Assert.Contains(Gallery.Charts.Keys, key => key == name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_names_itself_its_axes_and_its_panels(string name)
    {
        var chart = Gallery.Charts[name];
        var layout = chart.ToJson()["layout"]!;
        Assert.Equal(chart.Title, ((string?)layout["title"]!["text"])!.Replace("<br>", " ", StringComparison.Ordinal));
        foreach (var (key, axis) in layout.AsObject().Where(entry => Regex.IsMatch(entry.Key, "^[xy]axis")))
        {
            if ((bool?)axis!["visible"] == false) continue;
            Assert.False(string.IsNullOrWhiteSpace((string?)axis["title"]!["text"]), $"{key} has no title");
            Assert.NotNull(axis["domain"]);
        }
        Assert.Equal(chart.Panels.Count(panel => panel.Title is not null), layout["annotations"]?.AsArray().Count ?? 0);
        if (chart.Panels.Length > 1) Assert.All(chart.Panels, panel => Assert.NotNull(panel.Title));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_says_in_one_sentence_what_it_shows(string name)
    {
        var chart = Gallery.Charts[name];
        Assert.Equal(chart.Description, (string?)chart.ToJson()["layout"]!["meta"]!["description"]);
        Assert.EndsWith(".", chart.Description, StringComparison.Ordinal);
        Assert.Matches(@"\d", chart.Description);
        Assert.DoesNotContain(". ", chart.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", chart.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Costs", "α = 0.1 falls from 7.5625 to 4.852e−5 in 10 iterations", "α = 0.46 rises from 7.5625 to 29.264")]
    [InlineData("Function", "(−1, 1)", "(4, 16)", "x = 3 at (3, 9)")]
    [InlineData("Descent", "from 0.5 to −1.3287", "from 7.5625 to 4.852e−5")]
    [InlineData("NumberLines", "θ goes from 0.5 to −1.3287", "from −0.75 to 1.993, in opposite directions")]
    [InlineData("NumberLines at x = 0", "the loss goes from 4 to 4")]
    [InlineData("Seesaw", "at x = −1.5, where the target is 2, it is at −0.75 with θ = 0.5.")]
    [InlineData("Seesaws", "it is at −0.75 with θ = 0.5 and goes to 1.993 with θ = −1.3287", "at x = 0, where the target is 2, it is at 0")]
    [InlineData("NudgedRectangle", "area 7.5", "a strip of 3", "0.03")]
    [InlineData("NudgedSquare", "area 9", "7 with h = 1", "6.01 with h = 0.01", "2x = 6")]
    [InlineData("DifferenceError", "central difference 0 at h = 1", "one-sided 1 at h = 1")]
    [InlineData("FittedLine", "4 samples", "θ₁ = 0, θ₀ = 0", "falls from 21 to 0.018127 in 50 iterations")]
    [InlineData("ParameterPlane", "A: (0.5, 0.25) to (−0.65384, 1.0192), cost 6.25", "B: (0, 0) to (−0.92307, 0.61538)")]
    [InlineData("SampleGradients", "sample 1 asks for the step (−0.96, 0.64)", "their mean is (−1.08, 0.08)", "from 12.5")]
    [InlineData("Valleys", "offset m = 1: κ = 6.8541, minimum at (2, −1), after 200 updates at (2, −1) with cost 0.25", "offset m = 3: κ = 118.99, minimum at (2, −1), after 200 updates at (1.9177, −0.72805) with cost 0.2574")]
    [InlineData("BatchBowls", "4 samples", "B = 1 goes from (0, 0) to (1, 0.8) in 2 iterations, and its first batch has a whole line", "B = 2 goes from (0, 0) to (1, 0.5) in 1 iteration, and its first batch would like (2, −1) best")]
    [InlineData("Bars", "x 100 and w 0.01")]
    [InlineData("HeatMap", "4 × 4, values −10 to 8, 12 of 16 are 0, nothing off the diagonal")]
    [InlineData("HeatMap of several", "4 matrices: n = 4, 4 × 4", "n = 200, 200 × 200")]
    [InlineData("Growth", "build the Jacobian goes from 128 at 4 to 8.3886e6 at 1024, with slope 2.00", "elementwise goes from 32 at 4", "slope 1.00")]
    [InlineData("Trajectories", "least at (2, −1) where it is 0.25", "η = 0.0908: (0.5, 4) to (1.9902, −0.96745)", "cost 2.75 to 278.5 in 300 iterations")]
    [InlineData("Surface", "over the plane from (−1, −5) to (5, 5) the cost goes from 0.2583 to 234.2", "path: (0.5, 4) to", "cost 2.75 to 0.25027 in 300 iterations")]
    [InlineData("Bands", "at the start goes from 8.8544 (1.5811 to 22.136) at 10 to 0.88544")]
    [InlineData("MatrixShapes", "X·w, (364, 30) times (30, 1) gives (364, 1)", "X·dz, (364, 30) times (364, 1) does not fit, 30 is not 364")]
    [InlineData("Separation", "epoch 0, on the wrong side: 2 of 5", "epoch 10, on the wrong side: 2 of 5")]
    [InlineData("Shares", "epoch 0, half of the sum: 5 of 10 patients", "epoch 100, half of the sum: 1 of 10 patients")]
    [InlineData("BatchCosts", "batch size 1, the recorded cost rises at 49 % of the iterations, the cost of all samples at 0 %, and goes from 5.25 to 0.4989 in 1\u202f000 updates")]
    [InlineData("Race", "B = 1 goes from 5.3 to 0.3 in 499 updates, 4.99 epochs, 1 ms")]
    [InlineData("Images", "12 pictures of 8 × 8 (0, 1,")]
    [InlineData("Images of weights", "values from −0.4997 to 2.483, at epoch 0 to 2")]
    [InlineData("ConfusionMatrix", "345 of 358 right (96.4 %)", "3 for 0 3")]
    [InlineData("Arrows", "least at (2, −1) where it is 0.25", "steepest descent from (0, 0) to (1.15, 0.34)", "to the bottom from (0, 0) to (2, −1)")]
    [InlineData("TrainingRun", "4 samples, least at (2, −1) where it is 0", "cost 21 to 9.0841e−4 in 200 iterations")]
    [InlineData("TrainingRuns", "40 samples", "half of the bound: (0, 0) to", "0.9 of the bound")]
    public void The_sentence_has_the_numbers_of_the_data(string name, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, Gallery.Charts[name].Description, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slider_goes_through_the_frames_and_starts_at_the_picture_as_it_stands(string name)
    {
        var chart = Gallery.Charts[name];
        var json = chart.ToJson();
        var frames = json["frames"]?.AsArray() ?? [];
        Assert.Equal(chart.Frames.Length, frames.Count);
        if (frames.Count == 0)
        {
            Assert.Null(json["layout"]!["sliders"]);
            Assert.Null(json["layout"]!["meta"]!["controls"]);
            return;
        }
        // A page that takes the slider out takes its height too.
        var meta = json["layout"]!["meta"]!;
        Assert.InRange((int)meta["controls"]!["wide"]!, 60, (int)json["layout"]!["margin"]!["b"]! - 20);
        Assert.InRange((int)meta["controls"]!["narrow"]!, 60, (int)meta["narrow"]!["margin.b"]! - 20);
        var steps = json["layout"]!["sliders"]![0]!["steps"]!.AsArray();
        Assert.Equal(frames.Select(frame => (string?)frame!["name"]), steps.Select(step => (string?)step!["label"]));
        Assert.Equal(frames.Select(frame => (string?)frame!["name"]), steps.Select(step => (string?)step!["args"]![0]![0]));
        foreach (var frame in frames)
        {
            var traces = frame!["traces"]!.AsArray().Select(index => (int)index!).ToArray();
            Assert.Equal(frame["data"]!.AsArray().Count, traces.Length);
            Assert.Equal(traces.Length, traces.Distinct().Count());
            Assert.All(traces, index => Assert.InRange(index, 0, chart.Traces.Length - 1));
        }
        foreach (var (index, change) in frames[0]!["traces"]!.AsArray().Zip(frames[0]!["data"]!.AsArray()))
        {
            foreach (var (key, value) in change!.AsObject())
                Assert.Equal(value!.ToJsonString(), json["data"]![(int)index!]![key]!.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void On_a_narrow_screen_the_panels_stand_below_each_other(string name)
    {
        var chart = Gallery.Charts[name];
        var layout = chart.ToJson()["layout"]!.AsObject();
        var narrow = layout["meta"]!["narrow"]!.AsObject();
        // Whoever goes back to a wide screen takes the same attributes from the layout.
        Assert.All(narrow, change => Assert.NotNull(change.Key.Split('.').Aggregate((JsonNode?)layout, (node, part) => node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : node?[part])));
        // The slider's value stands below the buttons, and there is room for both.
        if (!chart.Frames.IsEmpty)
        {
            var down = (int)narrow["sliders.0.pad.t"]! - (int)layout["sliders"]![0]!["pad"]!["t"]!;
            Assert.True(down >= 30);
            Assert.Equal(down, (int)narrow["margin.b"]! - (int)layout["margin"]!["b"]!);
        }
        var floor = 1.0;
        foreach (var (index, panel) in chart.Panels.Index())
        {
            var suffix = index == 0 ? "" : $"{index + 1}";
            var (across, up) = panel.Z is null ? ($"xaxis{suffix}.domain", $"yaxis{suffix}.domain") : ($"scene{suffix}.domain.x", $"scene{suffix}.domain.y");
            Assert.Equal("[0,1]", narrow[across]!.ToJsonString());
            var domain = narrow[up]!.AsArray();
            Assert.True((double)domain[1]! <= floor);
            Assert.True((double)domain[0]! < (double)domain[1]!);
            floor = (double)domain[0]! - 0.05;
        }
    }

    [Fact]
    public void Bars_whose_names_must_stand_upright_on_a_narrow_screen_are_no_lower_for_it()
    {
        Assert.Equal(NarrowHeight("a", "b", "c"), NarrowHeight("radius", "area", "texture"));
        Assert.InRange(NarrowHeight("worst smoothness", "mean area", "fractal dimension") - NarrowHeight("a", "b", "c"), "fractal dimension".Length * 6, "fractal dimension".Length * 9);

        static int NarrowHeight(params string[] names) => (int)Charts.Bars(names.Select(name => (name, 1.0))).ToJson()["layout"]!["meta"]!["narrow"]!["height"]!;
    }

    [Fact]
    public void The_mean_arrow_ends_at_the_next_point()
    {
        var chart = Gallery.Charts["SampleGradients"];
        var path = Gallery.Walk([(-1.5, 2), (2.5, -1)], 1, -0.5, 0.08, 40);
        var json = chart.ToJson();
        // The mean is the arrow of the widest line.
        var mean = json["data"]!.AsArray().Index().Where(trace => (string?)trace.Item!["marker"]?["symbol"] == "arrow")
            .MaxBy(trace => (double)trace.Item!["line"]!["width"]!).Index;
        foreach (var k in new[] { 0, 1, 7 })
        {
            var frame = json["frames"]![k]!;
            var change = frame["data"]![frame["traces"]!.AsArray().Select(index => (int)index!).ToList().IndexOf(mean)]!;
            Assert.Equal(path[k + 1].Theta1, (double)change["x"]![1]!, 1e-6);
            Assert.Equal(path[k + 1].Theta0, (double)change["y"]![1]!, 1e-6);
        }
    }

    [Fact]
    public void What_is_said_of_many_walks_or_stops_stays_short_enough_to_be_read()
    {
        (double, double)[] way = [(4, 2), (1, 0.5)];
        var walks = Enumerable.Range(1, 6).Select(i => ($"walk {i}", way.AsEnumerable()));
        Assert.Contains("it is 0: walk 1: cost 20 to 1.25 in 1 iteration; walk 2: ", Charts.Trajectories((a, b) => a * a + b * b, walks).Description, StringComparison.Ordinal);
        Assert.Contains(": walk 1: (4, 2) to (1, 0.5), cost 20", Charts.Trajectories((a, b) => a * a + b * b, walks.Take(3)).Description, StringComparison.Ordinal);

        var runs = Enumerable.Range(1, 5).Select(i => ($"{i}", (IEnumerable<double>)[i, 1], (IEnumerable<double>)[i, 1.0], 1)).ToArray();
        var five = Charts.BatchCosts(runs).Description;
        Assert.Contains("batch size 1, the recorded", five, StringComparison.Ordinal);
        Assert.Contains("; 4 stops later, batch size 5, the recorded", five, StringComparison.Ordinal);
        Assert.DoesNotContain("batch size 3", five, StringComparison.Ordinal);
        Assert.Contains("batch size 3", Charts.BatchCosts(runs[..4]).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_slider_of_ways_that_are_no_training_says_what_it_counts()
    {
        var chart = Charts.TrainingRuns([(1, 2), (2, 3)], [("home", [(0, 0), (1, 1)])], "parts of the way");
        Assert.StartsWith("parts of the way", (string)chart.ToJson()["layout"]!["sliders"]![0]!["currentvalue"]!["prefix"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("iteration", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_scales_are_asked_for_where_right_angles_count()
    {
        foreach (var name in new[] { "ParameterPlane", "SampleGradients", "NudgedSquare", "Trajectories", "Arrows", "HeatMap" })
            Assert.Equal("x", (string?)Gallery.Charts[name].ToJson()["layout"]!["yaxis"]!["scaleanchor"]);
    }

    [Fact]
    public void A_long_run_keeps_its_ends_and_its_peaks_but_not_every_frame()
    {
        double[] costs = [.. Enumerable.Range(0, 30_000).Select(k => k == 12_345 ? 1e6 : 1.0 / (k + 1))];
        var drawn = Charts.Costs(costs).ToJson()["data"]![0]!;
        var xs = drawn["x"]!.AsArray().Select(x => (int)(double)x!).ToArray();
        Assert.InRange(xs.Length, 500, 1100);
        Assert.Contains(12_345, xs);
        Assert.Equal(0, xs[0]);
        Assert.Equal(29_999, xs[^1]);

        var frames = Charts.Descent(x => x * x, Enumerable.Range(0, 30_000).Select(k => Math.Exp(-k))).Frames;
        Assert.InRange(frames.Length, 30, 62);
        Assert.Equal(["0", "1", "2", "3"], frames.Take(4).Select(frame => frame.Label));
        Assert.Equal("29999", frames[^1].Label);
    }

    [Fact]
    public void A_training_run_draws_what_its_numbers_draw()
    {
        var (theta1, theta0) = (new Variable(0.5, "θ₁"), new Variable(0.25, "θ₀"));
        var history = Training.Run(() => (2 - (theta1 * -1.5 + theta0)).Square(), new GradientDescent([theta1, theta0], 0.1), 12);
        (double, double)[] samples = [(-1.5, 2)];
        var path = Gallery.Walk([(-1.5, 2)], 0.5, 0.25, 0.1, 12);

        Same(Charts.ParameterPlane(samples, path), Charts.ParameterPlane(samples, history));
        Same(Charts.ParameterPlane(samples, [("a", path)], contours: true), Charts.ParameterPlane(samples, [("a", history)], contours: true));
        Same(Charts.SampleGradients(samples, path, 0.1), Charts.SampleGradients(samples, history, 0.1));
        Same(Charts.FittedLine([-1.5], [2], path), Charts.FittedLine([-1.5], [2], history));
        Same(Charts.TrainingRun(samples, path), Charts.TrainingRun(samples, history));
        Same(Charts.TrainingRuns(samples, [("a", path)]), Charts.TrainingRuns(samples, [("a", history)]));
        Same(Charts.Trajectories((a, b) => a * a + b * b, path), Charts.Trajectories((a, b) => a * a + b * b, history));
        Same(Charts.Trajectories((a, b) => a * a + b * b, [("a", path)], costs: true), Charts.Trajectories((a, b) => a * a + b * b, [("a", history)], costs: true));
        Same(Charts.Costs(history.Costs), Charts.Costs(history));
        Same(Charts.Costs([("a", history.Costs)]), Charts.Costs([("a", history)]));

        static void Same(Chart expected, Chart actual)
        {
            Assert.Equal(expected.Description, actual.Description);
            // The two ways round differently in the last places.
            Assert.Equal(expected.Traces.Length, actual.Traces.Length);
            Assert.Equal(expected.Frames.Length, actual.Frames.Length);
        }
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_in_a_sentence()
    {
        Assert.Contains("the run 'a' is empty", Message(() => Charts.Costs([("a", Array.Empty<double>())])), StringComparison.Ordinal);
        Assert.Contains("the list of runs is empty", Message(() => Charts.Costs(Array.Empty<(string, IEnumerable<double>)>())), StringComparison.Ordinal);
        Assert.Contains("'from' is 4 and 'to' is −1", Message(() => Charts.Function(x => x, 4, -1)), StringComparison.Ordinal);
        Assert.Contains("2 x and 1 y", Message(() => Charts.FittedLine([1, 2], [1], [(0, 0)])), StringComparison.Ordinal);
        Assert.Contains("above 0", Message(() => Charts.NudgedRectangle(-1.5, 3)), StringComparison.Ordinal);
        Assert.Contains("above 0", Message(() => Charts.NudgedSquare(double.NaN)), StringComparison.Ordinal);
        Assert.Contains("the list of samples is empty", Message(() => Charts.ParameterPlane([], [(0, 0)])), StringComparison.Ordinal);
        Assert.Contains("the path is empty", Message(() => Charts.SampleGradients([(1, 1)], Array.Empty<(double, double)>(), 0.1)), StringComparison.Ordinal);
        Assert.Contains("the list of matrices is empty", Message(() => Charts.HeatMap(Array.Empty<(string, Tensor)>())), StringComparison.Ordinal);
        Assert.Contains("'a' has the point (4, 0)", Message(() => Charts.Growth([("a", [(2, 1), (4, 0)])])), StringComparison.Ordinal);
        Assert.Contains("the walk 'a' is empty", Message(() => Charts.Trajectories((a, b) => a + b, [("a", Array.Empty<(double, double)>())])), StringComparison.Ordinal);
        Assert.Contains("theta1 is (2, 1)", Message(() => Charts.Surface((a, b) => a, (2, 1), (0, 1))), StringComparison.Ordinal);
        Assert.Contains("the curve 'a' is empty", Message(() => Charts.Bands([("a", [])])), StringComparison.Ordinal);
        Assert.Contains("To 2 batch costs belong 2 or 3", Message(() => Charts.BatchCosts([("a", [1, 2], [1], 1)])), StringComparison.Ordinal);
        Assert.Contains("the run 'a' says 0", Message(() => Charts.BatchCosts([("a", [1, 2], [1, 2], 0)])), StringComparison.Ordinal);
        Assert.Contains("the run 'a' is empty", Message(() => Charts.Race([("a", [])])), StringComparison.Ordinal);
        Assert.Contains("'b' is 1 × 2", Message(() => Charts.Images([("a", new double[2, 2]), ("b", new double[1, 2])])), StringComparison.Ordinal);
        Assert.Contains("'a' has shape (3)", Message(() => Charts.Images([("a", new double[3])])), StringComparison.Ordinal);
        Assert.Contains("the first, which has 1, but '1' has 2", Message(() =>
            Charts.Images([("0", [("a", new double[2, 2])]), ("1", [("a", new double[2, 2]), ("b", new double[2, 2])])])), StringComparison.Ordinal);
        Assert.Contains("as many columns as rows", Message(() => Charts.ConfusionMatrix(new double[2, 3])), StringComparison.Ordinal);
        Assert.Contains("not all 0", Message(() => Charts.ConfusionMatrix(new double[2, 2])), StringComparison.Ordinal);
        Assert.Contains("2 classes and 1 labels", Message(() => Charts.ConfusionMatrix(new double[,] { { 1, 0 }, { 0, 1 } }, ["a"])), StringComparison.Ordinal);
        Assert.Contains("the list of samples is empty", Message(() => Charts.TrainingRun([], [(0, 0)])), StringComparison.Ordinal);
        var theta = new Variable(1, "θ");
        var history = Training.Run(() => theta.Square(), new GradientDescent([theta], 0.1), 1);
        Assert.Contains("the history has θ", Message(() => Charts.ParameterPlane([(1, 1)], history)), StringComparison.Ordinal);

        static string Message(Func<Chart> draw) => Assert.ThrowsAny<ArgumentException>(draw).Message;
    }

    [Fact]
    public void Every_frame_names_the_one_before_and_the_one_after()
    {
        foreach (var chart in Gallery.Charts.Values.Where(chart => chart.Frames.Length > 0))
        {
            var json = chart.ToJson();
            var labels = chart.Frames.Select(frame => frame.Label).ToArray();
            Assert.Equal((labels[0], labels[Math.Min(1, labels.Length - 1)]), Neighbours(json["layout"]!));
            foreach (var (i, frame) in json["frames"]!.AsArray().Index())
                Assert.Equal((labels[Math.Max(i - 1, 0)], labels[Math.Min(i + 1, labels.Length - 1)]), Neighbours(frame!["layout"]!));
        }

        static (string?, string?) Neighbours(JsonNode layout)
        {
            var buttons = layout["updatemenus"]![1]!["buttons"]!.AsArray();
            Assert.Equal(["−1", "+1"], buttons.Select(button => (string?)button!["label"]));
            return ((string?)buttons[0]!["args"]![0]![0], (string?)buttons[1]!["args"]![0]![0]);
        }
    }

    [Fact]
    public void A_run_of_losses_is_called_one()
    {
        var chart = Charts.Costs([4.0, 1], quantity: "loss");
        Assert.Equal("Loss against iteration", chart.Title);
        Assert.Equal("loss L (log scale)", chart.Panels[0].Y.Title);
        Assert.Equal("Loss against iteration: loss falls from 4 to 1 in 1 iteration.", chart.Description);
        Assert.Equal("cost C", Charts.Costs([4.0, 1], log: false).Panels[0].Y.Title);
        Assert.Equal("accuracy", Charts.Costs([4.0, 1], log: false, quantity: "accuracy").Panels[0].Y.Title);
    }

    [Fact]
    public void The_minimum_is_marked_where_it_is_and_not_where_there_is_none()
    {
        (double, double)[] path = [(0.5, 4), (1, 2)];
        var star = Star(Charts.Trajectories((a, b) => 10 * (a - 2) * (a - 2) + 6 * (a - 2) * (b + 1) + (b + 1) * (b + 1) + 0.25, path))!;
        Assert.Equal(("[2]", "[-1]"), (star["x"]!.ToJsonString(), star["y"]!.ToJsonString()));
        Assert.Null(Star(Charts.Trajectories((a, b) => a - b, path)));
        // A valley whose sides are ten thousand times as steep as its floor.
        star = Star(Charts.Trajectories((a, b) => Math.Pow(10 * (a - 3) + b - 1, 2) * 1e4 + Math.Pow(a - 3, 2), path))!;
        Assert.Equal(3, (double)star["x"]![0]!, 1e-3);

        static JsonNode? Star(Chart chart) => chart.ToJson()["data"]!.AsArray().SingleOrDefault(trace => (string?)trace!["name"] == "minimum");
    }

    [Fact]
    public void A_walk_that_runs_away_does_not_push_the_valley_out_of_sight()
    {
        var walk = Enumerable.Range(0, 200).Select(k => (Math.Pow(-1.3, k), 0.0));
        var range = Charts.Trajectories((a, b) => a * a + b * b, walk).Panels[0].X.Range!.Value;
        Assert.InRange(range.High - range.Low, 4, 20);
    }

    [Fact]
    public void Heads_point_along_the_path()
    {
        var way = Charts.Trajectories((a, b) => a * a + b * b, [(4, 0), (2, 0), (1, 0)]).ToJson()["data"]!.AsArray()
            .Single(trace => (string?)trace!["marker"]?["symbol"] == "arrow")!;
        Assert.Equal("previous", (string?)way["marker"]!["angleref"]);
        Assert.Equal("[4,2,1]", way["x"]!.ToJsonString());
        // None at the start, which comes from nowhere.
        Assert.Equal("[0,10,10]", way["marker"]!["size"]!.ToJsonString());
    }

    [Fact]
    public void All_views_of_a_training_run_show_the_same_iteration()
    {
        (double X, double Y)[] samples = [(1, 1), (2, 3), (3, 5), (4, 7)];
        var path = Gallery.Walk(samples, 0, 0, 0.05, 20);
        var json = Charts.TrainingRun(samples, path).ToJson();
        foreach (var k in new[] { 0, 1, 20 })
        {
            var frame = json["frames"]![k]!;
            var changes = frame["traces"]!.AsArray().Select(index => json["data"]![(int)index!]!).Zip(frame["data"]!.AsArray()).ToArray();
            var (theta1, theta0) = path[k];
            var line = changes.Single(change => change.First["xaxis"] is null).Second!;
            var (x, y) = ((double)line["x"]![0]!, (double)line["y"]![0]!);
            Assert.Equal(theta1 * x + theta0, y, 1e-4);
            var cost = changes.Single(change => (string?)change.First["xaxis"] == "x2").Second!;
            Assert.Equal(k, (double)cost["x"]![0]!);
            Assert.Equal(samples.Average(sample => Math.Pow(sample.Y - theta1 * sample.X - theta0, 2)), (double)cost["y"]![0]!, 1e-3);
            var point = changes.Single(change => (string?)change.First["xaxis"] == "x3").Second!;
            Assert.Equal((theta1, theta0), ((double)point["x"]![0]!, (double)point["y"]![0]!), Near);
        }

        static bool Near((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) < 1e-3 && Math.Abs(a.Item2 - b.Item2) < 1e-3;
    }

    [Fact]
    public void A_heat_map_has_row_0_on_top_0_without_colour_and_both_signs_equally_strong()
    {
        Tensor matrix = new double[,] { { 1, 0, -0.125 }, { 0.5, 0, 3.14159 } };
        var json = Charts.HeatMap(matrix, "outputs", "inputs").ToJson();
        var map = json["data"]![0]!;
        Assert.Equal("[[1,0,-0.125],[0.5,0,3.142]]", map["z"]!.ToJsonString());
        Assert.Equal("""[["1","0","−0.125"],["0.5","0","3.14"]]""", map["text"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal((-3.142, 3.142), ((double)map["zmin"]!, (double)map["zmax"]!));
        Assert.All(map["colorscale"]!.AsArray().Where(stop => (double)stop![0]! == 0.5), stop => Assert.EndsWith(",0)", (string)stop![1]!, StringComparison.Ordinal));
        Assert.Equal("[1.5,-0.5]", json["layout"]!["yaxis"]!["range"]!.ToJsonString());
        Assert.Equal(("outputs", "inputs"), ((string?)json["layout"]!["yaxis"]!["title"]!["text"], (string?)json["layout"]!["xaxis"]!["title"]!["text"]));
    }

    [Fact]
    public void A_large_matrix_is_drawn_in_blocks_that_keep_their_strongest_value()
    {
        var matrix = new double[130, 130];
        for (var i = 0; i < 130; i++) matrix[i, i] = -i - 1;
        var z = Charts.HeatMap(matrix).ToJson()["data"]![0]!["z"]!.AsArray();
        Assert.Equal((44, 44), (z.Count, z[0]!.AsArray().Count));
        Assert.Equal((-3, 0, -130), ((double)z[0]![0]!, (double)z[0]![1]!, (double)z[43]![43]!));
    }

    [Fact]
    public void The_slope_of_growth_is_the_exponent()
    {
        var run = new[] { 2.0, 3, 10, 50 }.Select(n => (n, 7 * Math.Pow(n, 1.5)));
        Assert.Equal("quick: slope 1.50", Charts.Growth([("quick", run)]).Traces[0].Name);
        Assert.Equal("falling: slope −1.00", Charts.Growth([("falling", [(1, 8), (2, 4), (8, 1)])]).Traces[0].Name);
        // One point has no slope.
        Assert.Equal("once", Charts.Growth([("once", [(4, 2)])]).Traces.Single().Name);
    }

    [Fact]
    public void A_lesson_full_of_pictures_stays_light()
    {
        // A page may weigh 1.5 MB; these are the heaviest pictures that a lesson shows.
        Assert.All(Gallery.Charts, entry => Assert.InRange(entry.Value.ToJson().ToJsonString().Length, 1, 120_000));
        Assert.InRange(Gallery.Charts["TrainingRuns"].ToJson().ToJsonString().Length, 10_000, 80_000);
    }

    [Fact]
    public void Level_lines_lie_where_the_function_has_their_value()
    {
        double[] xs = [.. Enumerable.Range(0, 61).Select(i => -3 + i * 0.1)], ys = [.. Enumerable.Range(0, 41).Select(i => -2 + i * 0.1)];
        Assert.All(Curve((x, y) => x * x + 3 * y * y, 2), point => Assert.Equal(2, point.X * point.X + 3 * point.Y * point.Y, 0.02));
        // One closed curve: it ends where it began.
        var ellipse = Curve((x, y) => x * x + 3 * y * y, 2);
        Assert.Equal(ellipse[0], ellipse[^1]);
        // A saddle has two curves on each of its sides.
        var saddle = LevelCurves.At(xs, ys, Grid((x, y) => 1 + x * y), 1.5);
        Assert.Equal(2, saddle.Count(point => double.IsNaN(point.X)));
        Assert.All(saddle.Where(point => !double.IsNaN(point.X)), point => Assert.Equal(0.5, point.X * point.Y, 0.02));
        // A hole where the function has no value is not crossed.
        Assert.All(Curve((x, y) => x > 0 ? double.NaN : x * x + y * y, 1), point => Assert.InRange(point.X, -1.01, 0));

        (double X, double Y)[] Curve(Func<double, double, double> function, double level) =>
            [.. LevelCurves.At(xs, ys, Grid(function), level).Where(point => !double.IsNaN(point.X))];

        double[,] Grid(Func<double, double, double> function)
        {
            var grid = new double[ys.Length, xs.Length];
            for (var i = 0; i < ys.Length; i++)
            {
                for (var j = 0; j < xs.Length; j++) grid[i, j] = function(xs[j], ys[i]);
            }
            return grid;
        }
    }

    [Fact]
    public void Batch_costs_and_full_costs_are_drawn_with_a_line_at_the_end_of_every_epoch()
    {
        var json = Charts.BatchCosts([("2", [4, 6, 2, 3, 1], [5, 4, 3, 2, 1.5, 1], 2)]).ToJson();
        var (ends, batches, all) = (json["data"]![0]!, json["data"]![1]!, json["data"]![2]!);
        Assert.Equal("[2,2,null,4,4,null]", ends["x"]!.ToJsonString());
        Assert.Equal("[4,6,2,3,1]", batches["y"]!.ToJsonString());
        Assert.Equal("[0,1,2,3,4,5]", all["x"]!.ToJsonString());
        Assert.True((double)all["line"]!["width"]! > (int)batches["line"]!["width"]!);
        Assert.Null(json["frames"]);
        Assert.Contains("rises at 50 % of the iterations, the cost of all samples at 0 %", (string)json["layout"]!["meta"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_that_lies_on_the_line_by_chance_does_not_press_the_batch_costs_flat()
    {
        var range = Charts.BatchCosts([("1", [4, 1e-11, 2], [5, 4, 2, 1], 2)]).ToJson()["layout"]!["yaxis"]!["range"]!.AsArray();
        Assert.InRange((double)range[0]!, -2.2, -1.9);
        Assert.InRange((double)range[1]!, Math.Log10(5), 1);
    }

    [Fact]
    public void A_surface_has_a_place_in_space_and_is_turned_by_the_slider()
    {
        var json = Gallery.Charts["Surface"].ToJson();
        Assert.All(json["data"]!.AsArray(), trace => Assert.Equal("scene", (string?)trace!["scene"]));
        Assert.All(new[] { "xaxis", "yaxis", "zaxis" }, axis => Assert.False(string.IsNullOrWhiteSpace((string?)json["layout"]!["scene"]![axis]!["title"]!["text"])));
        Assert.Null(json["layout"]!["xaxis"]);
        Assert.Equal("turntable", (string?)json["layout"]!["scene"]!["dragmode"]);
        var eyes = json["frames"]!.AsArray().Select(frame => frame!["layout"]!["scene"]!["camera"]!["eye"]!).ToArray();
        Assert.Equal(json["layout"]!["scene"]!["camera"]!["eye"]!.ToJsonString(), eyes[0].ToJsonString());
        Assert.Equal(24, eyes.Select(eye => eye.ToJsonString()).Distinct().Count());
        Assert.All(eyes, eye => Assert.Equal(4, Math.Pow((double)eye["x"]!, 2) + Math.Pow((double)eye["y"]!, 2), 0.01));
    }

    [Fact]
    public void Pictures_share_one_scale_and_keep_their_rows()
    {
        Tensor first = new double[,] { { 0, 1 }, { 2, 3 } }, second = new double[] { 4, 5, 6, 9 };
        var json = Charts.Images([("a", first), ("b", second)]).ToJson();
        var map = json["data"]![0]!;
        Assert.Equal((0.0, 9.0), ((double)map["zmin"]!, (double)map["zmax"]!));
        var rows = map["z"]!.AsArray();
        Assert.Equal(["[0,1,null,4,5]", "[2,3,null,6,9]"], rows.TakeLast(2).Select(row => row!.ToJsonString()));
        Assert.Equal("""["a","b"]""", json["data"]![1]!["text"]!.ToJsonString());

        // The scale of a slider's first step holds for all.
        var weights = Gallery.Charts["Images of weights"].ToJson();
        Assert.All(weights["frames"]!.AsArray(), frame => Assert.Null(frame!["data"]![0]!["zmax"]));
        Assert.Equal(-(double)weights["data"]![0]!["zmin"]!, (double)weights["data"]![0]!["zmax"]!);
    }

    [Fact]
    public void A_confusion_matrix_tells_right_from_wrong()
    {
        var map = Charts.ConfusionMatrix(new double[,] { { 9, 1 }, { 0, 4 } }, ["cat", "dog"]).ToJson()["data"]![0]!;
        Assert.Equal("[[0.949,-0.316],[0,1]]", map["z"]!.ToJsonString());
        Assert.Equal("""[["9","1"],["","4"]]""", map["text"]!.ToJsonString());
    }

    [Fact]
    public void A_band_leaves_out_what_has_no_edge()
    {
        var band = new Chart("t", "x", "y").Add(Trace.Band([1, 2, 3], [0, double.NaN, 2], [5, 6, 7])).ToJson()["data"]![0]!;
        Assert.Equal(("[1,3,3,1]", "[0,2,7,5]"), (band["x"]!.ToJsonString(), band["y"]!.ToJsonString()));
        Assert.Contains("1 x, 2 low and 1 high", Assert.Throws<ArgumentException>(() => Trace.Band([1], [1, 2], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("0 × 2", Assert.Throws<ArgumentException>(() => Trace.HeatMap(new double[0, 2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_stands_inside_the_bend_of_its_curve()
    {
        Assert.Equal(["top left", "top right"], Sides(x => x * x));
        Assert.Equal(["bottom left", "bottom right"], Sides(x => -x * x));

        static string[] Sides(Func<double, double> function) =>
            [.. Charts.Function(function, -2, 2, [(1, "a"), (-1, "b")]).ToJson()["data"]![1]!["textposition"]!.AsArray().Select(side => (string)side!)];
    }

    [Fact]
    public void A_run_that_diverges_is_still_drawn()
    {
        double[] thetas = [1, -1e100, 1e200, double.PositiveInfinity, double.NaN];
        foreach (var chart in new[]
        {
            Charts.Costs(thetas),
            Charts.Descent(x => x * x, thetas),
            Charts.NumberLines(1, 2, thetas),
            Charts.Seesaw((1, 2), thetas),
            Charts.FittedLine([1, 2], [1, 2], thetas.Select(theta => (theta, theta))),
            Charts.ParameterPlane([(1, 2)], thetas.Select(theta => (theta, theta)), contours: true),
            Charts.SampleGradients([(1, 2)], thetas.Select(theta => (theta, theta)), 0.1),
            Charts.Trajectories((a, b) => a * a + b * b, thetas.Select(theta => (theta, theta)), costs: true),
            Charts.TrainingRun([(1, 2), (2, 3)], thetas.Select(theta => (theta, theta))),
            Charts.Surface((a, b) => a * a + b * b, (-1, 1), (-1, 1), thetas.Select(theta => (theta, theta))),
            Charts.Race([("away", thetas.Select((theta, i) => ((double)i, (double)i, (double)i, theta * theta)))]),
        })
        {
            Assert.NotNull(JsonNode.Parse(chart.ToJson().ToJsonString()));
            Assert.Matches("∞|not a number|e2|e1", chart.Description);
        }
    }
}
