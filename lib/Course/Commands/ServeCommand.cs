using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Course.Commands;

/// <summary><c>course serve</c></summary>
internal sealed class ServeCommand(Terminal terminal)
{
    private const int UsualPort = 8484, Ports = 20;

    public async Task<int> RunAsync(int? port, bool opensBrowser, CancellationToken cancellation)
    {
        var site = CourseFolder.Find().Site;
        if (!File.Exists(Path.Combine(site, FrontPage.File)))
            throw new UsageException($"{site}: the pages are not there yet. `dotnet run --project lib/Course` writes them.");

        await using var server = await StartAsync(site, port, cancellation);
        terminal.Line($"The course is at {server.Address} until you press Ctrl-C.");
        if (opensBrowser) OpenBrowser(server.Address);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Interrupted;
    }

    private static async Task<SiteServer> StartAsync(string site, int? port, CancellationToken cancellation)
    {
        if (port is { } wanted)
            return await SiteServer.StartAsync(site, wanted, cancellation)
                ?? throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port {wanted}: it is taken, or not to be had; take another, or 0 for a free one."));
        for (var next = UsualPort; next < UsualPort + Ports; next++)
            if (await SiteServer.StartAsync(site, next, cancellation) is { } server) return server;
        return await SiteServer.StartAsync(site, 0, cancellation) ?? throw new UsageException("No port of this machine can be listened to.");
    }

    // Whoever has none, or sits at another machine, opens the address by hand.
    private static void OpenBrowser(string address)
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("DISPLAY") is null or "" && Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is null or "") return;
        try
        {
            Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            // There is no browser to be found.
        }
    }
}
