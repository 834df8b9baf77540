namespace Course.Tests.Jupyter;

/// <summary><c>course kernel install | list | uninstall</c></summary>
public sealed class KernelInstallTests(InstalledKernel kernel) : IDisposable
{
    private readonly WorkFolder _folder = new();

    private Dictionary<string, string?> Home => new()
    {
        ["JUPYTER_PATH"] = _folder["elsewhere"],
        ["JUPYTER_DATA_DIR"] = _folder["data"],
    };

    public void Dispose() => _folder.Dispose();

    /// <summary>The command of the installed kernel, which installs itself in no time.</summary>
    private async Task<ChildProcess.Result> CommandAsync(params string[] arguments)
    {
        await kernel.InstallAsync();
        using var command = CommandProcess.Start(_folder.Path, Home, kernel.Program, arguments);
        return await command.EndAsync();
    }

    private void Foreign(string folder, string name) => _folder.WriteText($"{folder}/kernels/{name}/kernel.json", """{ "argv": ["dotnet", "interactive"], "display_name": ".NET (C#)", "language": "C#" }""");

    [Fact]
    public async Task What_is_installed_is_small_and_points_to_nothing_but_itself_and_dotnet()
    {
        var printed = await kernel.InstallAsync();
        Assert.Contains(kernel.Folder, printed, StringComparison.Ordinal);
        var argv = kernel.Spec["argv"]!.AsArray().Select(item => (string)item!).ToArray();
        Assert.Equal([kernel.Program, "kernel", "run", "{connection_file}"], argv[1..]);
        Assert.True(Path.IsPathFullyQualified(argv[0]) && File.Exists(argv[0]), argv[0]);
        Assert.Equal(("C#", "message", ".NET (C#)"), ((string)kernel.Spec["language"]!, (string)kernel.Spec["interrupt_mode"]!, (string)kernel.Spec["display_name"]!));
        Assert.All(kernel.Spec["env"]!.AsObject(), variable => Assert.StartsWith("DOTNET_", variable.Key, StringComparison.Ordinal));
        var size = Directory.EnumerateFiles(kernel.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(size, 1, 40_000_000);
        Assert.Equal([".net-csharp"], Directory.EnumerateFileSystemEntries(Path.Combine(kernel.JupyterPath, "kernels")).Select(Path.GetFileName));
        Assert.Equal(["kernels"], Directory.EnumerateFileSystemEntries(kernel.JupyterPath).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_name_that_the_lessons_ask_for_is_taken_unless_another_kernel_has_it()
    {
        Assert.Contains(".net-csharp", (await CommandAsync("kernel", "install")).Output, StringComparison.Ordinal);
        Foreign("elsewhere", ".net-csharp");
        var result = await CommandAsync("kernel", "install");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is taken by", result.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["data/kernels/dotnet-course/kernel.json"]));
        Assert.NotEqual(
            (string)_folder.Json("data/kernels/dotnet-course/kernel.json")["display_name"]!,
            (string)_folder.Json("elsewhere/kernels/.net-csharp/kernel.json")["display_name"]!);
    }

    [Fact]
    public async Task Another_programs_kernel_is_replaced_only_when_asked_and_never_removed()
    {
        Foreign("data", ".net-csharp");
        Assert.Equal(2, (await CommandAsync("kernel", "install", "--name", ".net-csharp")).ExitCode);
        Assert.Equal(2, (await CommandAsync("kernel", "uninstall", "--name", ".net-csharp")).ExitCode);
        Assert.True(File.Exists(_folder["data/kernels/.net-csharp/kernel.json"]));
        Assert.Equal(0, (await CommandAsync("kernel", "install", "--replace")).ExitCode);
        Assert.Equal("course", (string)_folder.Json("data/kernels/.net-csharp/kernel.json")["metadata"]!["installed_by"]!);
    }

    [Fact]
    public async Task Installing_twice_replaces_and_uninstalling_leaves_nothing()
    {
        Assert.Equal(0, (await CommandAsync("kernel", "install", "--name", "mine")).ExitCode);
        _folder.WriteText("data/kernels/mine/program/old.dll", "");
        Assert.Equal(0, (await CommandAsync("kernel", "install", "--name", "mine")).ExitCode);
        Assert.False(File.Exists(_folder["data/kernels/mine/program/old.dll"]));
        Assert.Contains("C# (mine)", (await CommandAsync("kernel", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandAsync("kernel", "uninstall")).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["data/kernels"]));
        Assert.Equal(["kernels"], Directory.EnumerateFileSystemEntries(_folder["data"]).Select(Path.GetFileName));
        var again = await CommandAsync("kernel", "uninstall");
        Assert.Equal(2, again.ExitCode);
        Assert.Single(again.ErrorLines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("Größe")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        var result = await CommandAsync("kernel", "install", "--name", name);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("small letters", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        _folder.WriteText("file", "");
        var result = await CommandAsync("kernel", "install", "--prefix", _folder["file"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(_folder["file"], Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
