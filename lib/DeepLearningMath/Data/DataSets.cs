namespace DeepLearningMath;

/// <summary>The course's data, by name. They stand in the folder <c>data/</c> of the course, which is looked for in the current folder and those above it.</summary>
public static class DataSets
{
    private static string MnistFolder => Path.Combine(DataFolder.TryFind(Environment.CurrentDirectory) ?? "data", "mnist");

    private static readonly string[] s_digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>
    /// Breast masses: 569 patients, 30 measurements of cell nuclei each, class 0 malignant and class 1 <em>benign</em>, in
    /// the course's split: 364 train, 91 validate, 114 test. The measurements are raw; standardise them.
    /// </summary>
    /// <remarks>Wolberg, Street and Mangasarian (1995), by way of scikit-learn; see <c>data/README.md</c>.</remarks>
    /// <exception cref="FileNotFoundException">A file, or the folder, is not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged: where, and what was expected.</exception>
    public static (LabelledSamples Training, LabelledSamples Validation, LabelledSamples Test) BreastCancer()
    {
        var (path, splitPath) = (DataFolder.Find("breast_cancer.csv"), DataFolder.Find("breast_cancer_split.csv"));
        var patients = FromCsv(path, ["malignant", "benign"], scale: 1, image: null);
        var split = Csv.Read(splitPath);
        var rows = split.WholeNumbers("index");
        if (!rows.Order().SequenceEqual(Enumerable.Range(0, patients.Count)))
            throw new InvalidDataException($"{splitPath}: the column 'index' does not name each of the {patients.Count} rows of {path} once. {DataFolder.Restore(splitPath)}");
        return (Part("train"), Part("validation"), Part("test"));

        LabelledSamples Part(string set) => patients.Rows([.. rows.Where((_, i) => split[i, "set"] == set)]);
    }

    /// <summary>
    /// Handwritten digits of 8 × 8 pixels: 1797 samples, 10 classes, pixels from 0 (paper) to 1 (ink).
    /// <c>Split(i =&gt; i % 5 == 0)</c> leaves 1437 to train and 360 to validate.
    /// </summary>
    /// <remarks>Alpaydin and Kaynak (1998), by way of scikit-learn; see <c>data/README.md</c>.</remarks>
    /// <exception cref="FileNotFoundException">The file, or the folder, is not there.</exception>
    /// <exception cref="InvalidDataException">The file is damaged: where, and what was expected.</exception>
    public static LabelledSamples Digits() => FromCsv(DataFolder.Find("digits.csv"), s_digits, scale: 1.0 / 16, image: (8, 8));

    /// <summary>Clothes of 28 × 28 pixels: 6000 samples to train and 1000 to test, 10 classes, pixels from 0 (background) to 1.</summary>
    /// <remarks>A part of Fashion-MNIST, Xiao, Rasul and Vollgraf (2017); see <c>data/README.md</c>.</remarks>
    /// <exception cref="FileNotFoundException">A file, or the folder, is not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged: what was expected.</exception>
    public static (LabelledSamples Training, LabelledSamples Test) FashionMnist()
    {
        string[] names = ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];
        return (Part("train"), Part("t10k"));

        LabelledSamples Part(string part) => FromIdx(
            (DataFolder.Find($"fashion_mnist/{part}-images.idx3-ubyte.gz"), DataFolder.Find($"fashion_mnist/{part}-labels.idx1-ubyte.gz")), names);
    }

    /// <summary>Whether the reader has put files of MNIST into <c>data/mnist/</c>.</summary>
    public static bool HasMnist => MnistFiles.AnyIn(MnistFolder);

    /// <summary>
    /// MNIST's handwritten digits of 28 × 28 pixels, 10 classes, pixels from 0 (paper) to 1 (ink), from the reader's own four
    /// files (they do not come with the course, since their licence is unsettled; ask <see cref="HasMnist"/> first).
    /// </summary>
    /// <param name="folder">Where the files are: plain or with <c>.gz</c>, named like <c>train-images-idx3-ubyte</c> or
    /// <c>train-images.idx3-ubyte</c>. Left out, <c>data/mnist/</c>.</param>
    /// <exception cref="FileNotFoundException">A file is not there: which.</exception>
    /// <exception cref="InvalidDataException">A file is damaged: what was expected.</exception>
    public static (LabelledSamples Training, LabelledSamples Test) Mnist(string? folder = null)
    {
        var (training, test) = MnistFiles.In(folder ?? MnistFolder);
        return (FromIdx(training, s_digits), FromIdx(test, s_digits));
    }

    /// <summary>Rows of numbers with a column <c>label</c>.</summary>
    internal static LabelledSamples FromCsv(string path, IReadOnlyList<string> classNames, double scale, (int Rows, int Columns)? image)
    {
        var table = Csv.Read(path);
        string[] features = [.. table.Columns.Where(column => column != "label")];
        var labels = table.WholeNumbers("label");
        if (Array.FindIndex(labels, label => label < 0 || label >= classNames.Count) is var row and >= 0)
            throw new InvalidDataException($"{path}, line {row + 2}: the label is {labels[row]}, but the classes have the numbers 0 to {classNames.Count - 1}. {DataFolder.Restore(path)}");
        if (image is var (rows, columns) && features.Length != rows * columns)
            throw new InvalidDataException($"{path}: there are {features.Length} columns of pixels, but a picture has {rows} × {columns}. {DataFolder.Restore(path)}");
        return new LabelledSamples(scale * table.Numbers(features), labels, classNames, image is null ? features : null, image);
    }

    /// <summary>A file of images and the file of their labels.</summary>
    internal static LabelledSamples FromIdx((string Images, string Labels) files, IReadOnlyList<string> classNames)
    {
        var (images, labels) = (Idx.Read(files.Images, directions: 3), Idx.Read(files.Labels, directions: 1));
        var (count, rows, columns) = (images.Sizes[0], images.Sizes[1], images.Sizes[2]);
        if (count != labels.Sizes[0])
            throw new InvalidDataException($"{files.Images} has {count} images, but {files.Labels} has {labels.Sizes[0]} labels. Every image needs its label: take both files from the same place.");
        var numbers = labels.Values.ToArray();
        if (Array.FindIndex(numbers, label => label >= classNames.Count) is var wrong and >= 0)
            throw new InvalidDataException($"{files.Labels}: label {wrong} (counted from 0) is {numbers[wrong]}, but the classes have the numbers 0 to {classNames.Count - 1}. The file is damaged. Get it again.");
        return new LabelledSamples(Tensor.FromBytes(count, rows * columns, images.Values.Span, 255), numbers.Select(label => (int)label), classNames, image: (rows, columns));
    }
}
