using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Jupyter;

namespace Fuzz.Targets;

/// <summary>A connection file says where to listen, or why not.</summary>
internal sealed class ConnectionTarget : Target
{
    private static readonly string[] s_fields = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port", "ip", "key", "transport", "signature_scheme", "kernel_name"];

    private readonly KernelLog _log = new(TextWriter.Null);

    public override string Name => "connection";

    public override IReadOnlyList<string> Words { get; } = [.. s_fields.Select(field => $"\"{field}\":"), "127.0.0.1", "localhost", "0.0.0.0", "::1", "tcp", "ipc", "hmac-sha256", "hmac-md5", "65535", "65536", "-1", "1.0", "1e3", "null", "{", "}", ",", "\"", "\"\\ud83d\"", "[[[[[[[["];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(Gen.Choose(-1, 70_000).Select(n => $"{n}"), Gen.Elements("\"127.0.0.1\"", "\"tcp\"", "\"hmac-sha256\"", "\"\"", "null"), Samples.Json(1)).ArrayOf(s_fields.Length)
        .Select(values => Bytes($"{{{string.Join(",", s_fields.Zip(values, (field, value) => $"\"{field}\":{value}"))}}}"));

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        """{"shell_port": 53794, "iopub_port": 53795, "stdin_port": 53796, "control_port": 53797, "hb_port": 53798, "ip": "127.0.0.1", "key": "a0436f6c-1916-498b-8eb9-e81ab9368e84", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ""}""",
        """{"shell_port":1,"iopub_port":2,"stdin_port":3,"control_port":4,"hb_port":5,"ip":"::1","key":""}""", "{}", "",
    }.Select(Bytes);

    public override string Run(byte[] input)
    {
        var file = Write(input);
        ConnectionInfo info;
        try
        {
            info = ConnectionInfo.Load(file, _log);
        }
        catch (ConnectionFileException error)
        {
            return Refusal(error, file);
        }
        using var json = JsonDocument.Parse(input);
        foreach (var (name, port) in new[] { ("shell_port", info.Shell), ("iopub_port", info.Iopub), ("stdin_port", info.Stdin), ("control_port", info.Control), ("hb_port", info.Heartbeat) })
            BrokenException.Unless(port is > 0 and <= 65535 && SecondReader.Property(json.RootElement, name)?.GetInt32() == port, "A port is what the file says", name);
        var key = SecondReader.Property(json.RootElement, "key") is { ValueKind: JsonValueKind.String } text ? SecondReader.Text(text) : "";
        BrokenException.Unless(info.Key == key, "The key is what the file says");
        BrokenException.Unless(MessageSigner.Knows(info.Scheme), "The scheme is known", info.Scheme);
        return $"{info.Address.AddressFamily} {info.Key.Length > 0}";
    }
}
