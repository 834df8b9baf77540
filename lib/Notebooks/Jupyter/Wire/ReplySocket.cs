using System.Net;

namespace Notebooks.Jupyter.Wire;

/// <summary>REP, as Jupyter's heartbeat needs it: every message goes back as it came.</summary>
internal sealed class ReplySocket(IPEndPoint address, ZmtpLimits limits, KernelLog log)
    : ZmtpSocket(address, "REP", ["REQ", "DEALER"], limits, log)
{
    /// <inheritdoc/>
    protected override void Joined(ZmtpPeer peer) { }

    /// <inheritdoc/>
    protected override void Left(ZmtpPeer peer) { }

    /// <inheritdoc/>
    protected override void Received(ZmtpPeer peer, IReadOnlyList<byte[]> message) => peer.Enqueue(ZmtpFrame.Encode(message));
}
