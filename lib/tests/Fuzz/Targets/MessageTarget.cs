using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Notebooks.Jupyter;

namespace Fuzz.Targets;

/// <summary>Messages of whoever reaches a port. An input that begins with <c>s</c> is signed as the owner of the key would; else it brings its own signature.</summary>
internal sealed class MessageTarget : Target
{
    private const string Key = "0a1b2c3d-key";

    private static readonly MessageSigner s_signer = new(MessageSigner.DefaultScheme, Key);

    private readonly History _history = new();

    public MessageTarget()
    {
        for (var i = 1; i <= 5; i++) _history.Add(i, $"var x{i} = {i};\nx{i}", $"{i}");
    }

    public override string Name => "jupyter";

    public override IReadOnlyList<string> Words { get; } =
    [
        "\0", "<IDS|MSG>", "{}", "\"msg_id\":\"a\"", "\"msg_type\":\"execute_request\"", "\"msg_type\":\"history_request\"", "\"session\":\"b\"", "\"username\":null", "\"version\":\"5.4\"", "\"code\":\"1 + 1\"", "\"cursor_pos\":3", "\"silent\":true", "\"hist_access_type\":\"search\"", "\"hist_access_type\":\"range\"",
        "\"pattern\":\"*x[!a-z]\"", "\"pattern\":\"[z-a]\"", "\"n\":-1", "\"output\":true", "\"unique\":true", "\"start\":-5", "\"stop\":99999999999", "\"\\ud83d\"", "\"a\":1,\"a\":2", "[[[[[[[[[[[[[[[[", "null",
    ];

    public override Gen<byte[]> Whole { get; } = Gen.Elements("execute_request", "history_request", "complete_request", "kernel_info_request", "x").SelectMany(type =>
        Samples.Json(2, "code", "silent", "n", "pattern", "hist_access_type", "cursor_pos", "output", "session", "start", "stop", "unique", "user_expressions").SelectMany(content =>
            Samples.Texts.SelectMany(id => Gen.Elements("s", "").Select(sign => Joined([
                Bytes(sign), Bytes("<IDS|MSG>"), Bytes("0000"), Bytes($$"""{"msg_id":{{Samples.Quoted(id)}},"msg_type":"{{type}}","session":"1","subshell_id":null}"""), Bytes("{}"), Bytes("{}"), Bytes(content)])))));

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        """{"code":"1 + 1","silent":false,"store_history":true,"user_expressions":{},"allow_stdin":true,"stop_on_error":false}""", """{"code":"for (var i = 0; i < 3; i++) {","cursor_pos":7,"detail_level":0}""",
        """{"hist_access_type":"search","pattern":"*x?[12]","n":10,"unique":true,"output":true,"raw":true}""", """{"hist_access_type":"range","session":0,"start":1,"stop":3}""", """{"hist_access_type":"tail","n":2}""", "{}",
    }.Select(content => Joined([Bytes("s"), Bytes("client"), Bytes("<IDS|MSG>"), [], Bytes("""{"msg_id":"a-1","msg_type":"execute_request","session":"a","username":"u","date":"2026-01-01T00:00:00Z","version":"5.4"}"""), Bytes("{}"), Bytes("{}"), Bytes(content)]));

    public override string Run(byte[] input)
    {
        var frames = Split(input);
        var delimiter = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        var isWhole = delimiter >= 0 && frames.Count - delimiter >= 6;
        var isSigned = frames[0] is [(byte)'s', ..] && isWhole;
        if (isSigned) frames[delimiter + 1] = Signature(frames, delimiter);

        var format = new MessageFormat(s_signer);
        var message = format.Decode(frames, out var problem);
        BrokenException.Unless(message is null == problem is not null, "A message comes, or what is wrong with it");
        if (message is null) return problem!;

        BrokenException.Unless(isWhole && frames[delimiter + 1].AsSpan().SequenceEqual(Signature(frames, delimiter)), "Only the owner of the key is heard");
        BrokenException.Unless(message.RawHeader == frames[delimiter + 2], "The header goes back as it came");
        using (var header = JsonDocument.Parse(frames[delimiter + 2])) BrokenException.Unless(SecondReader.Text(SecondReader.Property(header.RootElement, "msg_type")!.Value) == message.Type, "The type is what the header says", message.Type);
        using (var content = JsonDocument.Parse(frames[delimiter + 5])) BrokenException.Unless(content.RootElement.EnumerateObject().Count() == message.Content.Count, "Nothing of the content is lost");
        BrokenException.Unless(format.Decode(frames, out _) is null, "No message counts twice");

        var answers = Answers(message);
        var reply = format.Encode(message.Identities, "reply", message.RawHeader, answers);
        BrokenException.Unless(new MessageFormat(s_signer).Decode(reply, out _) is { } echo && echo.Content.ToJsonString() == answers.ToJsonString(), "An answer can be read");
        return $"{message.Type} {answers["complete"]!["status"]} {((JsonArray)answers["history"]!["history"]!).Count}";
    }

    // What is answered without a session.
    private JsonObject Answers(JupyterMessage message)
    {
        var code = message.Content.Text("code") ?? "";
        var place = CodePoints.Index(code, message.Content.Number("cursor_pos") ?? int.MaxValue);
        BrokenException.Unless(place >= 0 && place <= code.Length && CodePoints.Count(code, place) <= place, "A place is in the text", $"{place}");
        return new()
        {
            ["complete"] = Completeness.Answer(code),
            ["history"] = _history.Answer(message.Content),
            ["session"] = message.Session,
            ["silent"] = message.Content.Flag("silent", false),
        };
    }

    private static byte[] Signature(List<byte[]> frames, int delimiter)
        => Bytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), frames.Skip(delimiter + 2).Take(4).SelectMany(frame => frame).ToArray())));
}
