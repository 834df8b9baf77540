using System.Net;
using System.Text.Json.Nodes;
using Notebooks.Jupyter;

namespace Notebooks.Tests.Jupyter;

public sealed class ConnectionInfoTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connection-");
    private readonly StringWriter _log = new();

    private string File => Path.Combine(_folder.FullName, "kernel-1.json");

    private static JsonObject Good => new()
    {
        ["transport"] = "tcp",
        ["ip"] = "127.0.0.1",
        ["shell_port"] = 5001,
        ["iopub_port"] = 5002,
        ["stdin_port"] = 5003,
        ["control_port"] = 5004,
        ["hb_port"] = 5005,
        ["signature_scheme"] = "hmac-sha256",
        ["key"] = "secret",
        ["kernel_name"] = "something unknown",
    };

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _log.Dispose();
    }

    private ConnectionInfo Load(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        System.IO.File.WriteAllText(File, text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, mode);
        return ConnectionInfo.Load(File, new KernelLog(_log));
    }

    private string Problem(Action load)
    {
        var message = Assert.Throws<ConnectionFileException>(load).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        return message;
    }

    [Fact]
    public void A_connection_file_tells_address_ports_and_key()
    {
        Assert.Equal(new ConnectionInfo(IPAddress.Loopback, 5001, 5004, 5002, 5003, 5005, "hmac-sha256", "secret"), Load(Good.ToJsonString()));
        Assert.Empty(_log.ToString());
    }

    [Fact]
    public void The_key_may_be_empty_and_the_scheme_left_out()
    {
        var json = Good;
        json["key"] = "";
        json.Remove("signature_scheme");
        json.Remove("transport");
        Assert.Equal(("", "hmac-sha256"), Load(json.ToJsonString()) is var info ? (info.Key, info.Scheme) : default);
    }

    [Theory]
    [InlineData("ip", null, "\"ip\" is missing")]
    [InlineData("ip", "\"example\"", "\"example\" under \"ip\" is no IP address")]
    [InlineData("ip", "3", "\"ip\" is 3, not a text")]
    [InlineData("shell_port", null, "\"shell_port\" is missing")]
    [InlineData("iopub_port", "0", "\"iopub_port\" is 0, not a port")]
    [InlineData("hb_port", "65536", "\"hb_port\" is 65536, not a port")]
    [InlineData("stdin_port", "\"5003\"", "\"stdin_port\" is \"5003\", not a port")]
    [InlineData("control_port", "5001", "two of its ports are the same")]
    [InlineData("transport", "\"ipc\"", "the transport is \"ipc\"")]
    [InlineData("signature_scheme", "\"hmac-md5\"", "\"hmac-md5\" is not known")]
    [InlineData("transport", "\"a\\nb\"", "the transport is \"a\\nb\"")]
    public void What_is_wrong_in_a_file_is_named(string field, string? value, string told)
    {
        var json = Good;
        if (value is null) json.Remove(field);
        else json[field] = JsonNode.Parse(value);
        Assert.Contains(told, Problem(() => Load(json.ToJsonString())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("{\"ip\":[\"\\ud83d\"]}", "\"ip\" is [\"\\ud83d\"], not a text")]
    [InlineData("{\"\\ud83d\":1}", "\"ip\" is missing")]
    [InlineData("{\"ip\":\"\u0000\"}", "not JSON")]
    [InlineData("[1]", "expected a JSON object")]
    [InlineData("null", "expected a JSON object")]
    [InlineData("{\"ip\":\"1.2.3.4\",\"ip\":\"1.2.3.4\"}", "not JSON")]
    public void What_is_no_connection_file_is_refused(string text, string told)
        => Assert.Contains(told, Problem(() => Load(text)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_missing_a_folder_or_huge_is_refused()
    {
        Assert.Contains("no such", Problem(() => ConnectionInfo.Load(File, new KernelLog(_log))), StringComparison.Ordinal);
        Assert.Contains("bytes", Problem(() => Load(new string(' ', 100_000))), StringComparison.Ordinal);
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        Assert.Contains("cannot be read", Problem(() => ConnectionInfo.Load(File, new KernelLog(_log))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_everybody_may_write_is_refused_and_one_that_others_may_read_is_told_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Contains("chmod 600", Problem(() => Load(Good.ToJsonString(), Own | UnixFileMode.OtherWrite)), StringComparison.Ordinal);
        Load(Good.ToJsonString(), Own | UnixFileMode.OtherRead);
        Assert.Contains("other users", _log.ToString(), StringComparison.Ordinal);
    }
}
