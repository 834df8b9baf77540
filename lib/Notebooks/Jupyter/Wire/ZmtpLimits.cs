namespace Notebooks.Jupyter.Wire;

/// <summary>What one socket's peers may cost together and each. Every port is open to whatever runs on the machine.</summary>
internal sealed record ZmtpLimits
{
    /// <summary>The largest message that is taken, in bytes.</summary>
    public int MessageBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of messages that are not whole yet, of all peers together.</summary>
    public int UnfinishedBytes { get; init; } = 128 << 20;

    /// <summary>The largest number of frames in a message.</summary>
    public int Frames { get; init; } = 256;

    /// <summary>Connections at a time; one more is closed at once.</summary>
    public int Connections { get; init; } = 512;

    /// <summary>How long a peer may take to say that it speaks ZMTP.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whoever publishes waits while a subscriber has more bytes than this unread.</summary>
    public int QueuedBytes { get; init; } = 8 << 20;

    /// <summary>A peer that has this many bytes unread is let go; messages that nobody may wait for go this far.</summary>
    public int MostQueuedBytes { get; init; } = 64 << 20;

    /// <summary>A subscriber that holds up a publisher and takes nothing for this long is let go.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(10);
}
