using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Course.Tests.Pages;
using Microsoft.Playwright;

namespace Course.Tests.Jupyter;

/// <summary>A lesson in the classic Jupyter Notebook, as a person at a keyboard has it.</summary>
[Collection(nameof(Alone))]
public sealed class ClassicNotebookTests(InstalledKernel kernel, Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Lesson = "02-one-sample.ipynb";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lesson_is_run_interrupted_restarted_completed_explained_and_saved()
    {
        await SystemPython.RequireAsync("notebook", "jupyter-notebook");
        await kernel.InstallAsync();
        CopyLesson();
        var port = FreePort();
        using var server = await StartAsync(port);
        try
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync($"http://127.0.0.1:{port}/notebooks/notebooks/{Lesson}");
            await WaitAsync(page, "Jupyter.notebook?.kernel?.is_connected() && Jupyter.notebook.kernel.info_reply.language_info");
            Assert.Equal("C#", await page.EvaluateAsync<string>("Jupyter.notebook.kernel.info_reply.language_info.name"));

            await page.ClickAsync("#celllink");
            await page.ClickAsync("#run_all_cells");
            await WaitAsync(page, "Jupyter.notebook.get_cells().filter(c => c.cell_type == 'code').every(c => c.input_prompt_number > 0)");
            Assert.Equal(0, await page.Locator(".output_error").CountAsync());
            await PictureAsync(page, "run-all", ".output_area:has(.plotly-graph-div), .output_area:has(figure), .output_area:has(svg)");

            await AddCellAsync(page, "while (true) { }");
            await page.Keyboard.PressAsync("Control+Enter");
            await WaitAsync(page, "Jupyter.notebook.get_selected_cell().input_prompt_number == '*'");
            await page.ClickAsync("[data-jupyter-action='jupyter-notebook:interrupt-kernel']");
            await page.Locator(".output_error", new() { HasText = "Interrupted" }).WaitForAsync();
            await WaitAsync(page, "Jupyter.notebook.get_selected_cell().input_prompt_number > 0");
            await PictureAsync(page, "interrupt", ".output_error");

            await AddCellAsync(page, "Math.Sqr");
            await page.Keyboard.PressAsync("Tab");
            await WaitAsync(page, "Jupyter.notebook.get_selected_cell().get_text() == 'Math.Sqrt'");
            await AddCellAsync(page, "Math.A");
            await page.Keyboard.PressAsync("Tab");
            await page.Locator(".completions option", new() { HasText = "Atan2" }).WaitForAsync();
            await PictureAsync(page, "tab", ".completions");
            await page.Keyboard.PressAsync("Escape");

            await AddCellAsync(page, "Tensor.Zeros(");
            await page.Keyboard.PressAsync("Shift+Tab");
            var tooltip = page.Locator("#tooltip");
            await tooltip.GetByText("Zeros").First.WaitForAsync();
            await PictureAsync(page, "shift-tab", "#tooltip");
            await page.Keyboard.PressAsync("Escape");

            await page.ClickAsync("[data-jupyter-action='jupyter-notebook:confirm-restart-kernel']");
            await page.ClickAsync(".modal-dialog .btn-danger");
            await AddCellAsync(page, "6 * 7");
            await WaitAsync(page, "Jupyter.notebook.kernel.is_connected()");
            await page.Keyboard.PressAsync("Control+Enter");
            await WaitAsync(page, "Jupyter.notebook.get_selected_cell().input_prompt_number == 1");
            await page.Locator(".selected .output_result", new() { HasText = "42" }).WaitForAsync();
            await PictureAsync(page, "restart", ".selected");

            await page.Keyboard.PressAsync("Control+s");
            await page.Locator("#notification_notebook", new() { HasText = "Checkpoint created" }).WaitForAsync();
            var saved = _folder.Load($"notebooks/{Lesson}");
            Assert.Equal("6 * 7", saved.Cells[^1].Source);
            Assert.NotEmpty(saved.Cells[^1].Outputs);
            await PictureAsync(page, "save", "#notification_notebook");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static async Task WaitAsync(IPage page, string condition) => await page.WaitForFunctionAsync($"() => {condition}");

    /// <summary>A new cell at the end, the cursor behind its text. The editor looks for what was typed now and then: a key that comes before finds nothing.</summary>
    private static async Task AddCellAsync(IPage page, string text)
    {
        await page.EvaluateAsync("Jupyter.notebook.select(Jupyter.notebook.ncells() - 1); Jupyter.notebook.insert_cell_below('code'); Jupyter.notebook.select_next(); Jupyter.notebook.edit_mode(); Jupyter.notebook.get_selected_cell().focus_editor();");
        await page.Keyboard.InsertTextAsync(text);
        await WaitAsync(page, $"Jupyter.notebook.get_selected_cell().get_text() == '{text}'");
    }

    /// <summary>Keeps a picture to look at, if a folder for it is named.</summary>
    private static async Task PictureAsync(IPage page, string name, string what)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is not { Length: > 0 } folder) return;
        if (await page.Locator(what).CountAsync() > 0) await page.Locator(what).First.ScrollIntoViewIfNeededAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"classic-{name}.png") });
    }

    private void CopyLesson()
    {
        var root = Repository();
        Directory.CreateDirectory(_folder["notebooks"]);
        Directory.CreateDirectory(_folder["lib/out"]);
        File.Copy(Path.Combine(root, "notebooks", Lesson), _folder[$"notebooks/{Lesson}"]);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "lib", "out"))) File.Copy(file, Path.Combine(_folder["lib/out"], Path.GetFileName(file)));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "notebooks"))) folder = folder.Parent;
        return folder.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<Process> StartAsync(int port)
    {
        var start = new ProcessStartInfo(SystemPython.Path,
        [
            "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", $"--port={port}", "--NotebookApp.token=", "--NotebookApp.password=",
            $"--notebook-dir={_folder.Path}",
        ])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in kernel.Environment) start.Environment[name] = value;
        var server = Process.Start(start)!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                await http.GetAsync(new Uri($"http://127.0.0.1:{port}/api"), TestContext.Current.CancellationToken);
                return server;
            }
            catch (HttpRequestException) when (!server.HasExited)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }
}
