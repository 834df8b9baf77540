using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Jupyter;
using Notebooks.Tests.Execution;

namespace Notebooks.Tests.Jupyter;

[Collection(SessionTests.Name)]
public sealed class JupyterKernelTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kernel-");
    private readonly StringWriter _log = new();
    private JupyterKernel _kernel = null!;
    private JupyterClient _client = null!;
    private Task _running = null!;

    public async ValueTask InitializeAsync()
    {
        _kernel = Start("secret");
        _running = _kernel.RunAsync(TestContext.Current.CancellationToken);
        _client = await JupyterClient.ConnectAsync(_kernel.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _kernel.DisposeAsync();
        _folder.Delete(recursive: true);
        await _log.DisposeAsync();
    }

    private JupyterKernel Start(string key) => new(
        new ConnectionInfo(IPAddress.Loopback, 0, 0, 0, 0, 0, "hmac-sha256", key),
        new KernelOptions { Session = new() { WorkingDirectory = _folder.FullName }, Log = new KernelLog(_log) });

    private static IEnumerable<string> Types(IEnumerable<Received> messages)
        => messages.Select(message => message.Type == "status" ? message["execution_state"]! : message.Type);

    private static string Stream(IEnumerable<Received> messages, string name)
        => string.Concat(messages.Where(message => message.Type == "stream" && message["name"] == name).Select(message => message["text"]));

    /// <summary>Reads the published messages until the running cell has printed that text.</summary>
    private async Task PrintedAsync(string text)
    {
        var printed = new StringBuilder();
        while (!printed.ToString().Contains(text, StringComparison.Ordinal))
        {
            var message = await _client.ReceiveAsync(_client.Iopub);
            if (message.Type == "stream") printed.Append(message["text"]);
        }
    }

    [Fact]
    public async Task Kernel_info_is_answered_on_shell_and_on_control()
    {
        var (reply, published) = await _client.AskAsync("kernel_info_request");
        Assert.Equal(["busy", "idle"], Types(published));
        Assert.Equal("kernel_info_reply", reply.Type);
        Assert.Equal("5.4", reply["protocol_version"]);
        Assert.Equal(
            ("C#", ".cs", "text/x-csharp"),
            reply.Content["language_info"] is JsonObject info ? ((string)info["name"]!, (string)info["file_extension"]!, (string)info["mimetype"]!) : default);
        var id = await _client.SendAsync(_client.Control, "kernel_info_request");
        Assert.Equal("kernel_info_reply", (await _client.AnswerAsync(_client.Control, id)).Reply.Type);
    }

    [Fact]
    public async Task The_parent_header_is_the_requests_own_with_fields_that_nobody_knows()
    {
        var header = new JsonObject { ["subshell_id"] = "s1", ["odd"] = new JsonArray(1, null, "ü") };
        await _client.Shell.SendAsync(_client.Frames("kernel_info_request", null, header));
        var reply = await _client.ReceiveAsync(_client.Shell);
        Assert.True(JsonNode.DeepEquals(header, reply.ParentHeader), reply.ParentHeader.ToJsonString());
    }

    [Fact]
    public async Task A_cell_gives_its_input_outputs_and_value_in_order_between_busy_and_idle()
    {
        var (reply, published) = await _client.RunAsync("Console.Write(\"a\"); Console.Error.Write(\"b\"); display(HTML(\"<i>c</i>\")); Console.WriteLine(\"d\"); 6 * 7");
        Assert.Equal(["busy", "execute_input", "stream", "stream", "display_data", "stream", "execute_result", "idle"], Types(published));
        Assert.Equal(("ok", 1), (reply["status"]!, (int)reply.Content["execution_count"]!));
        Assert.Equal(1, (int)published[1].Content["execution_count"]!);
        Assert.Equal("<i>c</i>", (string)published[4].Content["data"]!["text/html"]!);
        Assert.Equal("42", (string)published[6].Content["data"]!["text/plain"]!);
        Assert.Equal(1, (int)published[6].Content["execution_count"]!);
    }

    [Fact]
    public async Task Output_comes_while_the_cell_runs()
    {
        var id = await _client.ExecuteAsync("Console.Write(\"without newline\"); Console.ReadLine();", allowStdin: true);
        await PrintedAsync("without newline");
        await _client.ReceiveAsync(_client.Stdin);
        await _client.SendAsync(_client.Stdin, "input_reply", new() { ["value"] = "" });
        Assert.Equal(id, (await _client.ReceiveAsync(_client.Shell)).Parent);
    }

    [Fact]
    public async Task Json_is_sent_as_json_and_updates_and_clearings_as_their_own_messages()
    {
        var (_, published) = await _client.RunAsync(
            """
            var shown = "{\"a\":[1]}".DisplayAs("application/vnd.plotly.v1+json");
            var progress = display("0 %");
            progress.Update("50 %");
            ClearOutput(wait: true);
            """);
        Assert.Equal(["busy", "execute_input", "display_data", "display_data", "update_display_data", "clear_output", "idle"], Types(published));
        Assert.Equal("""{"a":[1]}""", published[2].Content["data"]!["application/vnd.plotly.v1+json"]!.ToJsonString());
        Assert.Equal("50 %", (string)published[4].Content["data"]!["text/plain"]!);
        Assert.Equal((string)published[3].Content["transient"]!["display_id"]!, (string)published[4].Content["transient"]!["display_id"]!);
        Assert.True((bool)published[5].Content["wait"]!);
    }

    [Fact]
    public async Task An_error_names_the_line_and_column_in_the_reply_and_to_everybody()
    {
        var (reply, published) = await _client.RunAsync("var x = 1;\nvar y = x / (x - 1);");
        Assert.Equal(["busy", "execute_input", "error", "idle"], Types(published));
        Assert.Equal(("error", "DivideByZeroException"), (reply["status"], reply["ename"]));
        Assert.Equal(reply.Content["traceback"]!.ToJsonString(), published[2].Content["traceback"]!.ToJsonString());
        var trace = string.Join('\n', reply.Content["traceback"]!.AsArray().Select(line => (string)line!));
        Assert.Contains("line 2", trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Notebooks.", trace, StringComparison.Ordinal);
        Assert.Equal("1", (string)(await _client.RunAsync("x")).Published[2].Content["data"]!["text/plain"]!);
    }

    [Fact]
    public async Task The_count_rises_only_for_cells_that_are_neither_silent_nor_kept_out_of_the_history()
    {
        Assert.Equal(1, (int)(await _client.RunAsync("1")).Reply.Content["execution_count"]!);
        Assert.Equal(1, (int)(await _client.RunAsync("2", storeHistory: false)).Reply.Content["execution_count"]!);
        var (silent, published) = await _client.RunAsync("Console.Write(3); 3", silent: true);
        Assert.Equal(1, (int)silent.Content["execution_count"]!);
        Assert.Equal(["busy", "idle"], Types(published));
        Assert.Equal(2, (int)(await _client.RunAsync("4")).Reply.Content["execution_count"]!);
    }

    [Fact]
    public async Task Cells_behind_one_that_failed_are_aborted_and_later_ones_run()
    {
        string[] ids = [await _client.ExecuteAsync("throw new Exception(\"no\");"), await _client.ExecuteAsync("var never = 1;"), await _client.ExecuteAsync("2")];
        List<Received> replies = [];
        foreach (var id in ids)
        {
            var (reply, published) = await _client.AnswerAsync(_client.Shell, id);
            replies.Add(reply);
            Assert.Equal(reply["status"] == "aborted" ? ["busy", "idle"] : ["busy", "execute_input", "error", "idle"], Types(published));
        }
        Assert.Equal(["error", "aborted", "aborted"], replies.Select(reply => reply["status"]));
        Assert.Equal("ok", (await _client.RunAsync("var after = 1;")).Reply["status"]);
        Assert.Equal("CompilationError", (await _client.RunAsync("never")).Reply["ename"]);
    }

    [Fact]
    public async Task Where_the_client_wants_it_cells_behind_one_that_failed_run()
    {
        string[] ids = [await _client.ExecuteAsync("throw new Exception(\"no\");", stopOnError: false), await _client.ExecuteAsync("2")];
        Assert.Equal("error", (await _client.AnswerAsync(_client.Shell, ids[0])).Reply["status"]);
        Assert.Equal("ok", (await _client.AnswerAsync(_client.Shell, ids[1])).Reply["status"]);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Console.ReadLine();")]
    public async Task A_running_cell_is_interrupted_and_the_session_lives_on(string endless)
    {
        await _client.RunAsync("var kept = 5;");
        await _client.ExecuteAsync($"Console.Write(\"started\"); {endless}", allowStdin: true);
        await PrintedAsync("started");
        var interrupt = await _client.SendAsync(_client.Control, "interrupt_request");
        var answer = await _client.ReceiveAsync(_client.Control);
        Assert.Equal(("interrupt_reply", interrupt, "ok"), (answer.Type, answer.Parent, answer["status"]));
        var reply = await _client.ReceiveAsync(_client.Shell);
        Assert.Equal(("error", "Interrupted"), (reply["status"], reply["ename"]));
        var (again, _) = await _client.RunAsync("kept");
        Assert.Equal(("ok", 3), (again["status"]!, (int)again.Content["execution_count"]!));
    }

    [Fact]
    public async Task An_interrupt_on_shell_is_not_left_waiting_behind_the_cell()
    {
        await _client.ExecuteAsync("Console.Write(\"started\"); while (true) { }");
        await PrintedAsync("started");
        await _client.SendAsync(_client.Shell, "interrupt_request");
        string[] types = [(await _client.ReceiveAsync(_client.Shell)).Type, (await _client.ReceiveAsync(_client.Shell)).Type];
        Assert.Equal(["execute_reply", "interrupt_reply"], types.Order());
    }

    [Fact]
    public async Task Console_input_is_asked_for_after_what_was_printed()
    {
        var id = await _client.ExecuteAsync(
            "Console.Write(\"name? \"); var name = Console.ReadLine(); var c = (char)Console.Read(); $\"{name}/{c}/{Console.ReadLine()}\"", allowStdin: true);
        await PrintedAsync("name? ");
        foreach (var line in (string[])["Ada", "xyz"])
        {
            var question = await _client.ReceiveAsync(_client.Stdin);
            Assert.Equal(("input_request", id, false), (question.Type, question.Parent, (bool)question.Content["password"]!));
            await _client.SendAsync(_client.Stdin, "input_reply", new() { ["value"] = line });
        }
        var rest = await _client.RestAsync(id);
        Assert.Equal("Ada/x/yz", (string)rest.Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]!);
    }

    [Fact]
    public async Task A_client_that_cannot_be_asked_is_not_asked()
        => Assert.Equal("null", (string)(await _client.RunAsync("Console.ReadLine()")).Published[2].Content["data"]!["text/plain"]!);

    [Fact]
    public async Task What_a_thread_throws_or_prints_after_its_cell_is_shown_with_that_cell()
    {
        var (first, _) = await _client.RunAsync(
            """
            var gate = new System.Threading.ManualResetEventSlim();
            new System.Threading.Thread(() => { gate.Wait(); Console.Write("late"); throw new InvalidOperationException("orphan"); }).Start();
            System.Threading.ThreadPool.QueueUserWorkItem(_ => { System.Threading.Thread.Sleep(200); gate.Set(); });
            """);
        Assert.Equal("ok", first["status"]);
        List<Received> late = [];
        while (late.Count < 2) late.Add(await _client.ReceiveAsync(_client.Iopub));
        Assert.Equal(["stream", "error"], late.Select(message => message.Type));
        Assert.All(late, message => Assert.Equal(first.Parent, message.Parent));
        Assert.Equal("orphan", late[1]["evalue"]);
        Assert.Equal("ok", (await _client.RunAsync("1")).Reply["status"]);
    }

    [Theory]
    [InlineData("1 + 1", "complete", null)]
    [InlineData("#!time\nvar x = 1;", "complete", null)]
    [InlineData("for (var i = 0; i < 3; i++) {", "incomplete", "    ")]
    [InlineData("class A { void B() {", "incomplete", "        ")]
    [InlineData("Math.Max(1,", "incomplete", "")]
    [InlineData("\"\"\"\nraw", "incomplete", "")]
    [InlineData("var x = ;", "invalid", null)]
    [InlineData(")", "invalid", null)]
    public async Task The_parser_decides_whether_a_cell_is_complete(string code, string status, string? indent)
    {
        var (reply, _) = await _client.AskAsync("is_complete_request", new() { ["code"] = code });
        Assert.Equal(("is_complete_reply", status, indent), (reply.Type, reply["status"], reply["indent"]));
    }

    [Fact]
    public async Task Completion_counts_code_points_and_replaces_what_has_been_typed()
    {
        await _client.RunAsync("var measure = 1;");
        var (reply, _) = await _client.AskAsync("complete_request", new() { ["code"] = "\"😀\" + meas + 2", ["cursor_pos"] = 10 });
        Assert.Equal("[\"measure\"]", reply.Content["matches"]!.ToJsonString());
        Assert.Equal((6, 10), ((int)reply.Content["cursor_start"]!, (int)reply.Content["cursor_end"]!));
        Assert.Equal("variable", (string)reply.Content["metadata"]!["_jupyter_types_experimental"]![0]!["type"]!);
    }

    [Fact]
    public async Task Inspection_gives_text_and_html()
    {
        await _client.RunAsync("/// <summary>A &lt;b&gt; of it.</summary>\nint Twice(int x) => 2 * x;");
        var (reply, _) = await _client.AskAsync("inspect_request", new() { ["code"] = "Twice", ["cursor_pos"] = 2, ["detail_level"] = 0 });
        Assert.True((bool)reply.Content["found"]!);
        Assert.Equal("int Twice(int x)\n\nA <b> of it.", (string)reply.Content["data"]!["text/plain"]!);
        Assert.Equal("<pre><code>int Twice(int x)</code></pre><p>A &lt;b&gt; of it.</p>", (string)reply.Content["data"]!["text/html"]!);
        (reply, _) = await _client.AskAsync("inspect_request", new() { ["code"] = "+", ["cursor_pos"] = 1 });
        Assert.Equal((false, "ok"), ((bool)reply.Content["found"]!, reply["status"]));
    }

    [Theory]
    [InlineData("?Math.Max")]
    [InlineData("Math.Max?")]
    public async Task A_cell_that_asks_for_a_name_is_answered_in_the_pager(string code)
    {
        var (reply, published) = await _client.RunAsync(code);
        Assert.Equal(["busy", "execute_input", "idle"], Types(published));
        var page = reply.Content["payload"]!.AsArray().Single()!;
        Assert.Equal("page", (string)page["source"]!);
        Assert.StartsWith("int Math.Max(int val1, int val2)", ((string)page["data"]!["text/plain"]!).Split('\n').Single(line => line.StartsWith("int ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_gives_the_last_cells_a_range_and_what_matches()
    {
        foreach (var code in (string[])["1", "var a = 2;", "a + 1", "a + 1"]) await _client.RunAsync(code);
        Assert.Equal("""[[1,3,"a + 1"],[1,4,"a + 1"]]""", await HistoryAsync(new() { ["hist_access_type"] = "tail", ["n"] = 2 }));
        Assert.Equal("""[[1,1,["1","1"]]]""", await HistoryAsync(new() { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = 1, ["stop"] = 2, ["output"] = true }));
        Assert.Equal("[]", await HistoryAsync(new() { ["hist_access_type"] = "range", ["session"] = -1, ["start"] = 1, ["stop"] = 2 }));
        Assert.Equal("""[[1,4,"a + 1"]]""", await HistoryAsync(new() { ["hist_access_type"] = "search", ["pattern"] = "a*1", ["unique"] = true }));
        Assert.Equal("""[[1,2,"var a = 2;"],[1,3,"a + 1"],[1,4,"a + 1"]]""", await HistoryAsync(new() { ["hist_access_type"] = "search", ["pattern"] = "*a*" }));
    }

    private async Task<string> HistoryAsync(JsonObject request)
        => (await _client.AskAsync("history_request", request)).Reply.Content["history"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [Fact]
    public async Task Comms_are_none_and_one_that_is_opened_is_closed()
    {
        Assert.Equal("{}", (await _client.AskAsync("comm_info_request")).Reply.Content["comms"]!.ToJsonString());
        var id = await _client.SendAsync(_client.Shell, "comm_open", new() { ["comm_id"] = "c", ["target_name"] = "t", ["data"] = new JsonObject() });
        Assert.Equal(["busy", "comm_close", "idle"], Types(await _client.PublishedAsync(id)));
    }

    [Fact]
    public async Task Shutdown_is_answered_told_to_everybody_and_ends_the_kernel()
    {
        await _client.ExecuteAsync("Console.Write(\"started\"); while (true) { }");
        await PrintedAsync("started");
        await _client.SendAsync(_client.Control, "shutdown_request", new() { ["restart"] = true });
        var reply = await _client.ReceiveAsync(_client.Control);
        Assert.Equal(("shutdown_reply", true), (reply.Type, (bool)reply.Content["restart"]!));
        await _running;
        await _kernel.DisposeAsync();
        Assert.Contains("shutdown_reply", await RestAsync());

        async Task<List<string>> RestAsync()
        {
            List<string> types = [];
            try
            {
                while (true) types.Add((await _client.ReceiveAsync(_client.Iopub)).Type);
            }
            catch (EndOfStreamException)
            {
                return types;
            }
        }
    }

    [Fact]
    public async Task User_expressions_are_evaluated_after_the_cell()
    {
        var (reply, _) = await _client.AskAsync("execute_request", new()
        {
            ["code"] = "var five = 5;",
            ["user_expressions"] = new JsonObject { ["twice"] = "five * 2", ["bad"] = "nothing", ["odd"] = 3 },
        });
        Assert.Equal("10", (string)reply.Content["user_expressions"]!["twice"]!["data"]!["text/plain"]!);
        Assert.Equal("error", (string)reply.Content["user_expressions"]!["bad"]!["status"]!);
    }

    [Fact]
    public async Task Characters_beyond_the_basic_plane_arrive_whole_even_when_printed_by_halves()
    {
        var (_, published) = await _client.RunAsync("foreach (var c in \"한글 😀 \") { Console.Write(c); Console.Out.Flush(); System.Threading.Thread.Sleep(40); } Console.Write('\\ud83d');");
        Assert.Equal("한글 😀 \ufffd", Stream(published, "stdout"));
    }

    [Fact]
    public async Task Without_a_key_messages_are_not_signed()
    {
        await using var open = Start("");
        var running = open.RunAsync(TestContext.Current.CancellationToken);
        using var client = await JupyterClient.ConnectAsync(open.Connection);
        Assert.Equal("ok", (await client.AskAsync("kernel_info_request")).Reply["status"]);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task A_message_that_is_forged_replayed_reordered_or_malformed_runs_nothing_and_is_told_of_once()
    {
        var good = _client.Frames("execute_request", new() { ["code"] = "var forged = 1;" });
        good = _client.Sign([good[2], good[3], "{\"x\":1}"u8.ToArray(), good[5]]);
        List<byte[]>[] bad =
        [
            [.. good[..1], "00"u8.ToArray(), .. good[2..]],
            [.. good[..1], [], .. good[2..]],
            [.. good[..3], good[4], good[3], good[5]],
            [.. good[..2], good[2], good[3], good[4], "{\"code\":\"var forged = 2;\"}"u8.ToArray()],
            good[..4],
            [.. good[1..]],
            ["<IDS|MSG>"u8.ToArray()],
            [[]],
            _client.Sign(["["u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]),
            _client.Sign(["{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]),
            _client.Sign([good[2], "{}"u8.ToArray(), "{}"u8.ToArray(), "{\"code\":\"var forged = 3;\",\"code\":\"\"}"u8.ToArray()]),
            _client.Sign([good[2], "{}"u8.ToArray(), "3"u8.ToArray(), good[5]]),
            _client.Sign([[0xFF, 0xFE], "{}"u8.ToArray(), "{}"u8.ToArray(), good[5]]),
        ];
        foreach (var frames in bad)
        {
            for (var i = 0; i < 3; i++)
            {
                await _client.Shell.SendAsync(frames);
                await _client.Control.SendAsync(frames);
            }
        }
        var twice = _client.Frames("execute_request", new() { ["code"] = "Console.Write(\"once\");" });
        for (var i = 0; i < 3; i++) await _client.Shell.SendAsync(twice);
        Assert.Equal("ok", (await _client.ReceiveAsync(_client.Shell))["status"]);
        // The next answer is that to the next cell: nothing else has been run.
        var (reply, _) = await _client.RunAsync("forged");
        Assert.Equal(("error", 2), (reply["status"]!, (int)reply.Content["execution_count"]!));
        Assert.Contains("wrong signature", _log.ToString(), StringComparison.Ordinal);
        Assert.Contains("came twice", _log.ToString(), StringComparison.Ordinal);
        Assert.All(_log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).GroupBy(line => line), lines => Assert.Single(lines));
    }

    [Fact]
    public async Task Messages_of_unknown_types_and_odd_contents_do_no_harm()
    {
        await _client.SendAsync(_client.Shell, "no_such_request", new() { ["x"] = 1 });
        await _client.SendAsync(_client.Control, "debug_request", new() { ["command"] = "initialize" });
        await _client.SendAsync(_client.Stdin, "input_reply", new() { ["value"] = "nobody asked" });
        await _client.SendAsync(_client.Stdin, "execute_request", new() { ["code"] = "var wrong = 1;" });
        await _client.SendAsync(_client.Control, "execute_request", new() { ["code"] = "var wrong = 1;" });
        foreach (var type in (string[])["execute_request", "is_complete_request", "history_request"])
        {
            var id = await _client.SendAsync(_client.Shell, type, new() { ["code"] = new JsonArray(), ["n"] = "x", ["hist_access_type"] = 5, ["pattern"] = false });
            Assert.Equal(id, (await _client.ReceiveAsync(_client.Shell)).Parent);
        }
        Assert.Equal("CompilationError", (await _client.RunAsync("wrong")).Reply["ename"]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var error = Assert.Throws<ConnectionFileException>(() => new JupyterKernel(
            _kernel.Connection with { Shell = 0, Control = 0 },
            new KernelOptions { Session = new() { WorkingDirectory = _folder.FullName }, Log = new KernelLog(_log) }));
        Assert.Contains($"iopub port {_kernel.Connection.Iopub}", error.Message, StringComparison.Ordinal);
        Assert.Equal("ok", (await _client.AskAsync("kernel_info_request")).Reply["status"]);
    }
}
