using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Notebooks.Jupyter.Wire;

/// <summary>A listening ZeroMQ socket. Whatever a peer does costs at most that peer's connection.</summary>
internal abstract class ZmtpSocket : IAsyncDisposable
{
    private readonly string _type;
    private readonly IReadOnlyCollection<string> _partners;
    private readonly TcpListener _listener;
    private readonly ReceiveBudget _budget;
    private readonly KernelLog _log;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ZmtpPeer, Task> _connections = [];
    private Task _accepting = Task.CompletedTask;

    /// <summary>Binds the address, and no other.</summary>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    protected ZmtpSocket(IPEndPoint address, string type, IReadOnlyCollection<string> partners, ZmtpLimits limits, KernelLog log)
    {
        (_type, _partners, Limits, _log) = (type, partners, limits, log);
        _budget = new ReceiveBudget(limits.UnfinishedBytes);
        _listener = new TcpListener(address);
        // Elsewhere this would keep a restarted kernel from the ports that it had a moment ago; there it keeps others from sharing them.
        if (OperatingSystem.IsWindows()) _listener.ExclusiveAddressUse = true;
        _listener.Start(backlog: 512);
    }

    /// <summary>The port that is bound.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections there are, finished with their handshake or not.</summary>
    public int Connections => _connections.Count;

    protected ZmtpLimits Limits { get; }

    /// <summary>Begins to take connections.</summary>
    public void Start() => _accepting = Task.Run(AcceptAsync);

    /// <summary>Takes no more connections, sends what is queued to those who take it within <paramref name="patience"/>, and closes.</summary>
    public async Task CloseAsync(TimeSpan patience)
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var peer in _connections.Keys) peer.Finish();
        await Task.WhenAny(Task.WhenAll(_connections.Values), Task.Delay(patience));
        foreach (var peer in _connections.Keys) peer.Close();
        await Task.WhenAll(_connections.Values);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(TimeSpan.Zero);
        _listener.Dispose();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A peer has shaken hands.</summary>
    protected abstract void Joined(ZmtpPeer peer);

    /// <summary>A peer that had joined is gone.</summary>
    protected abstract void Left(ZmtpPeer peer);

    /// <summary>A message has come, in order for each peer.</summary>
    /// <exception cref="ZmtpException">It is not one that this socket takes.</exception>
    protected abstract void Received(ZmtpPeer peer, IReadOnlyList<byte[]> message);

    /// <summary>A peer subscribes or cancels by command.</summary>
    protected virtual void Commanded(ZmtpPeer peer, string command, ReadOnlyMemory<byte> data) { }

    /// <summary>A peer has taken bytes that were queued for it.</summary>
    protected virtual void Sent() { }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                if (_connections.Count >= Limits.Connections)
                {
                    _log.Once("connections", $"more than {Limits.Connections} connections to a port: closed the oldest that had not finished its handshake");
                    // Whoever has said the least goes first, so that nobody can keep clients out by connecting and saying nothing.
                    var oldest = _connections.Keys.Where(known => known is { IsGreeted: false, IsClosed: false }).MinBy(known => known.Connected);
                    if (oldest is null)
                    {
                        socket.Dispose();
                        continue;
                    }
                    oldest.Close();
                }
                socket.NoDelay = true;
                var peer = new ZmtpPeer(new NetworkStream(socket, ownsSocket: true), Limits, _budget) { Sent = Sent };
                // Not on this loop's time: a peer that sends much must not keep others from connecting.
                var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _connections[peer] = ServeAsync(peer, listed.Task);
                listed.SetResult();
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException error)
            {
                // The peer had gone before it was taken, or the process has no handles left for the moment.
                if (error.SocketErrorCode != SocketError.ConnectionReset) _log.Once("accept", $"a connection could not be taken: {error.Message}");
                await Task.Delay(50);
            }
        }
    }

    private async Task ServeAsync(ZmtpPeer peer, Task listed)
    {
        await listed;
        var joined = false;
        try
        {
            await peer.ShakeHandsAsync(_type, _partners);
            Joined(peer);
            joined = true;
            var receiving = peer.ReceiveAsync(message => Received(peer, message), (command, data) => Commanded(peer, command, data));
            var ended = await Task.WhenAny(receiving, peer.SendAsync());
            peer.Close();
            await ended;
            await receiving;
        }
        catch (ZmtpException error)
        {
            _log.Once($"zmtp {error.Message}", $"closed a connection to the {_type} port: {error.Message}");
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Connected and went away: a probe of the port, or a client that ends.
        }
        catch (Exception error)
        {
            _log.Once($"peer {error.GetType()}", $"closed a connection to the {_type} port after an unexpected error: {error.Message}");
        }
        finally
        {
            if (joined) Left(peer);
            peer.Dispose();
            _connections.TryRemove(peer, out _);
        }
    }
}
