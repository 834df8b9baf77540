using System.Buffers.Binary;

namespace Notebooks.Jupyter.Wire;

/// <summary>One frame of ZMTP 3.0: a part of a message, or a command.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="More">Whether the message goes on.</param>
/// <param name="IsCommand">Whether it speaks to the socket rather than to the program.</param>
internal readonly record struct ZmtpFrame(byte[] Body, bool More, bool IsCommand)
{
    /// <summary>Bits of a frame's first byte (23/ZMTP, "Framing").</summary>
    [Flags]
    internal enum Flags : byte
    {
        More = 1,
        Long = 2,
        Command = 4,
    }

    /// <summary>A message as it goes over the wire.</summary>
    public static byte[] Encode(IReadOnlyList<byte[]> parts)
    {
        var bytes = new byte[parts.Sum(part => HeaderLength(part.Length) + part.Length)];
        var rest = bytes.AsSpan();
        for (var i = 0; i < parts.Count; i++) rest = Write(rest, parts[i], i < parts.Count - 1 ? Flags.More : 0);
        return bytes;
    }

    /// <summary>A command as it goes over the wire: its name, then its data.</summary>
    public static byte[] EncodeCommand(string name, ReadOnlySpan<byte> data)
    {
        byte[] body = [(byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        var bytes = new byte[HeaderLength(body.Length) + body.Length];
        Write(bytes, body, Flags.Command);
        return bytes;
    }

    private static int HeaderLength(int length) => length > byte.MaxValue ? 9 : 2;

    private static Span<byte> Write(Span<byte> target, ReadOnlySpan<byte> body, Flags flags)
    {
        var header = HeaderLength(body.Length);
        target[0] = (byte)(header == 2 ? flags : flags | Flags.Long);
        if (header == 2) target[1] = (byte)body.Length;
        else BinaryPrimitives.WriteInt64BigEndian(target[1..], body.Length);
        body.CopyTo(target[header..]);
        return target[(header + body.Length)..];
    }
}
