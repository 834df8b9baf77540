using Notebooks.Documents;

namespace Course.Commands;

/// <summary><c>course export NOTEBOOK…</c></summary>
internal sealed class ExportCommand(Terminal terminal)
{
    public async Task<int> RunAsync(string[] arguments, string? output, bool run, TimeSpan? timeout, CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        var files = NotebookFiles.Expand(arguments);
        if (output is not null)
        {
            NotebookFiles.RequireDistinctNames(files, output);
            OutputFolder.Prepare(output);
        }
        using var batch = run ? new Batch(course, terminal, files.Count, timeout) : null;
        using var pages = await Pages.PrepareAsync(course, terminal, cancellation);
        var (notebooks, loaded) = NotebookFiles.Load(files, terminal);
        foreach (var folder in notebooks.Select(FolderOf).Distinct()) OutputFolder.Prepare(folder);

        var ran = ExitCode.Success;
        if (batch is not null) (_, ran) = await batch.RunAsync(notebooks, outcome => WriteAsync(outcome.Notebook), cancellation);
        else
            foreach (var notebook in notebooks) await WriteAsync(notebook);
        foreach (var notebook in notebooks) terminal.Line(Pages.FileOf(notebook, FolderOf(notebook)));
        return Math.Max(loaded, ran);

        Task WriteAsync(Notebook notebook) => pages.WriteAsync(notebook, FolderOf(notebook), cancellation);

        string FolderOf(Notebook notebook) => output ?? (course.Holds(notebook) ? course.Site : Path.GetDirectoryName(notebook.Path)!);
    }
}
