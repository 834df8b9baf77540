using System.Net;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Notebooks.Documents;

namespace Notebooks.Jupyter;

/// <summary>Where a kernel listens, and the key that signs its messages: what a Jupyter client writes into the connection file.</summary>
/// <param name="Address">The address to bind, and no wider.</param>
/// <param name="Shell">The port for requests; 0 lets the system choose (so for the other four).</param>
/// <param name="Control">The port for requests that cannot wait.</param>
/// <param name="Iopub">The port for outputs.</param>
/// <param name="Stdin">The port for questions to the user.</param>
/// <param name="Heartbeat">The port that echoes.</param>
/// <param name="Scheme">How messages are signed, such as <c>hmac-sha256</c>.</param>
/// <param name="Key">The key; empty if messages are not signed.</param>
public sealed record ConnectionInfo(
    IPAddress Address, int Shell, int Control, int Iopub, int Stdin, int Heartbeat, string Scheme, string Key)
{
    // One that is longer is something else.
    private const int MostBytes = 64 * 1024;

    private const UnixFileMode OthersRead = UnixFileMode.OtherRead | UnixFileMode.GroupRead;

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="log">Is told if others may read the file, and so the key.</param>
    /// <exception cref="ConnectionFileException">The file is missing, malformed, or others may write it.</exception>
    public static ConnectionInfo Load(string path, KernelLog log)
    {
        var (bytes, isPublic) = Read(path);
        var json = Parse(path, bytes);
        if (Text("transport", "tcp") is not "tcp" and var transport) throw Problem($"the transport is {JsonText.Short(transport)}, and only tcp is served");
        var address = Text("ip", null);
        if (address == "localhost") address = "127.0.0.1";
        if (!IPAddress.TryParse(address, out var ip)) throw Problem($"{JsonText.Short(address)} under \"ip\" is no IP address");
        var scheme = Text("signature_scheme", MessageSigner.DefaultScheme);
        if (!MessageSigner.Knows(scheme)) throw Problem($"the signature scheme {JsonText.Short(scheme)} is not known");

        var info = new ConnectionInfo(ip, Port("shell"), Port("control"), Port("iopub"), Port("stdin"), Port("hb"), scheme, Text("key", ""));
        var ports = new[] { info.Shell, info.Control, info.Iopub, info.Stdin, info.Heartbeat };
        if (ports.Distinct().Count() < ports.Length) throw Problem("two of its ports are the same");
        if (isPublic) log.Line($"{path}: other users of this machine can read it, and so the key that signs messages.");
        return info;

        string Text(string name, string? otherwise) => json[name] switch
        {
            null when otherwise is not null => otherwise,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            null => throw Problem($"\"{name}\" is missing"),
            var other => throw Problem($"\"{name}\" is {JsonText.Short(other)}, not a text"),
        };

        int Port(string name) => json[$"{name}_port"] switch
        {
            null => throw Problem($"\"{name}_port\" is missing"),
            JsonValue value when value.TryGetValue<int>(out var port) && port is > 0 and <= 65535 => port,
            var other => throw Problem($"\"{name}_port\" is {JsonText.Short(other)}, not a port between 1 and 65535"),
        };

        ConnectionFileException Problem(string problem) => new($"{path}: {problem}.");
    }

    private static JsonObject Parse(string path, byte[] bytes)
    {
        if (!Utf8.IsValid(bytes)) throw new ConnectionFileException($"{path}: not a connection file: it is not UTF-8.");
        try
        {
            return JsonText.Parse(bytes) as JsonObject ?? throw new ConnectionFileException($"{path}: not a connection file: expected a JSON object.");
        }
        catch (JsonTextException error)
        {
            throw new ConnectionFileException($"{path}: not a connection file: it is not JSON ({error.Message}).");
        }
    }

    private static (byte[] Bytes, bool IsPublic) Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MostBytes) throw new ConnectionFileException($"{path}: not a connection file: it has {file.Length} bytes.");
            var isPublic = false;
            if (!OperatingSystem.IsWindows())
            {
                var mode = File.GetUnixFileMode(file.SafeFileHandle);
                if (mode.HasFlag(UnixFileMode.OtherWrite))
                    throw new ConnectionFileException($"{path}: every user of this machine may write it, so its key protects nothing. `chmod 600` it, or start the kernel anew.");
                isPublic = (mode & OthersRead) != 0;
            }
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return (bytes, isPublic);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConnectionFileException($"{path}: there is no such connection file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ConnectionFileException($"{path}: the connection file cannot be read: {error.Message}");
        }
    }
}
