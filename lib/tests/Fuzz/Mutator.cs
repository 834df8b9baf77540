using System.Text;

namespace Fuzz;

/// <summary>Changes inputs as accidents, other programs and ill will do: bits, lengths, repetitions, words, parts of other inputs.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> words)
{
    /// <summary>Longer inputs cost time and find little.</summary>
    public const int Longest = 64 * 1024;

    private static readonly byte[] s_bytes = [0, 1, 9, 10, 13, 27, 32, 34, 36, 38, 39, 44, 47, 60, 62, 91, 92, 93, 96, 123, 125, 127, 128, 0xC0, 0xE0, 0xED, 0xF0, 0xF4, 0xFE, 0xFF];

    private static readonly byte[][] s_texts = [.. new[]
    {
        "0", "-0", "-1", "2147483647", "2147483648", "-9223372036854775809", "1e999", "NaN", "Infinity", "0x7fffffff", "１", "١",
        "\u2028", "\ufeff", "\ue000", "\ue0000\ue001", "\u202e", "\u0130", "ı", "ß", "기울기", "😀", "e\u0301", "\\ud83d", "\\u0000", "\r\n", "\r", "%2e%2e%2f", "../", "%00", "\u001b[31m",
    }.Select(Encoding.UTF8.GetBytes)];

    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The input with one to six changes.</summary>
    /// <param name="input">An input, which stays as it is.</param>
    /// <param name="other">Another one, to take parts from.</param>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var changes = 1 << random.Next(4); changes > 0; changes = random.Next(changes)) Change(bytes, other);
        if (bytes.Count > Longest) bytes.RemoveRange(Longest, bytes.Count - Longest);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << random.Next(12));
        switch (random.Next(12))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = s_bytes[random.Next(s_bytes.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5:
                // Deep and long, if it opens something.
                var piece = bytes.GetRange(at, Math.Min(length, 16)).ToArray();
                for (var times = 1 << random.Next(11); times > 0 && bytes.Count < Longest; times--) bytes.InsertRange(at, piece);
                break;
            case 6:
                bytes.InsertRange(at, s_texts[random.Next(s_texts.Length)]);
                break;
            case 7 or 8 when _words.Length > 0:
                bytes.InsertRange(at, _words[random.Next(_words.Length)]);
                break;
            case 9 when _words.Length > 0:
                bytes.RemoveRange(at, Math.Min(length, 8));
                bytes.InsertRange(at, _words[random.Next(_words.Length)]);
                break;
            case 10 when other.Length > 0:
                var start = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(start, Math.Min(other.Length - start, 1 << random.Next(12))).ToArray());
                break;
            default:
                bytes.Insert(at, (byte)random.Next(256));
                break;
        }
    }
}
