namespace DeepLearningMath;

/// <summary>How many samples there are in x and y, which must agree: the errors that everything that takes data shares.</summary>
internal static class SampleCount
{
    /// <summary>The number of samples: elements of a vector, rows of a matrix.</summary>
    /// <param name="who">What takes the samples, for the message.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <exception cref="ArgumentException">One is a number, the counts differ, there are none, or one holds NaN or infinity.</exception>
    public static int Of(string who, Tensor x, Tensor y)
    {
        var (inX, inY) = (Of(who, nameof(x), x), Of(who, nameof(y), y));
        return inX == inY
            ? inX
            : throw new ArgumentException($"{who}: x has {Readable.Count(inX, "sample")}, but y has {Readable.Count(inY, "sample")}. Every x needs its own y: give both the same length.");
    }

    /// <summary>The number of samples in one tensor.</summary>
    /// <param name="who">What takes the samples, for the message.</param>
    /// <param name="name">What the message calls the tensor.</param>
    /// <param name="tensor">A vector, or a matrix with a sample in each row.</param>
    /// <exception cref="ArgumentException">It is a number, it is empty, or it holds NaN or infinity.</exception>
    public static int Of(string who, string name, Tensor tensor) => tensor switch
    {
        { Rank: 0 } => throw new ArgumentException($"{who}: {name} is the number {tensor}. Give a vector with a number for each sample, or a matrix with a row for each."),
        { Count: 0 } => throw new ArgumentException($"{who}: {name} has shape {tensor.Shape}, so there are no samples. Give at least one."),
        { IsFinite: false } => throw new ArgumentException($"{who}: {name} holds {FirstThatIsNotFinite(tensor)} (counted from 0). One such number spoils every sum that it is in: take such samples out, or fill the gap."),
        { Rank: 1 } => tensor.Count,
        _ => tensor.Shape.Rows,
    };

    /// <summary>The number of samples that are one x and one y each.</summary>
    /// <param name="who">What takes the samples, for the message.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets.</param>
    /// <exception cref="ArgumentException">One is not a vector, the lengths differ, there are none, or one holds NaN or infinity.</exception>
    public static int OfVectors(string who, Tensor x, Tensor y)
    {
        var count = Of(who, x, y);
        if (x.Rank != 1 || y.Rank != 1)
            throw new ArgumentException($"{who}: x has shape {x.Shape} and y has shape {y.Shape}, but a sample here is one number x and one number y. Give two vectors.");
        return count;
    }

    private static string FirstThatIsNotFinite(Tensor tensor)
    {
        var values = tensor.ToArray();
        var place = Array.FindIndex(values, value => !double.IsFinite(value));
        var at = tensor.Rank == 1 ? $"sample {place}" : $"sample {place / tensor.Shape.Columns}, column {place % tensor.Shape.Columns}";
        return $"{Readable.Number(values[place])} at {at}";
    }
}
