namespace DeepLearningMath;

/// <summary>
/// Moves and scales numbers so that those it was fitted to have mean 0 and standard deviation 1, in each column by itself.
/// Fit it to the training data, and let the same one transform everything else: only so does an x mean the same everywhere.
/// </summary>
public sealed class Standardizer
{
    private readonly Shape _fitted;

    private Standardizer(Shape fitted, Tensor mean, Tensor standardDeviation) => (_fitted, Mean, StandardDeviation) = (fitted, mean, standardDeviation);

    /// <summary>The mean of the numbers that it was fitted to: a number for a vector, a vector of k for a matrix with k columns.</summary>
    public Tensor Mean { get; }

    /// <summary>
    /// The population standard deviation √(mean of (x − mean)²), in the shape of <see cref="Mean"/>: divided by n, not by n − 1,
    /// for it describes these numbers and estimates no others (scikit-learn's <c>StandardScaler</c> does so too).
    /// </summary>
    public Tensor StandardDeviation { get; }

    /// <summary>Measures mean and standard deviation.</summary>
    /// <param name="x">A vector of n numbers, or a matrix of n × k: a sample in each row.</param>
    /// <exception cref="ArgumentException">There are no samples, a number is not finite, or a column is constant: it has no spread to divide by. The message names it.</exception>
    public static Standardizer Fit(Tensor x)
    {
        var n = SampleCount.Of(nameof(Standardizer), nameof(x), x);
        for (var j = 0; j < (x.Rank == 1 ? 1 : x.Shape.Columns); j++) RequireSpread(x, j);
        var mean = Average(x);
        var distance = x - mean;
        return new Standardizer(x.Shape, mean, Average(distance * distance).Map(System.Numerics.Tensors.TensorPrimitives.Sqrt));

        Tensor Average(Tensor values) => x.Rank == 1 ? values.Mean() : values.SumTo(Shape.Vector(x.Shape.Columns)) / n;
    }

    /// <summary>(x − mean) / standard deviation, for any samples of the kind that it was fitted to.</summary>
    /// <param name="x">Numbers or a vector, if it was fitted to a vector; a matrix with as many columns, or one row of it, if to a matrix.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> has another number of columns.</exception>
    public Tensor Transform(Tensor x) => (Fitting(x) - Mean) / StandardDeviation;

    /// <summary>The way back: x · standard deviation + mean.</summary>
    /// <param name="x">Standardised numbers, in a shape that <see cref="Transform"/> takes.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> has another number of columns.</exception>
    public Tensor Inverse(Tensor x) => (Fitting(x) * StandardDeviation) + Mean;

    private Tensor Fitting(Tensor x)
    {
        var fits = _fitted.Rank == 1 ? x.Rank < 2 : x.Rank > 0 && x.Shape.Columns == _fitted.Columns;
        return fits ? x : throw new ArgumentException(_fitted.Rank == 1
            ? $"Standardizer: x has shape {x.Shape}, but this was fitted to a vector. Give it a number or a vector."
            : $"Standardizer: x has shape {x.Shape}, but this was fitted to {_fitted.Columns} columns. Give it a matrix with {_fitted.Columns} columns, or one row of it.");
    }

    private static void RequireSpread(Tensor x, int j)
    {
        var values = x.Rank == 1 ? x.ToArray() : [.. Enumerable.Range(0, x.Shape.Rows).Select(i => x[i, j])];
        var place = x.Rank == 1 ? "x" : $"column {j} (counted from 0)";
        if (Array.TrueForAll(values, value => value == values[0]))
            throw new ArgumentException($"Standardizer: {place} is constant, all {values.Length} of its numbers are {Readable.Number(values[0])}. Its standard deviation is 0, and nothing can be divided by that; it tells samples apart no better than a bias does, so leave it out.");
    }
}
