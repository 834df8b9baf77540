namespace DeepLearningMath.Tests;

public sealed class DataSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Breast_cancer_comes_in_the_split_of_the_file()
    {
        var (training, validation, test) = DataSets.BreastCancer();
        Assert.Equal((364, 91, 114), (training.Count, validation.Count, test.Count));
        Assert.Equal(["malignant", "benign"], training.ClassNames);
        Assert.Equal((136, 34, 42), (Malignant(training), Malignant(validation), Malignant(test)));
        Assert.Equal(30, training.FeatureNames.Count);
        Assert.Equal("mean radius", training.FeatureNames[0]);

        // Data row 447 is the first of the training set.
        var file = Csv.Read(Path.Combine(Repository.Root, "data", "breast_cancer.csv"));
        Assert.Equal(file.Numbers(file.Columns).Rows(447).ToArray()[..30], training.X.Rows(0).ToArray());

        static int Malignant(LabelledSamples samples) => samples.Labels.Count(label => label == 0);
    }

    [Fact]
    public void Digits_are_pictures_from_0_to_1()
    {
        var digits = DataSets.Digits();
        Assert.Equal(1797, digits.Count);
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], digits.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal((0, 1), (digits.X.ToArray().Min(), digits.X.ToArray().Max()));
        Assert.Equal(Shape.Matrix(8, 8), digits.Image(0).Shape);
        Assert.Equal(2, digits.Labels[1344]);
        // Lesson 11: row 1344 has 28 dark pixels.
        Assert.Equal(28, digits.Image(1344).ToArray().Count(pixel => pixel == 0));

        var (training, validation) = digits.Split(i => i % 5 == 0);
        Assert.Equal((1437, 360), (training.Count, validation.Count));
        Assert.Equal(digits.Image(5), validation.Image(1));
        Assert.Equal(digits.Labels[6], training.Labels[4]);
    }

    [Fact]
    public void Fashion_MNIST_is_balanced_in_every_ten()
    {
        var (training, test) = DataSets.FashionMnist();
        Assert.Equal((6000, 1000), (training.Count, test.Count));
        Assert.All(training.Labels.Chunk(10), ten => Assert.Equal(Enumerable.Range(0, 10), ten.Order()));
        Assert.Equal("ankle boot", test.ClassNames[9]);
        Assert.Equal(Shape.Matrix(28, 28), test.Image(999).Shape);
        Assert.Equal((0, 1), (test.X.ToArray().Min(), test.X.ToArray().Max()));
    }

    [Fact]
    public void A_readers_MNIST_is_found_by_any_of_its_names()
    {
        var fashion = Path.Combine(Repository.Root, "data", "fashion_mnist");
        File.Copy(Path.Combine(fashion, "train-images.idx3-ubyte.gz"), Path.Combine(_folder.Path, "train-images-idx3-ubyte.gz"));
        File.Copy(Path.Combine(fashion, "train-labels.idx1-ubyte.gz"), Path.Combine(_folder.Path, "train-labels.idx1-ubyte.gz"));
        File.Copy(Path.Combine(fashion, "t10k-images.idx3-ubyte.gz"), Path.Combine(_folder.Path, "t10k-images.idx3-ubyte.gz"));
        Assert.True(MnistFiles.AnyIn(_folder.Path));

        var error = Assert.Throws<FileNotFoundException>(() => DataSets.Mnist(_folder.Path));
        Assert.StartsWith($"In {_folder.Path} there is no t10k-labels-idx1-ubyte (plain or with .gz). MNIST has four files: ", error.Message, StringComparison.Ordinal);

        using (var compressed = new System.IO.Compression.GZipStream(File.OpenRead(Path.Combine(fashion, "t10k-labels.idx1-ubyte.gz")), System.IO.Compression.CompressionMode.Decompress))
        using (var plain = File.Create(Path.Combine(_folder.Path, "t10k-labels-idx1-ubyte")))
            compressed.CopyTo(plain);
        var (training, test) = DataSets.Mnist(_folder.Path);
        Assert.Equal((6000, 1000), (training.Count, test.Count));
        Assert.Equal(DataSets.FashionMnist().Test.Labels, test.Labels);
        Assert.Equal("7", test.ClassNames[7]);
    }

    [Fact]
    public void A_folder_without_any_file_of_MNIST_has_none()
    {
        _folder.Write("notes.txt", "train-images-idx3-ubyte");
        Assert.False(MnistFiles.AnyIn(_folder.Path));
        Assert.Contains("no train-images-idx3-ubyte and no train-labels-idx1-ubyte and", Assert.Throws<FileNotFoundException>(() => DataSets.Mnist(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_courses_folder_is_found_from_below_and_what_is_missing_is_named()
    {
        var notebooks = Directory.CreateDirectory(Path.Combine(_folder.Path, "course", "notebooks")).FullName;
        var error = Assert.Throws<FileNotFoundException>(() => DataFolder.Find("digits.csv", notebooks));
        Assert.StartsWith($"There is no folder 'data' in {notebooks} or above it.", error.Message, StringComparison.Ordinal);

        var data = Directory.CreateDirectory(Path.Combine(_folder.Path, "course", "data", "fashion_mnist")).Parent!.FullName;
        error = Assert.Throws<FileNotFoundException>(() => DataFolder.Find("digits.csv", notebooks));
        Assert.StartsWith($"There is no file {Path.Combine(data, "digits.csv")}. It comes with the course. To get it back as it was: git restore ", error.Message, StringComparison.Ordinal);

        var images = Path.Combine(data, "fashion_mnist", "images.gz");
        File.WriteAllText(images, "");
        Assert.Equal(images, DataFolder.Find("fashion_mnist/images.gz", notebooks));
        Assert.Equal(images, DataFolder.Find("fashion_mnist/images.gz", Path.Combine(_folder.Path, "course")));
    }

    [Fact]
    public void A_damaged_table_of_labels_names_line_and_way_back()
    {
        var path = _folder.Write("d.csv", "a,b,label\n0.5,1,0\n1,2,2\n");
        var error = Assert.Throws<InvalidDataException>(() => DataSets.FromCsv(path, ["no", "yes"], 1, null));
        Assert.StartsWith($"{path}, line 3: the label is 2, but the classes have the numbers 0 to 1. To get it back as it was: git restore", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 columns of pixels, but a picture has 8 × 8", Assert.Throws<InvalidDataException>(() => DataSets.FromCsv(path, ["0", "1", "2"], 1, (8, 8))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_that_do_not_fit_together_are_refused()
    {
        Tensor x = new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };
        foreach (var (action, message) in new (Func<object>, string)[]
                 {
                     (() => new LabelledSamples(x, [0, 1], ["a", "b"]), "LabelledSamples: there are 3 samples, but 2 labels."),
                     (() => new LabelledSamples(x, [0, 1, -1], ["a", "b"]), "LabelledSamples: the label of sample 2 is -1, but the 2 classes have the numbers 0 to 1."),
                     (() => new LabelledSamples(x, [0, 1, 1], ["a", "b"], ["f"]), "LabelledSamples: a sample has 2 numbers, but 1 have names."),
                     (() => new LabelledSamples(x, [0, 1, 1], ["a", "b"], image: (2, 2)), "LabelledSamples: a sample has 2 numbers, but a picture of 2 × 2 has 4."),
                     (() => new LabelledSamples(x, [0, 1, 1], ["a", "b"]).With(1), "LabelledSamples: the inputs have shape (3, 2), but the new ones ()."),
                     (() => new LabelledSamples(new double[3], [0, 1, 1], ["a", "b"]), "LabelledSamples: it takes a matrix"),
                 })
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        Assert.StartsWith("These samples are not pictures", Assert.Throws<InvalidOperationException>(() => new LabelledSamples(x, [0, 1, 1], ["a", "b"]).Image(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_keep_their_labels_and_names_when_some_are_taken_or_inputs_change()
    {
        var samples = new LabelledSamples(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, [0, 1, 1], ["a", "b"], ["f", "g"]);
        var taken = samples.Rows(2, 0).With(new double[,] { { 50, 60 }, { 10, 20 } });
        Assert.Equal([1, 0], taken.Labels);
        Assert.Equal(["f", "g"], taken.FeatureNames);
        Assert.Equal([50, 60, 10, 20], taken.X.ToArray());
        Assert.Equal([0, 1], samples.First(2).Labels);
    }
}
