using System.Collections.Concurrent;
using System.Net;

namespace Notebooks.Jupyter.Wire;

/// <summary>ROUTER: takes messages from many clients, and answers each by its routing id.</summary>
/// <param name="address">Where to listen.</param>
/// <param name="limits">What peers may cost.</param>
/// <param name="log">Where odd peers are told of.</param>
/// <param name="received">Gets the client's routing id and its message, from several threads.</param>
internal sealed class RouterSocket(IPEndPoint address, ZmtpLimits limits, KernelLog log, Action<byte[], IReadOnlyList<byte[]>> received)
    : ZmtpSocket(address, "ROUTER", ["DEALER", "REQ", "ROUTER"], limits, log)
{
    private readonly ConcurrentDictionary<string, ZmtpPeer> _peers = [];

    /// <summary>Sends a message to the client of that routing id, if it is there.</summary>
    public void Send(byte[] identity, IReadOnlyList<byte[]> message)
    {
        if (_peers.TryGetValue(Key(identity), out var peer)) peer.Enqueue(ZmtpFrame.Encode(message));
    }

    /// <inheritdoc/>
    protected override void Joined(ZmtpPeer peer)
    {
        // A client that comes back under its id takes over: its old connection may be half dead.
        ZmtpPeer? before = null;
        _peers.AddOrUpdate(Key(peer.Identity), peer, (_, old) =>
        {
            before = old;
            return peer;
        });
        before?.Close();
    }

    /// <inheritdoc/>
    protected override void Left(ZmtpPeer peer) => _peers.TryRemove(KeyValuePair.Create(Key(peer.Identity), peer));

    /// <inheritdoc/>
    protected override void Received(ZmtpPeer peer, IReadOnlyList<byte[]> message) => received(peer.Identity, message);

    private static string Key(byte[] identity) => Convert.ToHexString(identity);
}
