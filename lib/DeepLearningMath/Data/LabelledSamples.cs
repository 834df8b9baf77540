namespace DeepLearningMath;

/// <summary>n samples, each a row of numbers with a label: the number of its class.</summary>
[TypeFormatterSource(typeof(LabelledSamplesFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed class LabelledSamples
{
    private readonly int[] _labels;
    private readonly (int Rows, int Columns)? _image;
    private Tensor? _oneHot;

    /// <summary>Samples with labels.</summary>
    /// <param name="x">A matrix (n × k): a sample in each row.</param>
    /// <param name="labels">The n class numbers, from 0.</param>
    /// <param name="classNames">What the classes are called: class 0 first.</param>
    /// <param name="featureNames">What the k columns are called; none for pixels.</param>
    /// <param name="image">Rows and columns of a sample's picture, if it is one.</param>
    /// <exception cref="ArgumentException">The counts do not fit together, or a label is not the number of a class: which one.</exception>
    public LabelledSamples(
        Tensor x, IEnumerable<int> labels, IReadOnlyList<string> classNames, IReadOnlyList<string>? featureNames = null, (int Rows, int Columns)? image = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        _labels = [.. labels];
        (X, ClassNames, FeatureNames, _image) = (x.RequireMatrix(nameof(LabelledSamples)), classNames, featureNames ?? [], image);
        if (x.Shape.Rows != _labels.Length)
            throw new ArgumentException($"LabelledSamples: there are {x.Shape.Rows} samples, but {_labels.Length} labels. Every sample needs its own.", nameof(labels));
        if (FeatureNames.Count > 0 && FeatureNames.Count != x.Shape.Columns)
            throw new ArgumentException($"LabelledSamples: a sample has {x.Shape.Columns} numbers, but {FeatureNames.Count} have names.", nameof(featureNames));
        if (image is var (rows, columns) && rows * columns != x.Shape.Columns)
            throw new ArgumentException($"LabelledSamples: a sample has {x.Shape.Columns} numbers, but a picture of {rows} × {columns} has {rows * columns}.", nameof(image));
        if (Array.FindIndex(_labels, label => label < 0 || label >= classNames.Count) is var wrong and >= 0)
            throw new ArgumentException($"LabelledSamples: the label of sample {wrong} is {_labels[wrong]}, but the {classNames.Count} classes have the numbers 0 to {classNames.Count - 1}.", nameof(labels));
    }

    /// <summary>The inputs, a matrix (n × k): a sample in each row.</summary>
    public Tensor X { get; }

    /// <summary>The class numbers of the n samples.</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>What the classes are called: class 0 first.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>What the columns of <see cref="X"/> are called; empty for pixels.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>n, how many samples there are.</summary>
    public int Count => _labels.Length;

    /// <summary>The labels as a vector (n): the targets of a network with one output that says yes (1) or no (0).</summary>
    public Tensor Y => Array.ConvertAll(_labels, label => (double)label);

    /// <summary>The labels as one-hot rows (n × classes): the targets of a network with an output for each class.</summary>
    public Tensor OneHot => _oneHot ??= MakeOneHot();

    /// <summary>Sample <paramref name="i"/> as a matrix of pixels.</summary>
    /// <param name="i">Which one, counted from 0.</param>
    /// <exception cref="InvalidOperationException">The samples are not pictures.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Tensor Image(int i) => _image is var (rows, columns)
        ? Tensor.FromValues(Shape.Matrix(rows, columns), X.Rows(i).ToArray())
        : throw new InvalidOperationException("These samples are not pictures: they have no pixels in rows and columns.");

    /// <summary>Some of the samples, in the order asked for.</summary>
    /// <param name="rows">Which ones, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public LabelledSamples Rows(params IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var x = X.Rows([.. rows]);
        return new(x, rows.Select(row => _labels[row]), ClassNames, FeatureNames, _image);
    }

    /// <summary>The first <paramref name="count"/> samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many.</exception>
    public LabelledSamples First(int count) => Rows([.. Enumerable.Range(0, count)]);

    /// <summary>The samples in two parts, each in the order they have here.</summary>
    /// <param name="validates">Whether sample i validates: <c>i =&gt; i % 5 == 0</c> takes every fifth.</param>
    public (LabelledSamples Training, LabelledSamples Validation) Split(Func<int, bool> validates)
    {
        var rows = Enumerable.Range(0, Count).ToLookup(validates);
        return (Rows([.. rows[false]]), Rows([.. rows[true]]));
    }

    /// <summary>The same samples with other inputs, for example standardised ones.</summary>
    /// <param name="x">A matrix with n rows and as many columns as before.</param>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public LabelledSamples With(Tensor x) => x.Shape == X.Shape
        ? new(x, _labels, ClassNames, FeatureNames, _image)
        : throw new ArgumentException($"LabelledSamples: the inputs have shape {X.Shape}, but the new ones {x.Shape}.", nameof(x));

    /// <summary>One line: how many samples, numbers and classes.</summary>
    public override string ToString() => $"{Readable.Count(Count, "sample")} of {Readable.Count(X.Shape.Columns, "number")}, {ClassNames.Count} classes";

    private Tensor MakeOneHot()
    {
        var ones = new double[Count * ClassNames.Count];
        for (var i = 0; i < Count; i++) ones[(i * ClassNames.Count) + _labels[i]] = 1;
        return Tensor.FromValues(Shape.Matrix(Count, ClassNames.Count), ones);
    }
}
