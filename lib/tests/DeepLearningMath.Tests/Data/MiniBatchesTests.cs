namespace DeepLearningMath.Tests;

public class MiniBatchesTests
{
    private static readonly Tensor Hundred = Enumerable.Range(0, 100).Select(i => (double)i).ToArray();

    [Theory]
    [InlineData(1, 100, 1)]
    [InlineData(8, 13, 4)]
    [InlineData(33, 4, 1)]
    [InlineData(50, 2, 50)]
    [InlineData(99, 2, 1)]
    [InlineData(100, 1, 100)]
    public void An_epoch_uses_every_sample_once_and_the_last_batch_may_be_short(int batchSize, int count, int last)
    {
        var batches = new MiniBatches(Hundred, 10 * Hundred, batchSize, RandomNumbers.Seeded(1));
        var epoch = batches.ToArray();
        Assert.Equal((count, count), (batches.Count, epoch.Length));
        Assert.All(epoch[..^1], batch => Assert.Equal(batchSize, batch.Rows.Count));
        Assert.Equal(last, epoch[^1].Rows.Count);
        Assert.Equal(Enumerable.Range(0, 100), epoch.SelectMany(batch => batch.Rows.ToArray()).Order());
        Assert.All(epoch, batch => Assert.Equal(batch.Rows.Select(row => (double)row), batch.X.ToArray()));
        Assert.All(epoch, batch => Assert.Equal(10 * batch.X, batch.Y));
    }

    [Fact]
    public void Without_chance_the_samples_come_in_their_order()
    {
        var batches = new MiniBatches(new Samples(new double[] { 1, 2, 3, 4, 5 }, new double[] { 6, 7, 8, 9, 10 }), 2);
        Assert.Equal([[0, 1], [2, 3], [4]], batches.Select(batch => batch.Rows.ToArray()));
        Assert.Equal([[1, 2], [3, 4], [5]], batches.Select(batch => batch.X.ToArray()));
        Assert.Equal([[6, 7], [8, 9], [10]], batches.Select(batch => batch.Y.ToArray()));
        Assert.Equal("5 samples in batches of 2: 3 updates an epoch, the last with 1 sample", batches.ToString());
        Assert.Equal("1 sample [4]: x = [5], y = [10]", batches.Last().ToString());
    }

    [Fact]
    public void Each_epoch_is_shuffled_anew_and_the_seed_decides_all()
    {
        var first = Epochs(new MiniBatches(Hundred, Hundred, 8, RandomNumbers.Seeded(3)), 3);
        var again = Epochs(new MiniBatches(Hundred, Hundred, 8, RandomNumbers.Seeded(3)), 3);
        var other = Epochs(new MiniBatches(Hundred, Hundred, 8, RandomNumbers.Seeded(4)), 3);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(3, first.Select(rows => string.Join(' ', rows)).Distinct().Count());
        Assert.All(first, rows => Assert.NotEqual(Enumerable.Range(0, 100), rows));

        static int[][] Epochs(MiniBatches batches, int count) => [.. Enumerable.Range(0, count).Select(_ => batches.SelectMany(batch => batch.Rows.ToArray()).ToArray())];
    }

    [Fact]
    public void An_order_is_what_Shuffle_makes_of_the_row_numbers()
    {
        var random = new Random(6);
        var batches = new MiniBatches(Hundred, Hundred, 100, new Random(6));
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var rows = Enumerable.Range(0, 100).ToArray();
            random.Shuffle(rows);
            Assert.Equal(rows, batches.Single().Rows.ToArray());
        }
    }

    [Fact]
    public void A_matrix_is_cut_by_rows()
    {
        Tensor x = new double[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } }, y = new double[,] { { 1, 0 }, { 0, 1 }, { 1, 0 } };
        var epoch = new MiniBatches(x, y, 2).ToArray();
        Assert.Equal<IEnumerable<Tensor>>([new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, new double[,] { { 7, 8, 9 } }], epoch.Select(batch => batch.X));
        Assert.Equal<IEnumerable<Tensor>>([new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 0 } }], epoch.Select(batch => batch.Y));
        Assert.Equal<Tensor>(new double[] { 1, 2 }, new MiniBatches(x, new double[] { 1, 2, 3 }, 2).First().Y);
    }

    [Fact]
    public void Rows_takes_samples_in_any_order_and_twice()
    {
        Tensor vector = new double[] { 10, 20, 30 }, matrix = new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        Assert.Equal(new double[] { 30, 10, 30 }, vector.Rows(2, 0, 2));
        Assert.Equal(new double[,] { { 5, 6 }, { 1, 2 } }, matrix.Rows(2, 0));
        Assert.Equal(Shape.Vector(0), vector.Rows().Shape);
        Assert.StartsWith("The tensor has shape (3), so rows goes from 0 to 2.", Assert.Throws<ArgumentOutOfRangeException>(() => vector.Rows(0, 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith("The tensor has shape (3, 2), so rows goes from 0 to 2.", Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Rows(-1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Rows takes elements of a vector or rows of a matrix; this tensor is the number 1.", Assert.Throws<InvalidOperationException>(() => ((Tensor)1).Rows(0)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "MiniBatches: the batch size is 0, but a batch has at least 1 sample. Take 1 to 100.")]
    [InlineData(-8, "MiniBatches: the batch size is −8, but a batch has at least 1 sample. Take 1 to 100.")]
    [InlineData(101, "MiniBatches: the batch size is 101, but there are only 100 samples. Take 100 to have all in one batch, or fewer.")]
    public void A_batch_size_outside_the_data_is_named(int batchSize, string message)
        => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new MiniBatches(Hundred, Hundred, batchSize)).Message, StringComparison.Ordinal);

    [Fact]
    public void Data_that_cannot_be_cut_are_named()
    {
        foreach (var (x, y, message) in new (Tensor, Tensor, string)[]
                 {
                     (new double[3], new double[4], "MiniBatches: x has 3 samples, but y has 4 samples."),
                     (new double[3, 2], new double[2], "MiniBatches: x has 3 samples, but y has 2 samples."),
                     (Array.Empty<double>(), Array.Empty<double>(), "MiniBatches: x has shape (0), so there are no samples."),
                     (new double[,] { { 1, 2 }, { 3, double.NaN } }, new double[2], "MiniBatches: x holds not a number at sample 1, column 1 (counted from 0)."),
                     (1, 2, "MiniBatches: x is the number 1."),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new MiniBatches(x, y, 1)).Message, StringComparison.Ordinal);
    }
}
