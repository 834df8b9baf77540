using System.Buffers.Binary;
using System.IO.Compression;
using DeepLearningMath;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz.Targets;

/// <summary>Arrays of bytes are read whole or refused; what is damaged inside gzip is never taken for data.</summary>
internal sealed class IdxTarget(bool isCompressed) : Target
{
    public override string Name => isCompressed ? "idx-gzip" : "idx";

    public override IReadOnlyList<string> Words { get; } = ["\0\0\b\u0001", "\0\0\b\u0003", "\0\0\r\u0003", "\0\0\0\u0001", "\0\0\0\u0002", "\0\u0001\0\0", "\u007f\u007f\u007f\u007f"];

    public override Gen<byte[]> Whole { get; } = Gen.Elements(1, 3).SelectMany(directions => Gen.Choose(0, 5).ArrayOf(directions).SelectMany(sizes =>
        Gen.Choose(0, 255).ArrayOf(sizes.Aggregate(1, (product, size) => product * size)).Select(values => Of(sizes, [.. values.Select(value => (byte)value)])))).Select(file => isCompressed ? Compressed(file) : file);

    public override IEnumerable<byte[]> Seeds()
    {
        byte[][] files =
        [
            Of([3], [1, 2, 3]), Of([0], []), Of([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), Of([1, 28, 28], new byte[784]),
            Of([1 << 16, 1 << 16, 1], []), Of([int.MaxValue], []), Of([-1], []), Of([60000, 28, 28], new byte[1000]),
        ];
        return isCompressed ? files.Select(Compressed).Append([.. Compressed(files[0]), .. Compressed(files[0])]) : files;
    }

    /// <summary>Damage inside the compression: the file is whole as gzip, and wrong as IDX.</summary>
    public override byte[]? Mutate(byte[] input, Random random)
    {
        if (!isCompressed || Decompressed(input) is not { Length: > 0 } inner) return null;
        inner[random.Next(Math.Min(inner.Length, 20))] = (byte)random.Next(256);
        return Compressed(random.Next(2) == 0 ? inner : inner[..random.Next(inner.Length)]);
    }

    public override string Run(byte[] input)
    {
        var file = Write(input);
        return string.Join(" | ", Read(1), Read(3));

        string Read(int directions)
        {
            Idx array;
            try
            {
                array = Idx.Read(file, directions);
            }
            catch (InvalidDataException error)
            {
                return Refusal(error, file);
            }
            var plain = input is [0x1f, 0x8b, ..] ? Decompressed(input) : input;
            BrokenException.Unless(plain is not null, "Damaged compression is refused");
            BrokenException.Unless(plain.AsSpan().SequenceEqual(Of([.. array.Sizes], array.Values.ToArray())), "The array is what stands in the file", $"{string.Join('×', array.Sizes)}");
            return "read";
        }
    }

    private static byte[] Of(int[] sizes, byte[] values)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. header, .. values];
    }

    private static byte[] Compressed(byte[] content)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest)) gzip.Write(content);
        return file.ToArray();
    }

    /// <summary>The content of a gzip file by its own parts (RFC 1952): deflate, check sum, length; null if they do not agree.</summary>
    private static byte[]? Decompressed(byte[] file)
    {
        using var content = new MemoryStream();
        for (var rest = file.AsMemory(); rest.Length > 0;)
        {
            // Only what GZipStream itself writes: a header without optional fields. Others are for the reader to judge.
            if (rest.Length < 18 || rest.Span[0] != 0x1f || rest.Span[1] != 0x8b || rest.Span[2] != 8 || rest.Span[3] != 0) return AsWhole(file);
            var body = new MemoryStream(rest[10..].ToArray());
            var part = new MemoryStream();
            try
            {
                using var deflate = new DeflateStream(body, CompressionMode.Decompress, leaveOpen: true);
                deflate.CopyTo(part);
            }
            catch (InvalidDataException)
            {
                return null;
            }
            // The stream reads ahead, so the end is found by the trailer that fits the content.
            var trailer = new byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(trailer, CheckSum(part.ToArray()));
            BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), (uint)part.Length);
            var end = rest.Span[10..].IndexOf(trailer);
            if (end < 0) return null;
            part.WriteTo(content);
            rest = rest[(10 + end + 8)..];
        }
        return content.ToArray();
    }

    private static byte[]? AsWhole(byte[] file)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            using var content = new MemoryStream();
            gzip.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static uint CheckSum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) == 1 ? 0xEDB88320 : 0);
        }
        return ~sum;
    }
}
