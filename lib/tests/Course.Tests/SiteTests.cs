using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Course.Tests;

/// <summary><c>course</c> and <c>course export</c>: from notebooks to pages.</summary>
public sealed partial class SiteTests(CourseCopy course) : IClassFixture<CourseCopy>, IDisposable
{
    private WorkFolder Folder => course.Folder;

    public void Dispose()
    {
        foreach (var made in new[] { "notebooks", "site", "images", "pages", "mine" })
            if (Directory.Exists(Folder[made])) Directory.Delete(Folder[made], recursive: true);
    }

    [Fact]
    public async Task Without_an_argument_every_lesson_becomes_a_page_the_front_page_leads_to_them_and_every_link_to_a_file()
    {
        NeedsNode();
        WriteLessons();
        Folder.WriteText("images/course-map.svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"><desc>00 Start (여기서): 35 minutes, needs nothing.\n01 Nodes (노드): 10 minutes, needs 00.\n</desc><g data-lesson=\"00\"><text>a</text></g><g data-lesson=\"09\"><text>b</text></g></svg>\n");
        Folder.WriteText("site/07-renamed.html", $"<body data-shelf=\"deep-learning-math\">");
        Folder.WriteText("site/notebooks/07-renamed.ipynb", "{}");
        Folder.WriteText("site/08-mine.html", "<body>");

        var result = await course.RunAsync();

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Contains(Folder["site/index.html"], result.Output, StringComparison.Ordinal);
        Assert.Contains("VS Code", result.Output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("notebooks", "00-start.ipynb"), result.Output, StringComparison.Ordinal);
        var pages = Directory.EnumerateFiles(Folder["site"]).Select(file => Path.GetFileName(file)).Order().ToArray();
        Assert.Equal(["00-start.html", "01-nodes.html", "08-mine.html", "index.html"], pages);

        var front = await ReadAsync("site/index.html");
        Assert.Contains("딥러닝 수학", front, StringComparison.Ordinal);
        Assert.Contains("Deep Learning Math", front, StringComparison.Ordinal);
        // The map leads to the lessons that are there; what it says of them, the list says too.
        Assert.Contains("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\"><a href=\"00-start.html\"><text>a</text></a><g data-lesson=\"09\"><text>b</text></g></svg>", front, StringComparison.Ordinal);
        Assert.DoesNotContain("<?xml", front, StringComparison.Ordinal);
        Assert.Contains(">00 · Start &amp; see</a>", front, StringComparison.Ordinal);
        Assert.Contains("about 10 min · needs 00", front, StringComparison.Ordinal);
        Assert.Contains("Can a line find its own place?", front, StringComparison.Ordinal);
        Assert.Equal(["about 35 min", "about 10 min"], Times().Matches(front).Select(match => match.Value).Distinct());

        var start = await ReadAsync("site/00-start.html");
        Assert.Contains("the answer is 42", start, StringComparison.Ordinal);
        Assert.Contains("katex", start, StringComparison.Ordinal);
        Assert.Contains("01-nodes.html", Hrefs(start));
        Assert.Contains("index.html", Hrefs(start));
        Assert.Contains("01-nodes.html#the-plus", Hrefs(start));
        Assert.Contains("data-index=\"assets/search-index.js\"", start, StringComparison.Ordinal);
        Assert.Contains("data-index=\"assets/search-index.js\"", front, StringComparison.Ordinal);
        Assert.Contains("Can a line find its own place?", await ReadAsync("site/assets/search-index.js"), StringComparison.Ordinal);
        Assert.Contains("about 35 min to read", start, StringComparison.Ordinal);
        // What is not on the site cannot be led to; the notebook itself is, as it stands in the course.
        Assert.DoesNotContain(Hrefs(start), href => href.Contains("README", StringComparison.Ordinal));
        Assert.Equal(["notebooks/00-start.ipynb"], Hrefs(start).Where(href => href.Contains("ipynb", StringComparison.Ordinal)));
        Assert.Equal(await ReadAsync("notebooks/00-start.ipynb"), await ReadAsync("site/notebooks/00-start.ipynb"));
        Assert.Equal(["00-start.ipynb", "01-nodes.ipynb"], Directory.EnumerateFiles(Folder["site/notebooks"]).Select(file => Path.GetFileName(file)).Order());

        foreach (var page in Directory.EnumerateFiles(Folder["site"], "*.html"))
            foreach (var link in Links().Matches(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value))
                if (!link.StartsWith("https:", StringComparison.Ordinal) && !link.StartsWith("data:", StringComparison.Ordinal) && link.Split('#')[0] is { Length: > 0 } file)
                    Assert.True(File.Exists(Path.Combine(Folder["site"], file)), $"{page} leads to {file}");
    }

