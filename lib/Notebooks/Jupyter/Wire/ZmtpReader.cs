using System.Buffers.Binary;

namespace Notebooks.Jupyter.Wire;

/// <summary>Reads greeting, commands and messages of one peer, within bounds.</summary>
internal sealed class ZmtpReader(Stream stream, ZmtpLimits limits, ReceiveBudget budget) : IDisposable
{
    /// <summary>The length of a greeting.</summary>
    public const int GreetingLength = 64;

    // A size is only a claim: memory is taken as bytes come, beginning with this much.
    private const int FirstBytes = 16 * 1024;

    // The longest command: properties of a handshake, a subscription.
    private const int CommandBytes = 8 * 1024;

    private readonly BufferedStream _input = new(stream, FirstBytes);

    /// <summary>Reads a greeting and makes sure that it is one of ZMTP 3 without security.</summary>
    /// <exception cref="ZmtpException">It isn't.</exception>
    public async Task ReadGreetingAsync(CancellationToken cancellation)
    {
        var greeting = new byte[GreetingLength];
        // The first ten bytes tell whether to wait for the others: other protocols would never send them.
        await _input.ReadExactlyAsync(greeting.AsMemory(0, 1), cancellation);
        if (greeting[0] != 0xFF) throw new ZmtpException("it does not speak ZMTP");
        await _input.ReadExactlyAsync(greeting.AsMemory(1, 9), cancellation);
        if ((greeting[9] & 1) == 0) throw new ZmtpException("it does not speak ZMTP");
        await _input.ReadExactlyAsync(greeting.AsMemory(10, 1), cancellation);
        if (greeting[10] < 3) throw new ZmtpException($"it speaks ZMTP {greeting[10]}, and version 3 is needed");
        await _input.ReadExactlyAsync(greeting.AsMemory(11), cancellation);
        if (!greeting.AsSpan(12, 20).SequenceEqual(ZmtpPeer.Mechanism)) throw new ZmtpException("it asks for another security mechanism than NULL");
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="taken">Bytes that the message already has.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ZmtpException">The frame is against the protocol, or too large.</exception>
    /// <exception cref="EndOfStreamException">The peer has gone.</exception>
    public async Task<ZmtpFrame> ReadFrameAsync(int taken, CancellationToken cancellation)
    {
        var header = new byte[9];
        await _input.ReadExactlyAsync(header.AsMemory(0, 2), cancellation);
        var flags = (ZmtpFrame.Flags)header[0];
        if ((header[0] & 0xF8) != 0 || flags.HasFlag(ZmtpFrame.Flags.Command | ZmtpFrame.Flags.More))
            throw new ZmtpException($"a frame begins with the byte 0x{header[0]:X2}");
        ulong size = header[1];
        if (flags.HasFlag(ZmtpFrame.Flags.Long))
        {
            await _input.ReadExactlyAsync(header.AsMemory(2), cancellation);
            size = BinaryPrimitives.ReadUInt64BigEndian(header.AsSpan(1));
        }

        var isCommand = flags.HasFlag(ZmtpFrame.Flags.Command);
        var most = isCommand ? CommandBytes : limits.MessageBytes - taken;
        if (size > (ulong)most) throw new ZmtpException($"a {(isCommand ? "command" : "message")} is larger than {(isCommand ? CommandBytes : limits.MessageBytes)} bytes");
        return new(await ReadBodyAsync((int)size, cancellation), flags.HasFlag(ZmtpFrame.Flags.More), isCommand);
    }

    public void Dispose() => _input.Dispose();

    private async Task<byte[]> ReadBodyAsync(int size, CancellationToken cancellation)
    {
        var body = new byte[Math.Min(size, FirstBytes)];
        var filled = 0;
        budget.Take(body.Length);
        try
        {
            while (true)
            {
                await _input.ReadExactlyAsync(body.AsMemory(filled), cancellation);
                filled = body.Length;
                if (filled == size) return body;
                var length = (int)Math.Min(size, body.Length * 2L);
                budget.Take(length - filled);
                Array.Resize(ref body, length);
            }
        }
        catch
        {
            budget.Return(body.Length);
            throw;
        }
    }
}
