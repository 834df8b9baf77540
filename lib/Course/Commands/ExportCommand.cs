using System.Globalization;
using Notebooks.Documents;
using Notebooks.Html;

namespace Course.Commands;

/// <summary><c>course export NOTEBOOK…</c></summary>
internal sealed class ExportCommand(Terminal terminal)
{
    public async Task<int> RunAsync(string[] arguments, string? output, bool isSingle, bool run, TimeSpan? timeout, CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        var files = NotebookFiles.Expand(arguments);
        if (output is not null) OutputFolder.Prepare(output);
        using var batch = run ? new Batch(course, terminal, files.Count, timeout) : null;
        using var pages = await Pages.PrepareAsync(course, terminal, cancellation);
        var (notebooks, loaded) = NotebookFiles.Load(files, terminal);
        foreach (var folder in notebooks.Select(FolderOf).Distinct()) OutputFolder.Prepare(folder);
        RequireDistinct(notebooks, PageOf);
        foreach (var page in notebooks.Select(PageOf)) RequireOwn(page, course);

        var ran = ExitCode.Success;
        if (batch is not null) (_, ran) = await batch.RunAsync(notebooks, outcome => WriteAsync(outcome.Notebook), cancellation);
        else await Parallel.ForEachAsync(notebooks, cancellation, async (notebook, _) => await WriteAsync(notebook));
        foreach (var notebook in notebooks) terminal.Line(isSingle ? $"{PageOf(notebook)} ({Size(PageOf(notebook))})" : PageOf(notebook));
        return Math.Max(loaded, ran);

        Task WriteAsync(Notebook notebook) => pages.WriteAsync(notebook, FolderOf(notebook), isSingle, cancellation);

        string PageOf(Notebook notebook) => Pages.FileOf(notebook, FolderOf(notebook));

        // On the site, a page that leads nowhere would be in the way of the others.
        string FolderOf(Notebook notebook) => output ?? (!course.Holds(notebook) ? Path.GetDirectoryName(notebook.Path)! : isSingle ? Environment.CurrentDirectory : course.Site);
    }

    private static void RequireDistinct(IEnumerable<Notebook> notebooks, Func<Notebook, string> pageOf)
    {
        if (notebooks.GroupBy(notebook => Path.GetFullPath(pageOf(notebook)), StringComparer.OrdinalIgnoreCase).FirstOrDefault(page => page.Count() > 1) is { } twice)
            throw new UsageException($"{string.Join(" and ", twice.Select(notebook => NotebookFiles.Shown(notebook.Path!)))} would both become {NotebookFiles.Shown(twice.Key)}: give them one after the other, with another --output each.");
    }

    // The site is this command's; elsewhere somebody may have a page of that name.
    private static void RequireOwn(string page, CourseFolder course)
    {
        if (Path.Exists(page) && Path.GetDirectoryName(page) != course.Site && !PageFrame.HasWritten(page))
            throw new UsageException($"{NotebookFiles.Shown(page)} is there already, and was not written by this command: move it, or choose another folder with --output.");
    }

    private static string Size(string file) => string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length / 1e6:0.0} MB");
}
