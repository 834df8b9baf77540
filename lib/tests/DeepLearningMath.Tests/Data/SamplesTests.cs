namespace DeepLearningMath.Tests;

public class SamplesTests
{
    private static readonly Samples Three = new(new double[] { 1, 2, 3 }, new double[] { 4, 5, 6 });

    [Fact]
    public void Samples_come_apart_into_vectors_and_into_pairs()
    {
        var (x, y) = Three;
        Assert.Equal([[1, 2, 3], [4, 5, 6]], new[] { x.ToArray(), y.ToArray() });
        Assert.Equal([(1, 4), (2, 5), (3, 6)], Three);
        Assert.Equal((3, 6), Three[2]);
        Assert.Equal("3 samples: x = [1, 2, 3], y = [4, 5, 6]", Three.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Three[3]);
    }

    [Fact]
    public void One_sample_is_replaced_and_the_others_stay()
    {
        Assert.Equal([(1, 4), (2, 50), (3, 6)], Three.Replace(1, y: 50));
        Assert.Equal([(1, 4), (2, 5), (20, 6)], Three.Replace(2, x: 20));
        Assert.Equal([(7, 8), (2, 5), (3, 6)], Three.Replace(0, x: 7, y: 8));
        Assert.Equal([(1, 4), (2, 5), (3, 6)], Three);
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Replace(3, y: 0));
    }

    [Fact]
    public void A_chart_takes_samples_as_they_are()
    {
        Assert.Contains("3 samples", Charts.ParameterPlane(Three, [(0, 0), (1, 1)]).Description, StringComparison.Ordinal);
        Assert.NotEmpty(Charts.SampleGradients(Three, [(0, 0), (1, 1)], 0.1).Title);
        Assert.NotEmpty(Charts.TrainingRun(Three, [(0, 0), (1, 1)]).Title);
    }

    [Fact]
    public void A_notebook_shows_a_table()
    {
        var html = Notebook.Show(Three)["text/html"];
        Assert.Contains("3 samples", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td><td>2</td><td>5</td>", html, StringComparison.Ordinal);
        Assert.Contains("…", Notebook.Show(SyntheticData.Line(100))["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_no_samples_are_named()
    {
        foreach (var (x, y, message) in new (Tensor, Tensor, string)[]
                 {
                     (new double[3], new double[4], "Samples: x has 3 samples, but y has 4 samples. Every x needs its own y: give both the same length."),
                     (Array.Empty<double>(), Array.Empty<double>(), "Samples: x has shape (0), so there are no samples. Give at least one."),
                     (new double[] { 1, 2, 3 }, new double[] { 1, 2, double.NegativeInfinity }, "Samples: y holds −∞ at sample 2 (counted from 0). One such number spoils every sum that it is in: take such samples out, or fill the gap."),
                     (1, 2, "Samples: x is the number 1. Give a vector with a number for each sample, or a matrix with a row for each."),
                     (new double[3, 2], new double[3], "Samples: x has shape (3, 2) and y has shape (3), but a sample here is one number x and one number y. Give two vectors."),
                 })
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Samples(x, y)).Message);
    }
}
