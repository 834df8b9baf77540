using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepLearningMath;

/// <summary>
/// An array of bytes from a file in IDX, the format of MNIST: a magic number, the size in each direction, then the bytes.
/// A file compressed with gzip is read as well; its first two bytes tell.
/// </summary>
/// <remarks>The format: two zero bytes, 8 for unsigned bytes, the number of directions, then each size as a 32-bit big-endian number (yann.lecun.com/exdb/mnist).</remarks>
public sealed class Idx
{
    /// <summary>The most that deflate can compress (zlib's technical details): a file that claims to hold more is lying.</summary>
    private const int LargestCompression = 1032;

    private const string GetItAgain = "Get the file again.";

    private Idx(IReadOnlyList<int> sizes, byte[] values) => (Sizes, Values) = (sizes, values);

    /// <summary>The size in each direction: count, rows, columns for images; count for labels.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>All bytes, the last direction running fastest: images one after the other, each row by row.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>Reads a file of images (magic number 0x00000803) or labels (0x00000801), plain or compressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="directions">How many directions the array has: 3 for images, 1 for labels.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or another kind of file: what was expected, what was found.</exception>
    public static Idx Read(string path, int directions)
    {
        DataFolder.RequireFile(path);
        if (directions is < 1 or > 255) throw new ArgumentOutOfRangeException(nameof(directions), directions, "An array has 1 to 255 directions: 3 for images, 1 for labels.");
        using var file = File.OpenRead(path);
        var compressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        using var content = compressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;

        var magic = Number("the magic number");
        var expected = 0x0800 + directions;
        if (magic != expected)
        {
            throw new InvalidDataException(
                $"{path}: the magic number is 0x{magic:x8}, but {Kind(directions)} begin with 0x{expected:x8}. "
                + (magic is 0x0801 or 0x0803 ? $"This is a file of {Kind(magic - 0x0800)}: are the names mixed up?" : "This is not an IDX file of bytes."));
        }

        var sizes = new int[directions];
        UInt128 count = 1;
        for (var i = 0; i < directions; i++) count *= (uint)(sizes[i] = Number("the sizes"));
        var claim = $"it claims {string.Join(" × ", sizes.Select(size => (uint)size))} = {count} bytes";
        // Before any of it is allocated: can the file hold what it claims?
        var most = compressed ? file.Length * LargestCompression : file.Length - (sizeof(int) * (1 + directions));
        if (count > (ulong)most)
            throw new InvalidDataException($"{path}: {claim}, but {(compressed ? $"{file.Length} compressed bytes cannot hold more than {most}" : $"only {most} follow")}. The file is cut off or damaged. {GetItAgain}");
        if (count > (ulong)Array.MaxLength)
            throw new InvalidDataException($"{path}: {claim}, more than one array can hold.");

        var values = new byte[(int)count];
        if (Fill(values) is var read && read < values.Length)
            throw new InvalidDataException($"{path}: {claim}, but only {read} follow. The file is cut off. {GetItAgain}");
        // Reading on to the end also has gzip compare its check sum.
        if (Fill(stackalloc byte[1]) > 0)
            throw new InvalidDataException($"{path}: {claim}, but more than that follow. The sizes at its beginning are damaged. {GetItAgain}");
        if (compressed && LengthAtTheEnd() != (uint)(values.Length + (sizeof(int) * (1 + directions))))
            throw new InvalidDataException($"{path}: the gzip compression is cut off, so nothing vouches for its content. {GetItAgain}");
        return new Idx(sizes, values);

        // A compressed file ends in its check sum and the length of its content (RFC 1952). If they are missing, .NET does not compare them.
        uint LengthAtTheEnd()
        {
            Span<byte> length = stackalloc byte[sizeof(uint)];
            RandomAccess.Read(file.SafeFileHandle, length, file.Length - length.Length);
            return BinaryPrimitives.ReadUInt32LittleEndian(length);
        }

        int Number(string what)
        {
            Span<byte> word = stackalloc byte[sizeof(int)];
            return Fill(word) == word.Length
                ? BinaryPrimitives.ReadInt32BigEndian(word)
                : throw new InvalidDataException($"{path}: the file ends within {what} at its beginning. It is cut off. {GetItAgain}");
        }

        int Fill(Span<byte> bytes)
        {
            try
            {
                return content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException($"{path}: the gzip compression is damaged. {GetItAgain}", error);
            }
        }
    }

    private static string Kind(int directions) => directions switch { 1 => "labels", 3 => "images", _ => $"arrays with {directions} directions" };
}
