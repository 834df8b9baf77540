using System.Collections;

namespace DeepLearningMath;

/// <summary>
/// n samples of one number x and one number y each. Take it apart with <c>var (x, y) = data;</c>, walk over it with
/// <c>foreach</c>, or give it to a chart that takes samples.
/// </summary>
[TypeFormatterSource(typeof(SamplesFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed record Samples : IReadOnlyList<(double X, double Y)>
{
    /// <summary>The samples (x₀, y₀), (x₁, y₁), …</summary>
    /// <param name="x">The inputs: a vector of n numbers, n ≥ 1.</param>
    /// <param name="y">The targets: a vector of n numbers.</param>
    /// <exception cref="ArgumentException">One is not a vector, the lengths differ, there are no samples, or a number is not finite.</exception>
    public Samples(Tensor x, Tensor y)
    {
        Count = SampleCount.OfVectors(nameof(Samples), x, y);
        (X, Y) = (x, y);
    }

    /// <summary>The inputs: a vector of n numbers.</summary>
    public Tensor X { get; }

    /// <summary>The targets: a vector of n numbers.</summary>
    public Tensor Y { get; }

    /// <summary>n, how many samples there are.</summary>
    public int Count { get; }

    /// <summary>Sample <paramref name="index"/>, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 … n − 1.</exception>
    public (double X, double Y) this[int index] => (X[index], Y[index]);

    /// <summary>x and y as two vectors: <c>var (x, y) = data;</c></summary>
    public void Deconstruct(out Tensor x, out Tensor y) => (x, y) = (X, Y);

    /// <summary>The same samples, one of them changed: <c>data.Replace(19, y: data[19].Y + 10)</c> makes an outlier.</summary>
    /// <param name="index">Which sample, counted from 0.</param>
    /// <param name="x">Its new x; left out, it keeps its own.</param>
    /// <param name="y">Its new y; left out, it keeps its own.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside 0 … n − 1.</exception>
    public Samples Replace(int index, double? x = null, double? y = null)
    {
        var (oldX, oldY) = this[index];
        var (xs, ys) = (X.ToArray(), Y.ToArray());
        (xs[index], ys[index]) = (x ?? oldX, y ?? oldY);
        return new Samples(xs, ys);
    }

    /// <inheritdoc/>
    public IEnumerator<(double X, double Y)> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line: how many samples, x and y.</summary>
    public override string ToString() => $"{Readable.Count(Count, "sample")}: x = {X}, y = {Y}";
}
