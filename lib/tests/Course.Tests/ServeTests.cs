using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Course.Tests;

/// <summary><c>course serve</c>: the site for this machine alone, and nothing else of it.</summary>
public sealed class ServeTests(ServeTests.Served served) : IClassFixture<ServeTests.Served>
{
    private const string Secret = "not for anybody";

    private static readonly HttpClient s_client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "text/html; charset=utf-8", "<p>first 한글")]
    [InlineData("index.html", "text/html; charset=utf-8", "<p>first 한글")]
    [InlineData("assets/page.css", "text/css; charset=utf-8", "body")]
    [InlineData("assets/page.js", "text/javascript; charset=utf-8", "'use strict'")]
    [InlineData("assets/katex/a.woff2", "font/woff2", "font")]
    [InlineData("assets/katex/LICENSE", "text/plain; charset=utf-8", "MIT")]
    [InlineData("00-start.ipynb", "application/x-ipynb+json", "{}")]
    public async Task A_file_comes_as_what_it_is_and_a_browser_may_do_no_more_with_it_than_with_the_page(string path, string type, string text)
    {
        using var answer = await s_client.GetAsync(new Uri(served.Address, path), Cancellation);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "same-origin"), (Header(answer, "X-Content-Type-Options"), Header(answer, "Cross-Origin-Resource-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_page_is_sent_again_only_when_it_has_changed()
    {
        var page = new Uri(served.Address, "changing.html");
        served.Folder.WriteText("site/changing.html", "one");
        using var first = await s_client.GetAsync(page, Cancellation);
        Assert.Equal("no-cache", Header(first, "Cache-Control"));

        using var again = await AskAgainAsync();
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        served.Folder.WriteText("site/changing.html", "another");
        using var changed = await AskAgainAsync();
        Assert.Equal("another", await changed.Content.ReadAsStringAsync(Cancellation));

        using var head = await s_client.SendAsync(new HttpRequestMessage(HttpMethod.Head, page), Cancellation);
        Assert.Equal((HttpStatusCode.OK, 7L), (head.StatusCode, head.Content.Headers.ContentLength));

        async Task<HttpResponseMessage> AskAgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            return await s_client.SendAsync(request, Cancellation);
        }
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("/%2E%2E%2Fsecret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/..%5csecret.txt")]
    [InlineData("/%252e%252e/secret.txt")]
    [InlineData("/....//secret.txt")]
    [InlineData("/%c0%ae%c0%ae/secret.txt")]
    [InlineData("/link/secret.txt")]
    [InlineData("/linked.txt")]
    [InlineData("/assets/linked.txt")]
    [InlineData("/.hidden.txt")]
    [InlineData("{secret}")]
    [InlineData("/{secret}")]
    [InlineData("http://localhost/../secret.txt")]
    [InlineData("file://{secret}")]
    [InlineData("/secret.txt%00.html")]
    public async Task Nothing_but_the_site_is_reached(string path)
    {
        var answer = await served.SendAsync($"GET {path.Replace("{secret}", served.Folder["secret.txt"], StringComparison.Ordinal)} HTTP/1.1", $"Host: localhost:{served.Address.Port}");

        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:{port}", "200")]
    [InlineData("LOCALHOST:{port}", "200")]
    [InlineData("127.0.0.1:{port}", "200")]
    [InlineData("[::1]:{port}", "200")]
    [InlineData("localhost", "421")]
    [InlineData("localhost:1", "421")]
    [InlineData("example.org:{port}", "421")]
    [InlineData("localhost.example.org:{port}", "421")]
    [InlineData("127.0.0.1.example.org:{port}", "421")]
    [InlineData("", "421")]
    public async Task Only_who_asks_for_this_machine_is_answered(string host, string status)
    {
        var answer = await served.SendAsync("GET / HTTP/1.1", $"Host: {host.Replace("{port}", $"{served.Address.Port}", StringComparison.Ordinal)}");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == "200", answer.Contains("<p>first", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("NONSENSE")]
    public async Task Pages_can_be_read_and_nothing_else(string method)
    {
        var answer = await served.SendAsync($"{method} /index.html HTTP/1.1", $"Host: localhost:{served.Address.Port}", "Content-Length: 0");

        Assert.StartsWith("HTTP/1.1 405 ", answer, StringComparison.Ordinal);
        Assert.Contains("Allow: GET, HEAD", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-page.html")]
    [InlineData("deep/down/there.html")]
    [InlineData("assets")]
    [InlineData("assets/")]
    public async Task A_page_that_is_not_there_says_so_and_leads_home(string path)
    {
        using var answer = await s_client.GetAsync(new Uri(served.Address, path), Cancellation);
        if (answer.StatusCode == HttpStatusCode.MovedPermanently) Assert.Equal("assets", path);
        else Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("<h1>There is no such page</h1>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/assets/page.css\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_machine_reaches_it()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == served.Address.Port).ToArray();
        Assert.NotEmpty(listeners);
        Assert.All(listeners, listener => Assert.True(IPAddress.IsLoopback(listener.Address), $"{listener}"));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_without_a_wish_the_next_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await served.Course.RunAsync("serve", "--no-browser", "--port", $"{port}");

        Assert.Equal((2, $"--port {port}: it is taken, or not to be had; take another, or 0 for a free one."), (result.ExitCode, Assert.Single(result.ErrorLines)));

        using var usual = new TcpListener(IPAddress.Loopback, 8484);
        try
        {
            usual.Start();
        }
        catch (SocketException)
        {
            // Somebody else's: taken all the same.
        }
        using var command = served.Course.Start(new Dictionary<string, string?>(), "serve", "--no-browser");
        var address = Served.AddressIn(await command.FirstLineAsync());
        Assert.NotEqual(8484, address.Port);
        Assert.Equal(HttpStatusCode.OK, (await s_client.GetAsync(address, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task It_opens_the_browser_at_its_address_and_Ctrl_C_ends_it()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Only Linux finds its browser by a name that a test can take.");
            return;
        }
        // The browser that this command finds notes what it is to open, and presses Ctrl-C.
        served.Folder.WriteText("bin/xdg-open", $"#!/bin/sh\nprintf %s \"$1\" > '{served.Folder["opened"]}'\nkill -INT $PPID\n");
        File.SetUnixFileMode(served.Folder["bin/xdg-open"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var environment = new Dictionary<string, string?> { ["PATH"] = $"{served.Folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", ["DISPLAY"] = ":0" };

        var result = await served.Course.RunAsync(environment, "serve", "--port", "0");

        Assert.Equal((130, ""), (result.ExitCode, result.Errors));
        Assert.Equal(await File.ReadAllTextAsync(served.Folder["opened"], Cancellation), Served.AddressIn(Assert.Single(result.Output.TrimEnd().Split('\n'))).AbsoluteUri);
    }

    [Fact]
    public async Task Without_a_site_it_says_how_to_get_one()
    {
        using var empty = new CourseCopy();
        Directory.CreateDirectory(empty.Folder["notebooks"]);

        var result = await empty.RunAsync("serve", "--no-browser");

        Assert.Equal((2, $"{empty.Folder["site"]}: the pages are not there yet. `dotnet run --project lib/Course` writes them."), (result.ExitCode, Assert.Single(result.ErrorLines)));
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    /// <summary>The command, serving a site that leads nowhere but has every kind of file.</summary>
    public sealed class Served : IAsyncLifetime
    {
        private ChildProcess? _command;

        internal CourseCopy Course { get; } = new();

        internal WorkFolder Folder => Course.Folder;

        public Uri Address { get; private set; } = null!;

        internal static Uri AddressIn(string line) => new(Assert.Single(line.Split(' '), word => word.StartsWith("http:", StringComparison.Ordinal)));

        public async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(Folder["notebooks"]);
            Folder.WriteText("site/index.html", "<p>first 한글");
            Folder.WriteText("site/00-start.ipynb", "{}");
            Folder.WriteText("site/assets/page.css", "body { margin: 0 }");
            Folder.WriteText("site/assets/page.js", "'use strict'");
            Folder.WriteText("site/assets/katex/a.woff2", "font");
            Folder.WriteText("site/assets/katex/LICENSE", "MIT");
            Folder.WriteText("site/.hidden.txt", Secret);
            Folder.WriteText("secret.txt", Secret);
            Directory.CreateSymbolicLink(Folder["site/link"], Folder.Path);
            File.CreateSymbolicLink(Folder["site/linked.txt"], Folder["secret.txt"]);
            File.CreateSymbolicLink(Folder["site/assets/linked.txt"], Path.Combine("..", "..", "secret.txt"));
            _command = Course.Start(new Dictionary<string, string?>(), "serve", "--port", "0", "--no-browser");
            Address = AddressIn(await _command.FirstLineAsync());
        }

        /// <summary>Sends lines that no client would, and returns all that is answered.</summary>
        internal async Task<string> SendAsync(params string[] lines)
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, Address.Port, Cancellation);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""])), Cancellation);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(Cancellation);
        }

        public ValueTask DisposeAsync()
        {
            _command?.Dispose();
            Course.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
