using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Notebooks.Execution;
using Notebooks.Jupyter.Wire;

namespace Notebooks.Jupyter;

/// <summary>A C# kernel for Jupyter clients: Jupyter messages 5.4 over ZMTP 3.0, on the same session as the notebook runner.</summary>
/// <remarks>Requests on the shell port are answered one after another; those on the control port (interrupt, shutdown) at once.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html</remarks>
public sealed class JupyterKernel : IAsyncDisposable
{
    private const string Request = "_request";
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);

    private readonly KernelOptions _options;
    private readonly MessageFormat _format;
    private readonly Dictionary<string, ZmtpSocket> _sockets = [];
    private readonly RouterSocket _shell;
    private readonly RouterSocket _control;
    private readonly Channel<(JupyterMessage Message, long Arrived)> _requests = Channel.CreateUnbounded<(JupyterMessage, long)>();
    private readonly Channel<(JupyterMessage Message, RouterSocket Socket)> _urgent = Channel.CreateUnbounded<(JupyterMessage, RouterSocket)>();
    private readonly CancellationTokenSource _closing = new(), _isAsked = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Iopub _iopub;
    private readonly InputRequests _input;
    private readonly Task<CSharpSession> _session;
    private readonly CodeRequests _code;
    private readonly CellRequests _cells;
    private Task _answering = Task.CompletedTask;
    private bool _disposed;

    /// <summary>Binds the ports, begins to listen, and gets a session ready in the background.</summary>
    /// <exception cref="ConnectionFileException">A port cannot be bound.</exception>
    public JupyterKernel(ConnectionInfo connection, KernelOptions options)
    {
        _options = options;
        _format = new MessageFormat(new MessageSigner(connection.Scheme, connection.Key));
        try
        {
            _shell = Bind("shell", connection.Shell, address => new RouterSocket(address, options.Limits, options.Log, FromShell));
            _control = Bind("control", connection.Control, address => new RouterSocket(address, options.Limits, options.Log, FromControl));
            var iopub = Bind("iopub", connection.Iopub, address => new PublisherSocket(address, options.Limits, options.Log));
            var stdin = Bind("stdin", connection.Stdin, address => new RouterSocket(address, options.Limits, options.Log, FromStdin));
            var heartbeat = Bind("hb", connection.Heartbeat, address => new ReplySocket(address, ForHeartbeats(options.Limits), options.Log));
            _iopub = new Iopub(iopub, _format);
            _input = new InputRequests(_format) { Socket = stdin };
            Connection = connection with
            {
                Shell = _shell.Port,
                Control = _control.Port,
                Iopub = iopub.Port,
                Stdin = stdin.Port,
                Heartbeat = heartbeat.Port,
            };
        }
        catch
        {
            foreach (var socket in _sockets.Values) _ = socket.DisposeAsync().AsTask();
            throw;
        }
        _session = Task.Run(PrepareSessionAsync);
        _code = new CodeRequests(_session);
        _cells = new CellRequests(_session, _iopub, _input, _code, _closing.Token);
        foreach (var socket in _sockets.Values) socket.Start();
        _iopub.Status("starting", null);

        T Bind<T>(string name, int port, Func<IPEndPoint, T> create) where T : ZmtpSocket
        {
            try
            {
                var socket = create(new IPEndPoint(connection.Address, port));
                _sockets.Add(name, socket);
                return socket;
            }
            catch (SocketException error)
            {
                throw new ConnectionFileException($"The {name} port {port} of {connection.Address} cannot be had: {error.Message}.");
            }
        }
    }

    /// <summary>Where the kernel listens; ports that were 0 are the real ones.</summary>
    public ConnectionInfo Connection { get; }

    /// <summary>Answers requests until a client asks the kernel to end, or <paramref name="cancellation"/> does.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await using var registration = cancellation.UnsafeRegister(_ => _ended.TrySetResult(), null);
        _answering = Task.Run(AnswerShellAsync, CancellationToken.None);
        var control = Task.Run(AnswerControlAsync, CancellationToken.None);
        // Neither of the two ends by itself; if one does, that is an error to be seen.
        await await Task.WhenAny(_answering, control, _ended.Task);
    }

    /// <summary>Interrupts the cell that runs, if one does.</summary>
    public void Interrupt()
    {
        if (_session.IsCompletedSuccessfully) _session.Result.Interrupt();
    }

    /// <summary>Ends: sends what clients are still to get, closes the ports, and interrupts a cell that runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _requests.Writer.TryComplete();
        _urgent.Writer.TryComplete();
        await _closing.CancelAsync();
        await Task.WhenAll(_sockets.Values.Select(socket => socket.CloseAsync(s_farewell)));
        foreach (var socket in _sockets.Values) await socket.DisposeAsync();
        // Two seconds are what a session takes at most to let go of an interrupted cell.
        await Task.WhenAny(_answering, Task.Delay(TimeSpan.FromSeconds(3)));
        (await _session).Dispose();
    }

    private static ZmtpLimits ForHeartbeats(ZmtpLimits limits) => limits with { MessageBytes = 64 * 1024, UnfinishedBytes = 4 << 20, MostQueuedBytes = 1 << 20 };

    private async Task<CSharpSession> PrepareSessionAsync()
    {
        try
        {
            await CSharpSession.WarmUpAsync(_isAsked.Token);
        }
        catch (Exception error)
        {
            // Then the first cell is slow, or says itself what is wrong.
            _options.Log.Once("warm-up", $"the compiler could not be warmed up: {error.Message}");
        }
        return new CSharpSession(_options.Session with { LateOutput = output => _cells.ShowLate(output), ReadLine = () => _input.ReadLine() });
    }

    private void FromShell(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        if (Decode(identity, frames, "shell") is not { } message) return;
        if (message.Type == "execute_request") _isAsked.Cancel();
        // Older clients interrupt and shut down here; behind the cell that runs, it would come too late.
        if (message.Type is "interrupt_request" or "shutdown_request") _urgent.Writer.TryWrite((message, _shell));
        else _requests.Writer.TryWrite((message, Stopwatch.GetTimestamp()));
    }

    private void FromControl(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        if (Decode(identity, frames, "control") is { } message) _urgent.Writer.TryWrite((message, _control));
    }

    private void FromStdin(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        if (Decode(identity, frames, "stdin") is { } message) _input.Answer(message);
    }

    private JupyterMessage? Decode(byte[] identity, IReadOnlyList<byte[]> frames, string channel)
    {
        var message = _format.Decode([identity, .. frames], out var problem);
        if (problem is not null) _options.Log.Once($"{channel} {problem}", $"dropped on the {channel} port: {problem}; more of these are not told of");
        return message;
    }

    private async Task AnswerShellAsync()
    {
        await foreach (var (message, arrived) in _requests.Reader.ReadAllAsync())
            await AnswerAsync(message, _shell, () => message.Type == "execute_request" ? _cells.ExecuteAsync(message, arrived) : AskAsync(message));
    }

    private async Task AnswerControlAsync()
    {
        await foreach (var (message, socket) in _urgent.Reader.ReadAllAsync())
        {
            // First of all: a slow client may hold up everything that is published.
            if (message.Type == "interrupt_request") Interrupt();
            await AnswerAsync(message, socket, () => AskAsync(message));
            if (message.Type == "shutdown_request") _ended.TrySetResult();
        }
    }

    /// <summary>Busy, the answer, idle: the form of every conversation.</summary>
    private async Task AnswerAsync(JupyterMessage request, RouterSocket socket, Func<Task<JsonObject?>> answer)
    {
        _iopub.Status("busy", request.RawHeader);
        JsonObject? content;
        try
        {
            content = await answer();
        }
        catch (Exception error)
        {
            if (!_closing.IsCancellationRequested) _options.Log.Once($"{request.Type} {error.GetType()}", $"a {request.Type} failed: {error.GetType().Name}: {error.Message}");
            content = new() { ["status"] = "error", ["ename"] = error.GetType().Name, ["evalue"] = error.Message, ["traceback"] = new JsonArray() };
        }
        if (content is not null && request.Type.EndsWith(Request, StringComparison.Ordinal))
        {
            var type = $"{request.Type[..^Request.Length]}_reply";
            socket.Send(request.Identities[0], _format.Encode([.. request.Identities.Skip(1)], type, request.RawHeader, content));
            if (type == "shutdown_reply") _iopub.Publish(type, request.RawHeader, (JsonObject)content.DeepClone());
        }
        _iopub.Status("idle", request.RawHeader);
    }

    /// <summary>Answers everything but cells; null where nothing is to be answered.</summary>
    private async Task<JsonObject?> AskAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return KernelInfo.Content(_options.Version);
            case "complete_request":
                return await _code.CompleteAsync(request.Content);
            case "inspect_request":
                return await _code.InspectAsync(request.Content);
            case "is_complete_request":
                return Completeness.Answer(request.Content.Text("code") ?? "");
            case "history_request":
                return _cells.History.Answer(request.Content);
            case "comm_info_request":
                return new() { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "interrupt_request":
                return new() { ["status"] = "ok" };
            case "shutdown_request":
                return new() { ["status"] = "ok", ["restart"] = request.Content.Flag("restart", false) };
            case "comm_open":
                // Nobody here knows the target, and the protocol wants it said so.
                _iopub.Publish("comm_close", request.RawHeader, new() { ["comm_id"] = request.Content.Text("comm_id"), ["data"] = new JsonObject() });
                return null;
            case "comm_msg" or "comm_close":
                return null;
            default:
                _options.Log.Once($"unknown {request.Type}", $"messages of the type '{request.Type}' are not known here");
                return null;
        }
    }
}
