using System.Text;
using Notebooks.Documents;

namespace Notebooks.Tests.Documents;

public sealed class NotebookFileTests : IDisposable
{
    private const string Smallest = "{\n \"cells\": [],\n \"metadata\": {},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notebooks-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, params byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    private static string ErrorOf(string path) => Assert.Throws<NotebookFormatException>(() => Notebook.Load(path)).Message;

    [Fact]
    public void A_saved_notebook_is_UTF_8_without_a_mark_and_loads_again()
    {
        var path = PathOf("기울기.ipynb");
        Notebook.Parse(Smallest, "n").Save(path);
        Assert.Equal(Encoding.UTF8.GetBytes(Smallest), File.ReadAllBytes(path));
        var notebook = Notebook.Load(path);
        Assert.Equal((path, "기울기.ipynb"), (notebook.Path, notebook.Name));
    }

    [Fact]
    public void A_byte_order_mark_is_taken_and_not_written_again()
    {
        var path = Write("bom.ipynb", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Smallest)]);
        Assert.Equal(Smallest, Notebook.Load(path).ToText());
    }

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_are_said_in_one_line()
    {
        Assert.Equal($"{PathOf("none.ipynb")}: there is no such file", ErrorOf(PathOf("none.ipynb")));
        Assert.Equal($"{PathOf("no/none.ipynb")}: there is no such file", ErrorOf(PathOf("no/none.ipynb")));
        Assert.Equal($"{_folder.FullName}: this is a folder; expected a notebook (.ipynb)", ErrorOf(_folder.FullName));
        Assert.Equal($"{PathOf("empty.ipynb")}: the file is empty; expected a notebook (JSON, nbformat 4)", ErrorOf(Write("empty.ipynb")));
    }

    [Fact]
    public void A_file_that_the_system_will_not_read_is_said_in_one_line()
    {
        // A link that leads back to itself: also the administrator, for whom no file is forbidden, cannot read it.
        File.CreateSymbolicLink(PathOf("loop.ipynb"), PathOf("loop.ipynb"));
        var message = ErrorOf(PathOf("loop.ipynb"));
        Assert.StartsWith($"{PathOf("loop.ipynb")}: the file cannot be read: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Another_encoding_is_named_with_its_place()
    {
        Assert.Equal($"{PathOf("16.ipynb")}: the file is UTF-16; a notebook is UTF-8: save it again with that encoding",
            ErrorOf(Write("16.ipynb", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Smallest)])));
        Assert.Equal($"{PathOf("latin.ipynb")}:2:4: byte 0xE9 is not UTF-8: save the file again with that encoding",
            ErrorOf(Write("latin.ipynb", [.. "{\n \"가é"u8[..^2], 0xE9, (byte)'"'])));
    }

    [Fact]
    public void Saving_keeps_the_mode_follows_links_and_leaves_nothing_beside()
    {
        var path = Write("real.ipynb", [.. "old"u8]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(PathOf("link.ipynb"), "real.ipynb");

        Notebook.Parse(Smallest, "n").Save(PathOf("link.ipynb"));

        Assert.Equal(Smallest, File.ReadAllText(path));
        Assert.Equal("real.ipynb", new FileInfo(PathOf("link.ipynb")).LinkTarget);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(["link.ipynb", "real.ipynb"], Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_beside()
    {
        var path = Write("locked.ipynb", [.. "old"u8]);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Throws<UnauthorizedAccessException>(() => Notebook.Parse(Smallest, "n").Save(path));
        Assert.Equal("old", File.ReadAllText(path));

        Directory.CreateDirectory(PathOf("folder.ipynb"));
        Assert.ThrowsAny<SystemException>(() => Notebook.Parse(Smallest, "n").Save(PathOf("folder.ipynb")));
        Assert.Throws<DirectoryNotFoundException>(() => Notebook.Parse(Smallest, "n").Save(PathOf("no/n.ipynb")));
        Assert.Equal(["folder.ipynb", "locked.ipynb"], Directory.GetFileSystemEntries(_folder.FullName).Select(Path.GetFileName).Order());
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void What_a_killed_save_left_goes_after_an_hour_and_nothing_else()
    {
        var (old, fresh) = ($".n.ipynb.{Guid.NewGuid():N}.tmp", $".n.ipynb.{Guid.NewGuid():N}.tmp");
        string[] others = ["n.ipynb", ".own.tmp", $"n.{Guid.NewGuid():N}.tmp", $".n.{Guid.NewGuid()}.tmp"];
        foreach (var name in (string[])[old, fresh, .. others])
        {
            File.WriteAllText(Path.Combine(_folder.FullName, name), "");
            if (name != fresh) File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, name), DateTime.UtcNow.AddHours(-2));
        }
        AtomicFile.RemoveLeftovers(_folder.FullName);
        Assert.Equal(others.Append(fresh).Order(StringComparer.Ordinal), Directory.GetFiles(_folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
