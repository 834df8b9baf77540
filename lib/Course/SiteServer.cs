using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Notebooks.Html;

namespace Course;

/// <summary>Serves a folder of pages to this machine, and to nobody else.</summary>
internal sealed class SiteServer : IAsyncDisposable
{
    private readonly WebApplication _web;

    private SiteServer(WebApplication web, int port) => (_web, Address) = (web, $"http://localhost:{port}/");

    /// <summary>What a person opens.</summary>
    public string Address { get; }

    /// <summary>Starts to serve, at 127.0.0.1 and, where there is one, at ::1.</summary>
    /// <param name="folder">The folder; what changes in it is served as it is then.</param>
    /// <param name="port">Where to listen; 0 takes a free one.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <returns>The server; null if the port is taken or not to be had.</returns>
    public static async Task<SiteServer?> StartAsync(string folder, int port, CancellationToken cancellation)
    {
        if (port == 0) port = FreePort();
        // The empty one: no settings file and no environment variable says how it works.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenLocalhost(port);
        });
        var web = builder.Build();
        var missing = MissingPage();
        web.Use((context, next) => Refused(context, folder, port) is { } status ? SayAsync(context, status, missing) : next(context));
        var files = new FileServerOptions { FileProvider = new PhysicalFileProvider(folder) };
        files.StaticFileOptions.ContentTypeProvider = ContentTypes();
        files.StaticFileOptions.ServeUnknownFileTypes = true;
        files.StaticFileOptions.DefaultContentType = "text/plain; charset=utf-8";
        web.UseFileServer(files);
        web.Run(context => SayAsync(context, StatusCodes.Status404NotFound, missing));
        try
        {
            await web.StartAsync(cancellation);
            return new SiteServer(web, port);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            await web.DisposeAsync();
            return null;
        }
    }

    /// <summary>Stops, without waiting for whoever is being served.</summary>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    /// <summary>Says how the answer is to be taken, and whether there is to be none: the status that says why.</summary>
    private static int? Refused(HttpContext context, string folder, int port)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = PageFrame.Policy + "; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // A browser asks each time whether there is something newer: the next export is seen at once.
        headers.CacheControl = "no-cache";
        // A page from elsewhere, whose name was made to lead here (DNS rebinding), asks for that name.
        if ((request.Host.Port ?? 80) != port || request.Host.Host.ToUpperInvariant() is not ("LOCALHOST" or "127.0.0.1" or "[::1]")) return StatusCodes.Status421MisdirectedRequest;
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            headers.Allow = "GET, HEAD";
            return StatusCodes.Status405MethodNotAllowed;
        }
        return HasLink(folder, request.Path) ? StatusCodes.Status404NotFound : null;
    }

    /// <summary>Whether a symbolic link stands on the way: it might lead out of the folder, and no export writes one.</summary>
    private static bool HasLink(string folder, string? path)
    {
        foreach (var name in (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = Path.Combine(folder, name);
            if (new FileInfo(folder).LinkTarget is not null) return true;
        }
        return false;
    }

    private static async Task SayAsync(HttpContext context, int status, string missing)
    {
        context.Response.StatusCode = status;
        var isMissing = status == StatusCodes.Status404NotFound;
        context.Response.ContentType = isMissing ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(isMissing ? missing : status == StatusCodes.Status405MethodNotAllowed ? "Pages can be read here, nothing else.\n" : "This address is not served here.\n", context.RequestAborted);
    }

    private static string MissingPage() => PageFrame.Write(
        "There is no such page",
        """
        <div class="nb-text">
        <h1>There is no such page</h1>
        <p>Perhaps its name has changed. <a href="/">All lessons are on the first page.</a></p>
        </div>

        """,
        new PageOptions { AssetsPath = "/assets/", Home = new PageLink("/", FrontPage.Title) });

    private static FileExtensionContentTypeProvider ContentTypes()
    {
        var types = new FileExtensionContentTypeProvider();
        foreach (var (extension, type) in types.Mappings.ToList())
            if (type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "image/svg+xml") types.Mappings[extension] = type + "; charset=utf-8";
        types.Mappings[".ipynb"] = "application/x-ipynb+json";
        return types;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
