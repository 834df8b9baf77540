using System.Collections.Concurrent;
using System.Net;

namespace Notebooks.Jupyter.Wire;

/// <summary>PUB: sends messages to all who subscribed to the beginning of their first frame.</summary>
/// <remarks>A slow subscriber makes publishers wait (<see cref="WaitForRoom"/>) rather than lose messages; one that has
/// stopped reading is let go.</remarks>
internal sealed class PublisherSocket(IPEndPoint address, ZmtpLimits limits, KernelLog log)
    : ZmtpSocket(address, "PUB", ["SUB", "XSUB"], limits, log)
{
    private const int MostSubscriptions = 256;

    private readonly ConcurrentDictionary<ZmtpPeer, List<byte[]>> _subscriptions = [];
    private readonly Lock _order = new();
    private readonly object _room = new();

    /// <summary>Sends a message to its subscribers; in the same order to all.</summary>
    public void Publish(IReadOnlyList<byte[]> message)
    {
        byte[]? bytes = null;
        lock (_order)
        {
            foreach (var (peer, topics) in _subscriptions)
            {
                lock (topics)
                {
                    if (!topics.Exists(topic => message[0].AsSpan().StartsWith(topic))) continue;
                }
                peer.Enqueue(bytes ??= ZmtpFrame.Encode(message));
            }
        }
    }

    /// <summary>Waits until no subscriber has too much unread. Called before outputs that can be many.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void WaitForRoom(CancellationToken cancellation)
    {
        while (_subscriptions.Keys.Where(peer => peer.Queued > Limits.QueuedBytes).ToList() is { Count: > 0 } behind)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var peer in behind.Where(peer => peer.Stalled > Limits.Stall)) Left(peer, close: true);
            lock (_room) Monitor.Wait(_room, TimeSpan.FromMilliseconds(100));
        }
    }

    /// <inheritdoc/>
    protected override void Joined(ZmtpPeer peer) => _subscriptions[peer] = [];

    /// <inheritdoc/>
    protected override void Left(ZmtpPeer peer) => Left(peer, close: false);

    /// <inheritdoc/>
    protected override void Sent()
    {
        lock (_room) Monitor.PulseAll(_room);
    }

    /// <inheritdoc/>
    protected override void Received(ZmtpPeer peer, IReadOnlyList<byte[]> message)
    {
        // ZMTP 3.0 subscribes by messages: 1 and the topic, or 0 and the topic to cancel.
        if (message is not [[0 or 1, ..] only]) throw new ZmtpException("a subscriber sent something else than a subscription");
        Subscribe(peer, only.AsMemory(1), only[0] == 1);
    }

    /// <inheritdoc/>
    protected override void Commanded(ZmtpPeer peer, string command, ReadOnlyMemory<byte> data) => Subscribe(peer, data, command == "SUBSCRIBE");

    private void Left(ZmtpPeer peer, bool close)
    {
        _subscriptions.TryRemove(peer, out _);
        if (close) peer.Close();
    }

    private void Subscribe(ZmtpPeer peer, ReadOnlyMemory<byte> topic, bool wanted)
    {
        if (!_subscriptions.TryGetValue(peer, out var topics)) return;
        lock (topics)
        {
            if (!wanted) topics.RemoveAt(topics.FindIndex(known => topic.Span.SequenceEqual(known)) is >= 0 and var index ? index : throw new ZmtpException("a subscriber cancels what it never subscribed to"));
            else if (topics.Count < MostSubscriptions) topics.Add(topic.ToArray());
            else throw new ZmtpException($"a subscriber has more than {MostSubscriptions} subscriptions");
        }
    }
}