    [Fact]
    public async Task A_lesson_that_fails_or_is_no_notebook_is_named_and_the_others_are_there()
    {
        NeedsNode();
        WriteLessons();
        Folder.Write("notebooks/02-fails.ipynb", "# 02 · Fails", "Console.WriteLine(\"so far\");", "throw new Exception(\"no\");");
        Folder.WriteText("notebooks/03-broken.ipynb", "{");

        var result = await course.RunAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
        [
            $"{Path.Combine("notebooks", "03-broken.ipynb")}:1:2: the file ends in the middle of its JSON: it seems to be cut off",
            $"{Path.Combine("notebooks", "02-fails.ipynb")}: cell 3 (c-3), line 1: Exception: no",
        ], result.ErrorLines);
        Assert.Contains("the answer is 42", await ReadAsync("site/00-start.html"), StringComparison.Ordinal);
        Assert.Contains("so far", await ReadAsync("site/02-fails.html"), StringComparison.Ordinal);
        Assert.False(File.Exists(Folder["site/03-broken.html"]));
        Assert.DoesNotContain("03-broken", await ReadAsync("site/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Node_the_command_says_so_before_it_runs_anything()
    {
        WriteLessons();
        Folder.Write("notebooks/00-start.ipynb", "System.IO.File.WriteAllText(\"ran.txt\", \"\");");

        var result = await course.RunAsync(new Dictionary<string, string?> { ["PATH"] = Folder.Path });

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("Node.js", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("Install", result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder["notebooks/ran.txt"]));
        Assert.Empty(Directory.EnumerateFiles(Folder["site"]));
    }

    [Fact]
    public async Task Without_lessons_the_command_says_what_it_expected()
    {
        Directory.CreateDirectory(Folder["notebooks"]);

        var result = await course.RunAsync();

        Assert.Equal($"{Folder["notebooks"]}: no lessons there; expected files such as 01-nodes.ipynb.", Assert.Single(result.ErrorLines));
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task A_site_that_cannot_be_written_is_one_line()
    {
        WriteLessons();
        Folder.WriteText("site", "a file stands in the way");
        try
        {
            var result = await course.RunAsync();

            Assert.StartsWith($"{Folder["site"]} cannot be written: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(2, result.ExitCode);
        }
        finally
        {
            File.Delete(Folder["site"]);
        }
    }

    [Fact]
    public async Task An_exported_notebook_is_a_page_in_the_folder_with_what_it_needs_beside_it()
    {
        NeedsNode();
        Folder.Write("mine/x.ipynb", "# Mine\n\n[beside](other.txt) [out](https://example.org)", "Console.WriteLine(6 * 7);");
        Directory.CreateDirectory(Folder["notebooks"]);

        var elsewhere = await course.RunAsync("export", "mine/x.ipynb", "--output", "pages");
        var beside = await course.RunAsync("export", "mine/x.ipynb");

        Assert.Equal(("", 0, Path.Combine("pages", "x.html")), (elsewhere.Errors, elsewhere.ExitCode, elsewhere.Output.TrimEnd().Split('\n')[^1]));
        Assert.Equal(("", 0), (beside.Errors, beside.ExitCode));
        foreach (var folder in new[] { "pages", "mine" })
        {
            Assert.Contains("<pre", await ReadAsync($"{folder}/x.html"), StringComparison.Ordinal);
            Assert.Contains("42", await ReadAsync($"{folder}/x.html"), StringComparison.Ordinal);
            // One page is searched by the browser.
            Assert.DoesNotContain("search", await ReadAsync($"{folder}/x.html"), StringComparison.Ordinal);
            Assert.All(Links().Matches(await ReadAsync($"{folder}/x.html")).Select(match => match.Groups[1].Value).Where(link => link.StartsWith("assets/", StringComparison.Ordinal)),
                link => Assert.True(File.Exists(Folder[$"{folder}/{link}"]), link));
        }
        Assert.Equal(["https://example.org"], Hrefs(await ReadAsync("pages/x.html")).Where(href => href is not ['#', ..] && !href.StartsWith("assets", StringComparison.Ordinal) && !href.StartsWith("data", StringComparison.Ordinal)));
        Assert.Contains("other.txt", Hrefs(await ReadAsync("mine/x.html")));
        Assert.DoesNotContain("outputs", await ReadAsync("mine/x.ipynb"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_file_stands_alone_and_leads_to_nothing_that_is_not_in_it()
    {
        NeedsNode();
        WriteLessons();
        Folder.Write("mine/x.ipynb", "# Mine\n\n[beside](other.txt) [out](https://example.org) [there](#mine) $x^2$", "Console.WriteLine(6 * 7);");

        var result = await course.RunAsync("export", "--single-file", "mine/x.ipynb", "notebooks/00-start.ipynb");
        var given = await course.RunAsync("export", "--single-file", "--no-run", "notebooks/00-start.ipynb", "--output", "pages");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Matches(@"mine.x\.html \(0\.[0-9] MB\)$", result.Output.TrimEnd().Split('\n')[^2].TrimEnd());
        Assert.Matches(@"00-start\.html \(0\.[0-9] MB\)$", result.Output.TrimEnd().Split('\n')[^1].TrimEnd());
        Assert.Equal(("", 0), (given.Errors, given.ExitCode));
        // Not on the site, where a page that leads nowhere would be in the way.
        Assert.False(Directory.Exists(Folder["site"]));
        Assert.Equal(["x.html", "x.ipynb"], Directory.EnumerateFileSystemEntries(Folder["mine"]).Select(file => Path.GetFileName(file)).Order());
        Assert.Equal(["00-start.html"], Directory.EnumerateFileSystemEntries(Folder["pages"]).Select(file => Path.GetFileName(file)));
        Assert.Contains("42", await ReadAsync("mine/x.html"), StringComparison.Ordinal);
        Assert.Equal(["https://example.org"], Links().Matches(await ReadAsync("mine/x.html")).Select(match => match.Groups[1].Value).Where(link => link is not ['#', ..] && !link.StartsWith("data:", StringComparison.Ordinal)));
        Assert.All(Links().Matches(await ReadAsync("00-start.html")).Select(match => match.Groups[1].Value), link => Assert.Matches("^(#|data:)", link));
        File.Delete(Folder["00-start.html"]);
    }

    [Fact]
    public async Task A_page_that_somebody_else_wrote_is_not_overwritten_and_ones_own_is()
    {
        NeedsNode();
        Directory.CreateDirectory(Folder["notebooks"]);
        Folder.Write("mine/x.ipynb", "System.IO.File.WriteAllText(\"ran.txt\", \"\");");
        Folder.WriteText("mine/x.html", "<title>by hand</title>");

        var refused = await course.RunAsync("export", "mine/x.ipynb");

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal($"{Path.Combine("mine", "x.html")} is there already, and was not written by this command: move it, or choose another folder with --output.", Assert.Single(refused.ErrorLines));
        Assert.Equal("<title>by hand</title>", await ReadAsync("mine/x.html"));
        Assert.False(File.Exists(Folder["mine/ran.txt"]));

        File.Copy(Folder["mine/x.ipynb"], Folder["mine/x.json"]);
        var twice = await course.RunAsync("export", "mine/x.ipynb", "mine/x.json");
        Assert.Equal((2, $"{Path.Combine("mine", "x.ipynb")} and {Path.Combine("mine", "x.json")} would both become {Path.Combine("mine", "x.html")}: give them one after the other, with another --output each."), (twice.ExitCode, Assert.Single(twice.ErrorLines)));

        var first = await course.RunAsync("export", "mine/x.ipynb", "--output", "pages");
        var again = await course.RunAsync("export", "--no-run", "--single-file", "mine/x.ipynb", "--output", "pages");
        Assert.Equal((0, 0, ""), (first.ExitCode, again.ExitCode, again.Errors));
    }

    [Fact]
    public async Task With_no_run_a_page_shows_what_stands_in_the_file_and_nothing_runs()
    {
        NeedsNode();
        Directory.CreateDirectory(Folder["notebooks"]);
        Folder.Write("mine/x.ipynb", "System.IO.File.WriteAllText(\"ran.txt\", \"\");");
        var notebook = Folder.Load("mine/x.ipynb");
        notebook.Cells[0].Add(new Notebooks.Documents.StreamOutput("stdout", "kept from before"));
        notebook.Save(Folder["mine/x.ipynb"]);

        var result = await course.RunAsync("export", "--no-run", "mine/x.ipynb");

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Contains("kept from before", await ReadAsync("mine/x.html"), StringComparison.Ordinal);
        // Once more gives the same page, to the byte.
        var page = await ReadAsync("mine/x.html");
        File.Delete(Folder["mine/x.html"]);
        await course.RunAsync("export", "--no-run", "mine/x.ipynb");
        Assert.Equal(page, await ReadAsync("mine/x.html"));
        Assert.False(File.Exists(Folder["mine/ran.txt"]));
    }

    private static void NeedsNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true });
            node!.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Missing.Skip("Node.js is not there: install Node.js 20 or newer with npm (https://nodejs.org).");
        }
    }

    private void WriteLessons()
    {
        Folder.Write("notebooks/00-start.ipynb",
            "# 00 · Start & see\n\n**Can a line find its own place?**\n\nOn to [nodes](01-nodes.ipynb#the-plus), not to [this](../README.md). $x^2$", "Console.WriteLine(\"the answer is \" + 6 * 7);");
        Folder.Write("notebooks/01-nodes.ipynb", "# 01 · Nodes\n\n**Which input do I turn?**\n\n## The plus", "1 + 1");
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Folder[name], TestContext.Current.CancellationToken);

    private static string[] Hrefs(string html) => [.. Links().Matches(html).Where(match => match.Value.StartsWith("href", StringComparison.Ordinal)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("about \\d+ min")]
    private static partial Regex Times();

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Links();
}
