using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepLearningMath.Tests;

public sealed class IdxTests : IDisposable
{
    private const int Images = 0x0803, Labels = 0x0801;
    private static readonly string[] Classes = ["zero", "one", "two"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_and_labels_are_read_plain_and_compressed(bool compressed)
    {
        var samples = Read(Bytes(Images, [2, 2, 3], [0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 51]), Bytes(Labels, [2], [2, 0]), compressed);
        Assert.Equal((2, "2 samples of 6 numbers, 3 classes"), (samples.Count, samples.ToString()));
        Assert.Equal((Tensor)new[,] { { 0, 0.2, 0.4 }, { 0.6, 0.8, 1 } }, samples.Image(0));
        Assert.Equal([1, 0, 0, 0, 0, 0.2], samples.X.Rows(1).ToArray());
        Assert.Equal([2, 0], samples.Labels);
        Assert.Equal((Tensor)new double[,] { { 0, 0, 1 }, { 1, 0, 0 } }, samples.OneHot);
        Assert.Equal([2, 0], samples.Y.ToArray());
    }

    [Theory]
    [InlineData(Labels, new[] { 1 }, 1, "the magic number is 0x00000801, but images begin with 0x00000803. This is a file of labels: are the names mixed up?")]
    [InlineData(0x0D03, new[] { 1, 1, 1 }, 8, "the magic number is 0x00000d03, but images begin with 0x00000803. This is not an IDX file of bytes.")]
    [InlineData(Images, new[] { 2, 2, 3 }, 11, "it claims 2 × 2 × 3 = 12 bytes, but only 11 follow. The file is cut off")]
    [InlineData(Images, new[] { 2, 2, 3 }, 13, "it claims 2 × 2 × 3 = 12 bytes, but more than that follow.")]
    [InlineData(Images, new[] { 2, 2 }, 0, "the file ends within the sizes at its beginning.")]
    [InlineData(Images, new int[0], -2, "the file ends within the magic number at its beginning.")]
    public void A_file_of_another_kind_or_length_is_refused(int magic, int[] sizes, int length, string message)
    {
        var bytes = Bytes(magic, sizes, new byte[Math.Max(0, length)]);
        foreach (var compressed in new[] { false, true })
        {
            var path = Write("images", length < 0 ? bytes[..^-length] : bytes, compressed);
            var error = Assert.Throws<InvalidDataException>(() => Idx.Read(path, directions: 3));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(compressed ? message.Replace("only 11 follow. The file is cut off", "only 11 follow.", StringComparison.Ordinal) : message, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sizes_that_the_file_cannot_hold_are_refused_before_anything_is_allocated(bool compressed)
    {
        foreach (var sizes in new int[][] { [60_000, 28, 28], [int.MaxValue, 1, 1], [int.MaxValue, int.MaxValue, int.MaxValue], [-1, -1, -1], [1 << 16, 1 << 16, 1 << 16] })
        {
            var path = Write("images", Bytes(Images, sizes, [1, 2, 3]), compressed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<InvalidDataException>(() => Idx.Read(path, directions: 3));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
            Assert.Contains("it claims ", error.Message, StringComparison.Ordinal);
            Assert.Contains("Get the file again.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_compression_is_said_to_be_so()
    {
        var random = RandomNumbers.Seeded(5);
        var content = new byte[20_000];
        random.NextBytes(content);
        var whole = File.ReadAllBytes(Write("whole", Bytes(Images, [20, 50, 20], content), compressed: true));
        Assert.Equal(content, Idx.Read(_folder.Write("sound", whole), directions: 3).Values.ToArray());

        // A flipped bit anywhere after the header, and an end that is missing, wherever it is cut.
        for (var i = 0; i < 40; i++)
        {
            var flipped = whole.ToArray();
            flipped[random.Next(10, whole.Length - 4)] ^= (byte)(1 << random.Next(8));
            Refused(_folder.Write("flipped", flipped));
            Refused(_folder.Write("cut", whole[..random.Next(2, whole.Length)]));
        }
        // Also where only the check sum at the end is missing, or a part of it.
        for (var missing = 1; missing <= 8; missing++) Refused(_folder.Write("end", whole[..^missing]));

        static void Refused(string path)
        {
            var error = Assert.Throws<InvalidDataException>(() => Idx.Read(path, directions: 3));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.EndsWith("Get the file again.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Images_and_labels_of_different_counts_are_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Bytes(Images, [2, 1, 1], [1, 2]), Bytes(Labels, [3], [0, 1, 2])));
        Assert.Contains("has 2 images, but ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("labels has 3 labels. Every image needs its label: take both files from the same place.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_is_no_class_is_named()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Bytes(Images, [3, 1, 1], [1, 2, 3]), Bytes(Labels, [3], [0, 3, 2])));
        Assert.Contains("label 1 (counted from 0) is 3, but the classes have the numbers 0 to 2.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_number_of_directions_that_cannot_be()
    {
        Assert.StartsWith("There is no file ", Assert.Throws<FileNotFoundException>(() => Idx.Read(Path.Combine(_folder.Path, "absent"), 3)).Message, StringComparison.Ordinal);
        Assert.StartsWith("An array has 1 to 255 directions", Assert.Throws<ArgumentOutOfRangeException>(() => Idx.Read(Write("a", [], false), 0)).Message, StringComparison.Ordinal);
    }

    private LabelledSamples Read(byte[] images, byte[] labels, bool compressed = false)
        => DataSets.FromIdx((Write("images", images, compressed), Write("labels", labels, compressed)), Classes);

    private string Write(string name, byte[] bytes, bool compressed)
    {
        if (!compressed) return _folder.Write(name, bytes);
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(bytes);
        return _folder.Write(name, memory.ToArray());
    }

    private static byte[] Bytes(int magic, int[] sizes, byte[] content)
    {
        var bytes = new byte[sizeof(int) * (1 + sizes.Length) + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(sizeof(int) * (1 + i)), sizes[i]);
        content.CopyTo(bytes, bytes.Length - content.Length);
        return bytes;
    }
}
