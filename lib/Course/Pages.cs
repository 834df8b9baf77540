using System.Collections.Concurrent;
using Notebooks.Documents;
using Notebooks.Html;

namespace Course;

/// <summary>Writes pages, and what they need beside them.</summary>
internal sealed class Pages : IDisposable
{
    /// <summary>The folders beside the pages: what they are made with, and the notebooks as they are.</summary>
    internal const string Assets = "assets", Downloads = "notebooks";

    // What tells a page that this command wrote from any other file in the folder.
    private const string Mark = $"data-shelf=\"{FrontPage.Shelf}\"";

    private static readonly PageOptions OnTheSite = new() { SearchIndex = $"{Assets}/search-index.js", Shelf = FrontPage.Shelf };

    private readonly CourseFolder _course;
    private readonly Terminal _terminal;
    private readonly Task<PageAssets> _assets;
    private readonly Task<PageWriter> _writer;
    private readonly List<Lesson> _lessons = [];
    private readonly string _map;
    private readonly HashSet<string> _filled = [];
    private readonly ConcurrentDictionary<string, NotebookPage> _written = [];
    private readonly Lock _gate = new();

    private Pages(CourseFolder course, Terminal terminal, Task<PageAssets> assets)
    {
        (_course, _terminal, _assets) = (course, terminal, assets);
        _writer = WriterAsync(assets);
        _map = File.Exists(course.Map) ? File.ReadAllText(course.Map) : "";
        foreach (var file in course.Lessons)
        {
            try
            {
                _lessons.Add(Lesson.Of(Notebook.Load(file), _map));
            }
            catch (NotebookFormatException)
            {
                // Whoever is to run or export it says so; the other lessons do not lead to it.
            }
        }
    }

    /// <summary>Looks for Node.js, at once; the packages that it fetches may still be on their way when this ends.</summary>
    /// <exception cref="ToolMissingException">Node.js or npm is missing.</exception>
    public static async Task<Pages> PrepareAsync(CourseFolder course, Terminal terminal, CancellationToken cancellation)
    {
        var fetching = new TaskCompletionSource();
        var assets = PageAssets.PrepareAsync(new Teller<string>(what =>
        {
            terminal.Line($"{what} …");
            fetching.TrySetResult();
        }), cancellation);
        await await Task.WhenAny(assets, fetching.Task);
        return new Pages(course, terminal, assets);
    }

    /// <summary>Where a notebook's page goes.</summary>
    public static string FileOf(Notebook notebook, string folder) => Path.Combine(folder, Path.ChangeExtension(notebook.Name, ".html"));

    /// <summary>Writes the notebook, as it stands now, as a page.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">Where the page goes.</param>
    /// <param name="isSingle">Whether all that it needs is to stand in it, instead of beside it.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    /// <exception cref="ToolMissingException">What pages are made with could not be had.</exception>
    public async Task WriteAsync(Notebook notebook, string folder, bool isSingle, CancellationToken cancellation)
    {
        var writer = await _writer;
        if (!isSingle) await FillAsync(folder);
        // Whoever is sent a page has nothing that stood beside it.
        var options = isSingle ? new PageOptions { IsSingleFile = true, MapLink = link => IsRelative(link) ? null : link } : OptionsFor(notebook, folder);
        var page = await writer.WriteAsync(notebook, options, cancellation);
        OutputFolder.Write(FileOf(notebook, folder), page.Html);
        if (!isSingle && LessonAt(notebook, folder) >= 0)
        {
            _written[notebook.Name] = page;
            Offer(notebook, folder);
        }
        foreach (var error in page.Errors) _terminal.Error(error.ToString());
    }

