using System.Xml.Linq;

namespace DeepLearningMath.Tests;

public class TableTests
{
    [Fact]
    public void A_number_is_shown_as_itself() => Assert.Equal("<span>−0.75</span>", Notebook.Show((Tensor)(-0.75))["text/html"]);

    [Fact]
    public void A_vector_is_a_row_and_a_matrix_a_table_with_their_shapes_said()
    {
        Assert.Equal(["1", "−2.5", "3"], Cells((Tensor)new[] { 1, -2.5, 3 }, out var vector).Single());
        Assert.Equal("vector of 3", vector);
        Assert.Equal([["1", "2", "3"], ["4", "5", "6"]], Cells((Tensor)new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, out var matrix));
        Assert.Equal("matrix of 2 × 3", matrix);
        Assert.Equal(((Tensor)new[] { 1.0, 2 }).ToString(), Notebook.Show((Tensor)new[] { 1.0, 2 })["text/plain"]);
    }

    [Fact]
    public void A_large_matrix_is_shortened_in_the_middle()
    {
        var rows = Cells(Tensor.Filled(Shape.Matrix(364, 30), 7), out var caption);
        Assert.Equal("matrix of 364 × 30", caption);
        Assert.Equal(11, rows.Length);
        Assert.All(rows, row => Assert.Equal(11, row.Length));
        Assert.All(rows[5], cell => Assert.Equal("…", cell));
        Assert.Equal("…", rows[0][5]);
        Assert.Equal(12, Cells(Tensor.Filled(Shape.Vector(12), 7), out _)[0].Length);
    }

    [Fact]
    public void A_run_is_a_table_of_its_iterations()
    {
        var (theta1, theta0) = (new Variable(0.5, "θ₁"), new Variable(0.25, "θ₀"));
        var history = Training.Run(() => (2 - (theta1 * -1.5 + theta0)).Square(), new GradientDescent([theta1, theta0], 0.1), 20);
        var rows = Cells(history, out var caption);
        Assert.Equal("Training run of 20 updates", caption);
        Assert.Equal(["iteration", "cost", "θ₁", "θ₀", "gradient at θ₁", "gradient at θ₀"], rows[0]);
        Assert.Equal(["0", "6.25", "0.5", "0.25", "7.5", "−5"], rows[1]);
        Assert.Equal(["1", "0.765625", "−0.25", "0.75", "2.625", "−1.75"], rows[2]);
        Assert.All(rows[6], cell => Assert.Equal("…", cell));
        Assert.Equal("20", rows[^1][0]);
        Assert.Equal(history.ToString(), Notebook.Show(history)["text/plain"]);
    }

    [Fact]
    public void A_run_with_batches_counts_its_epochs_too()
    {
        var theta = new Variable(1, "θ");
        var history = Training.Run(
            batch => (batch.Y - (theta * batch.X)).Square().Mean(), new MiniBatches(SyntheticData.Line(20), 8), new GradientDescent([theta], 0.1), epochs: 3);
        var rows = Cells(history, out _);
        Assert.Equal(["epoch", "iteration", "cost", "θ", "gradient at θ"], rows[0]);
        Assert.Equal(["epoch", "0", "0", "0", "1", "1", "1", "2", "2", "2", "3"], rows.Select(row => row[0]));
        Assert.Equal("9", rows[^1][1]);
    }

    [Fact]
    public void A_run_that_diverged_says_why()
    {
        var theta = new Variable(1, "θ");
        var history = Training.Run(() => theta.Square(), new GradientDescent([theta], 50), 1000);
        Assert.Contains("learning rate 50 is too large", Notebook.Show(history)["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_with_labels_are_a_table_of_the_first_and_last_ones()
    {
        var (training, _, _) = DataSets.BreastCancer();
        var rows = Cells(training, out var caption);
        Assert.Equal("364 samples of 30 numbers, 2 classes", caption);
        Assert.Equal(["i", "label", "class", "mean radius", "mean texture", "mean perimeter", "mean area", "mean smoothness", "…"], rows[0]);
        Assert.Equal(["0", "1", "benign", "14.8"], rows[1][..4]);
        Assert.All(rows[6], cell => Assert.Equal("…", cell));
        Assert.Equal("363", rows[^1][0]);

        rows = Cells(new LabelledSamples(new double[,] { { 1, 2 }, { 3, 4 } }, [1, 0], ["no", "yes"]), out _);
        Assert.Equal([["i", "label", "class", "x0", "x1"], ["0", "1", "yes", "1", "2"], ["1", "0", "no", "3", "4"]], rows);
    }

    [Fact]
    public void A_network_is_a_table_of_its_layers()
    {
        var network = new Network([784, 100, 10], z => z.Sigmoid(), RandomNumbers.Seeded(1));
        var rows = Cells(network, out var caption);
        Assert.Equal("784-100-10 network, 79\u202f510 parameters", caption);
        Assert.Equal([["layer", "inputs", "outputs", "weights", "biases"], ["1", "784", "100", "78\u202f400", "100"], ["2", "100", "10", "1\u202f000", "10"]], rows);
        Assert.Equal(caption, Notebook.Show(network)["text/plain"]);
    }

    private static string[][] Cells(object value, out string caption)
    {
        // The table comes first; a sentence may follow it.
        var table = XElement.Parse($"<all>{Notebook.Show(value)["text/html"]}</all>").Element("table")!;
        caption = table.Element("caption")!.Value;
        return [.. table.Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];
    }
}
