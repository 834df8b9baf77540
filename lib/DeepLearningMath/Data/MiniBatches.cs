using System.Collections;

namespace DeepLearningMath;

/// <summary>
/// Samples cut into batches of B. One walk over it (<c>foreach</c>) is one epoch: every sample is used once. Where B does not
/// divide n, the last batch is short.
/// </summary>
public sealed class MiniBatches : IEnumerable<MiniBatch>
{
    /// <summary>Vectors as they came, matrices transposed.</summary>
    private readonly Tensor _x, _y;

    private readonly Random? _random;

    /// <summary>Batches of <paramref name="batchSize"/> samples.</summary>
    /// <param name="x">The inputs: a vector (n), or a matrix (n × k) with a sample in each row.</param>
    /// <param name="y">The targets: a vector (n), or a matrix with n rows.</param>
    /// <param name="batchSize">B: 1 … n.</param>
    /// <param name="random">Shuffles anew before each epoch (<c>random.Shuffle</c> of the row numbers 0 … n − 1); left out, the samples come in their order.</param>
    /// <exception cref="ArgumentException">x and y differ in length, there are no samples, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or above n.</exception>
    public MiniBatches(Tensor x, Tensor y, int batchSize, Random? random = null)
    {
        SampleCount = DeepLearningMath.SampleCount.Of(nameof(MiniBatches), x, y);
        if (batchSize < 1)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"MiniBatches: the batch size is {Readable.Whole(batchSize)}, but a batch has at least 1 sample. Take 1 to {Readable.Whole(SampleCount)}.");
        if (batchSize > SampleCount)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"MiniBatches: the batch size is {Readable.Whole(batchSize)}, but there are only {Readable.Count(SampleCount, "sample")}. Take {Readable.Whole(SampleCount)} to have all in one batch, or fewer.");
        // A matrix lies column by column. Turned round once, a sample lies in one piece, and a batch needs no search all over the memory.
        (_x, _y, BatchSize, _random) = (Turned(x), Turned(y), batchSize, random);

        static Tensor Turned(Tensor tensor) => tensor.Rank == 2 ? tensor.Transpose() : tensor;
    }

    /// <summary>Batches of <paramref name="batchSize"/> samples.</summary>
    /// <param name="data">The n samples.</param>
    /// <param name="batchSize">B: 1 … n.</param>
    /// <param name="random">Shuffles anew before each epoch; left out, the samples come in their order.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1 or above n.</exception>
    public MiniBatches(Samples data, int batchSize, Random? random = null)
        : this((data ?? throw new ArgumentNullException(nameof(data))).X, data.Y, batchSize, random) { }

    /// <summary>n, how many samples there are.</summary>
    public int SampleCount { get; }

    /// <summary>B, how many samples a batch has; the last of an epoch may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>How many batches, so also updates, an epoch has: n / B, rounded up.</summary>
    public int Count => ((SampleCount - 1) / BatchSize) + 1;

    /// <summary>One epoch: shuffles if there is chance, then cuts.</summary>
    public IEnumerator<MiniBatch> GetEnumerator()
    {
        var rows = Enumerable.Range(0, SampleCount).ToArray();
        _random?.Shuffle(rows);
        foreach (var batch in rows.Chunk(BatchSize)) yield return new MiniBatch(Taken(_x, batch), Taken(_y, batch), batch);

        static Tensor Taken(Tensor tensor, int[] rows) => tensor.Rank == 2 ? tensor.ColumnsAsRows(rows) : tensor.Rows(rows);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line: samples, batch size, batches an epoch.</summary>
    public override string ToString()
    {
        var last = SampleCount - ((Count - 1) * BatchSize);
        return $"{Readable.Count(SampleCount, "sample")} in batches of {Readable.Whole(BatchSize)}: {Readable.Count(Count, "update")} an epoch"
            + (last == BatchSize ? "" : $", the last with {Readable.Count(last, "sample")}");
    }
}
