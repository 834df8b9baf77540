using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DeepLearningMath.Tests;

public class GraphDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. Graphs.Keys];

    /// <summary>Graphs of the lessons, after Backward.</summary>
    private static Dictionary<string, Variable> Graphs { get; } = new()
    {
        ["five nodes"] = FiveNodes(),
        ["one sample"] = OneSample(),
        ["two samples"] = TwoSamples(),
        ["vectors"] = Vectors(),
        ["used three times"] = UsedThreeTimes(),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_graph_looks_as_it_did(string name)
    {
        var drawing = Graphs[name].Draw();
        Snapshot.Matches(drawing.Svg!, $"{name}.svg");
        Snapshot.Matches(drawing.Text, $"{name}.txt");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_drawing_is_an_image_with_a_name_and_a_sentence_and_ids_of_none(string name)
    {
        var drawing = Graphs[name].Draw();
        var svg = Parse(drawing);
        Assert.Equal("img", (string?)svg.Attribute("role"));
        var (title, sentence) = (svg.Element(Svg + "title")!.Value, (string?)svg.Attribute("aria-label"));
        Assert.StartsWith("Computation graph", title, StringComparison.Ordinal);
        Assert.Matches(@"^From .*\d.* through \d+ operations .* to .*\d.*\.$", sentence);
        Assert.Contains($"<figure style=\"margin:0\" aria-label=\"{title}\">", drawing.Html, StringComparison.Ordinal);
        // Two drawings on a page, even of one graph, cannot get in each other's way.
        Assert.Empty(svg.DescendantsAndSelf().Attributes("id"));
        Assert.Empty(svg.Descendants(Svg + "script").Concat(svg.Descendants(Svg + "style")));
    }

    [Fact]
    public void Its_numbers_stand_in_a_table_too()
    {
        var table = OneSample().Draw().Html;
        table = table[table.IndexOf("<table", StringComparison.Ordinal)..];
        Assert.Contains("<caption>Computation graph of L</caption><thead><tr><th scope=\"col\">value</th><th scope=\"col\">from</th><th scope=\"col\">is</th><th scope=\"col\">gradient</th></tr></thead>", table, StringComparison.Ordinal);
        Snapshot.Matches(table, "table.html");
    }

    [Fact]
    public void Values_stand_above_their_line_and_gradients_below_it()
    {
        var texts = Texts(FiveNodes().Draw());
        foreach (var (value, gradient) in new[] { ("s = 2.5", "45"), ("p = 7.5", "15"), ("f = 56.25", "1"), ("3", "37.5"), ("−1.5", "45") })
        {
            var above = texts.Single(text => text.Text == value);
            Assert.Contains(texts, below => below.Text == gradient && below.X == above.X && Math.Abs(below.Y - above.Y - 25) < 0.2);
        }
    }

    [Fact]
    public void Before_backward_no_gradient_is_drawn()
    {
        var x = new Variable(3, "x");
        var drawing = (x * x).Draw();
        Assert.DoesNotContain("below: its gradient", drawing.Svg, StringComparison.Ordinal);
        Assert.Equal(["x", "×", "3", "9"], Texts(drawing).Select(text => text.Text));
        Assert.DoesNotContain("gradient", drawing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_nothing_was_computed_from_is_drawn_alone()
    {
        var drawing = new Variable(2, "θ").Draw();
        Assert.Equal("Computation graph of θ\nθ = 2", drawing.Text.ReplaceLineEndings("\n"));
        Assert.Contains(Texts(drawing), text => text.Text == "θ");
        Assert.DoesNotContain("NaN", drawing.Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_input_ends_above_the_second()
    {
        var (a, b) = (new Variable(5, "a"), new Variable(2, "b"));
        foreach (var difference in new[] { a - b, b - a, (a - b) - a, a - (b - a) })
        {
            // Curves end in "H…" at the height that stands before it.
            var svg = difference.Draw().Svg!;
            var heights = Regex.Matches(svg, @"C[\d. ]+ ([\d.]+)H").Select(match => Number(match.Groups[1].Value)).ToArray();
            Assert.Equal(heights.Length, heights.Distinct().Count());
        }
        var texts = Texts((a - b).Draw());
        Assert.True(texts.Single(text => text.Text == "a").Y < texts.Single(text => text.Text == "b").Y);
        texts = Texts((b - a).Draw());
        Assert.True(texts.Single(text => text.Text == "b").Y < texts.Single(text => text.Text == "a").Y);
    }

    [Fact]
    public void No_two_texts_of_any_graph_touch_and_none_leaves_the_picture()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(1);
        for (var round = 0; round < 60; round++)
        {
            var pool = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Variable(random.NextDouble() * 1000 - 500, $"v{i}")).ToList();
            for (var i = random.Next(1, 24); i > 0; i--)
            {
                // Mostly recent values, so that chains and long ways both occur.
                Variable Pick() => pool[random.Next(random.Next(2) == 0 ? 0 : Math.Max(0, pool.Count - 3), pool.Count)];
                pool.Add(random.Next(4) switch { 0 => Pick() + Pick(), 1 => Pick() - Pick(), 2 => Pick() * 0.01, _ => (Pick() * 0.01).Named($"n{i}") });
            }
            pool[^1].Backward();
            var drawing = pool[^1].Draw();
            var box = ((string?)Parse(drawing).Attribute("viewBox"))!.Split(' ').Select(Number).ToArray();
            var texts = Texts(drawing);
            Assert.All(texts, text => Assert.True(text.X - text.Width / 2 >= 0 && text.X + text.Width / 2 <= box[2] && text.Y - 13 >= 0 && text.Y <= box[3], $"{text} leaves {box[2]} × {box[3]}"));
            foreach (var (i, a) in texts.Index())
            {
                Assert.All(texts.Skip(i + 1), b => Assert.False(
                    Math.Abs(a.X - b.X) < (a.Width + b.Width) / 2 && Math.Abs(a.Y - b.Y) < 12, $"round {round}: '{a.Text}' and '{b.Text}' touch"));
            }
        }
    }

    [Fact]
    public void Past_sixty_places_there_is_a_summary()
    {
        Assert.NotNull(Sum(GraphDrawing.MostPlaces - 2).Draw().Svg);
        var large = Sum(GraphDrawing.MostPlaces - 1).Draw();
        Assert.Null(large.Svg);
        Snapshot.Matches(large.Text, "summary.txt");
        Snapshot.Matches(large.Html, "summary.html");

        static Variable Sum(int operations)
        {
            // θ and a name, and one place for each operation.
            var theta = new Variable(1, "θ");
            var end = new Variable(2, "start");
            for (var i = 0; i < operations; i++) end = i % 5 == 0 ? end - theta : end + theta;
            end.Named("end").Backward();
            return end;
        }
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_summed_up()
    {
        var theta = new Variable(1, "θ");
        var end = theta;
        for (var i = 0; i < 100_000; i++) end += theta;
        end.Backward();
        Assert.Contains("100\u202f000 operations (100\u202f000 × Plus), 100\u202f000 deep, from θ = 1 (gradient 100001) to 100001 (gradient 1).", end.Draw().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_break_out_of_the_picture()
    {
        var drawing = (new Variable(1, "</text><script>\"&") * 2).Named("<b>").Draw();
        Assert.Contains(Texts(drawing), text => text.Text == "</text><script>\"&");
        Assert.DoesNotContain("<script", drawing.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", drawing.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Notebooks_show_a_variable_as_its_drawing()
    {
        var end = OneSample();
        Assert.Equal(["text/html", "text/plain"], Notebook.Preferred(end));
        Assert.Equal(end.Draw().Html, Notebook.Show(end)["text/html"]);
        Assert.Equal(end.Draw().Text, Notebook.Show(end.Draw())["text/plain"]);
    }

    private static Variable FiveNodes()
    {
        var (x, y, w) = (new Variable(-1.5, "x"), new Variable(4, "y"), new Variable(3, "w"));
        var f = ((x + y).Named("s") * w).Named("p").Square().Named("f");
        f.Backward();
        return f;
    }

    private static Variable OneSample()
    {
        var theta = new Variable(0.5, "θ");
        var (x, y) = (Constant(-1.5, "x"), Constant(2, "y"));
        var loss = (y - (theta * x).Named("ŷ")).Named("e").Square().Named("L");
        loss.Backward();
        return loss;
    }

    private static Variable TwoSamples()
    {
        var (theta1, theta0) = (new Variable(1, "θ₁"), new Variable(-0.5, "θ₀"));
        var cost = ((Loss(-1.5, 2, "₁") + Loss(2.5, -1, "₂")) * 0.5).Named("C");
        cost.Backward();
        return cost;

        Variable Loss(double x, double y, string i) =>
            (Constant(y, "y" + i) - (theta1 * Constant(x, "x" + i) + theta0).Named("ŷ" + i)).Square().Named("L" + i);
    }

    private static Variable Vectors()
    {
        var (theta1, theta0) = (new Variable(1, "θ₁"), new Variable(-0.5, "θ₀"));
        var (x, y) = (Constant(new[] { -1.5, 2.5, 0.5, 3 }, "x"), Constant(new[] { 2.0, -1, 1.5, -2.5 }, "y"));
        var cost = (y - (theta1 * x + theta0).Named("ŷ")).Square().Mean().Named("C");
        cost.Backward();
        return cost;
    }

    private static Variable UsedThreeTimes()
    {
        var x = new Variable(3, "x");
        var end = x * x + x;
        end.Backward();
        return end;
    }

    private static Variable Constant(Tensor value, string name)
    {
        Variable constant = value;
        return constant.Named(name);
    }

    private static XElement Parse(GraphDrawing drawing) => XElement.Parse(drawing.Svg!);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static (string Text, double X, double Y, double Width)[] Texts(GraphDrawing drawing) =>
        [.. Parse(drawing).Descendants(Svg + "g").SelectMany(group => group.Elements(Svg + "text"))
            .Select(text => (text.Value, Number((string)text.Attribute("x")!), Number((string)text.Attribute("y")!), text.Value.Length * 6.5))];
}
