
namespace Course.Commands;

/// <summary><c>course</c>: every lesson is run, and <c>site/</c> holds the whole course.</summary>
internal sealed class SiteCommand(Terminal terminal)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        var files = course.Lessons;
        if (files.Count == 0) throw new UsageException($"{course.Notebooks}: no lessons there; expected files such as 01-nodes.ipynb.");
        OutputFolder.Prepare(course.Site);

        using var batch = new Batch(course, terminal, files.Count, timeout: null);
        using var pages = await Pages.PrepareAsync(course, terminal, cancellation);
        var (notebooks, loaded) = NotebookFiles.Load(files, terminal);
        var (_, ran) = await batch.RunAsync(notebooks, outcome => pages.WriteAsync(outcome.Notebook, course.Site, isSingle: false, cancellation), cancellation);
        var index = await pages.WriteFrontPageAsync();

        terminal.Line();
        terminal.Line($"The course is in   {index}");
        terminal.Line($"To study it in VS Code: code \"{course.Root}\", take the Jupyter extension that it recommends, and open notebooks{Path.DirectorySeparatorChar}{Path.GetFileName(files[0])}");
        return Math.Max(loaded, ran);
    }
}
