namespace Notebooks.Jupyter.Wire;

/// <summary>Counts the bytes of messages that are still arriving, over all peers of a socket.</summary>
internal sealed class ReceiveBudget(int limit)
{
    private long _taken;

    /// <summary>Bytes that are held at the moment.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Counts bytes that are about to be held.</summary>
    /// <exception cref="ZmtpException">All peers together hold too much.</exception>
    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit) return;
        Interlocked.Add(ref _taken, -bytes);
        throw new ZmtpException($"all unfinished messages together would be over {limit} bytes");
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