    /// <summary>Writes the page that leads to the lessons, and the index of those that have been written, for their search; takes
    /// away the pages of lessons that the course no longer has.</summary>
    /// <returns>The page's file.</returns>
    public async Task<string> WriteFrontPageAsync()
    {
        await FillAsync(_course.Site);
        OutputFolder.Write(Path.Combine(_course.Site, OnTheSite.SearchIndex!), SearchIndex.Write(
            _lessons.Where(lesson => _written.ContainsKey(lesson.File)).Select(lesson => (lesson.Page, _written[lesson.File]))));
        var file = Path.Combine(_course.Site, FrontPage.File);
        OutputFolder.Write(file, FrontPage.Write(_lessons, _map, OnTheSite));
        OutputFolder.Write(_course.Site, RemoveStale);
        return file;
    }

    public void Dispose()
    {
        if (_writer.IsCompletedSuccessfully) _writer.Result.Dispose();
    }

    private static async Task<PageWriter> WriterAsync(Task<PageAssets> assets) => new(await assets);

    private async Task FillAsync(string folder)
    {
        var assets = await _assets;
        lock (_gate)
            if (_filled.Add(folder)) OutputFolder.Write(folder, () => assets.CopyTo(Path.Combine(folder, Assets)));
    }

    private PageOptions OptionsFor(Notebook notebook, string folder)
    {
        var index = LessonAt(notebook, folder);
        // A page that stands where its notebook stood keeps its links; elsewhere they would lead nowhere.
        if (index < 0) return new PageOptions { MapLink = link => Path.GetFullPath(folder) == Path.GetDirectoryName(notebook.Path) || !IsRelative(link) ? link : null };
        return OnTheSite with
        {
            Home = new PageLink(FrontPage.File, FrontPage.Title),
            Previous = index > 0 ? LinkTo(_lessons[index - 1]) : null,
            Next = index + 1 < _lessons.Count ? LinkTo(_lessons[index + 1]) : null,
            Download = new PageLink($"{Downloads}/{notebook.Name}", "Download the notebook, to run in the course’s folder"),
            Minutes = _lessons[index].Minutes,
            MapLink = MapLink,
        };
    }

    /// <summary>Where among the lessons the notebook stands, if its page goes to the course's site; else -1.</summary>
    private int LessonAt(Notebook notebook, string folder)
        => folder == _course.Site && _course.Holds(notebook) ? _lessons.FindIndex(lesson => lesson.File == notebook.Name) : -1;

    // The file as it is, without outputs, and with the links that lead on in the course's folder.
    private static void Offer(Notebook notebook, string folder)
    {
        var copy = Path.Combine(folder, Downloads, notebook.Name);
        OutputFolder.Write(copy, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            AtomicFile.WriteAllBytes(copy, File.ReadAllBytes(notebook.Path!));
        });
    }

    // A lesson that was renamed leaves a page under its old name. Only what is named as a lesson's page and carries the course's mark goes.
    private void RemoveStale()
    {
        var kept = _course.Lessons.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        foreach (var page in Directory.EnumerateFiles(_course.Site, "??-*.html"))
        {
            var name = Path.GetFileNameWithoutExtension(page);
            if (kept.Contains(name) || !File.ReadAllText(page).Contains(Mark, StringComparison.Ordinal)) continue;
            File.Delete(page);
            var copy = Path.Combine(_course.Site, Downloads, name + ".ipynb");
            if (File.Exists(copy)) File.Delete(copy);
        }
    }

    private static PageLink LinkTo(Lesson lesson) => new(lesson.Page, lesson.Title);

    // A lesson has become a page; what else lies in the course's folder is not beside the pages.
    private string? MapLink(string link)
    {
        if (!IsRelative(link)) return link;
        var parts = link.Split('#', 2);
        var lesson = _lessons.Find(lesson => lesson.File == parts[0]);
        return lesson is null ? null : parts is [_, var place] ? $"{lesson.Page}#{place}" : lesson.Page;
    }

    private static bool IsRelative(string link) => link is not ['#', ..] && !Uri.TryCreate(link, UriKind.Absolute, out _);
}
