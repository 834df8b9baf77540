using Notebooks.Jupyter;

namespace Course.Commands;

/// <summary><c>course kernel install | uninstall | list | run</c></summary>
internal sealed class KernelCommand(Terminal terminal)
{
    /// <summary>The name that the lessons ask for, which is .NET Interactive's own.</summary>
    private const string SharedName = ".net-csharp";

    private const string OwnName = "dotnet-course";
    private const string Owner = "course";
    private const string Program = "program";

    public async Task<int> InstallAsync(string? prefix, string? name, bool replace, CancellationToken cancellation)
    {
        var kernels = prefix is null ? KernelSpecs.UserFolder : KernelSpecs.FolderUnder(prefix);
        var others = KernelSpecs.In(prefix is null ? KernelSpecs.SearchPath : [kernels]).Where(spec => spec.Owner != Owner).ToList();
        if (name is not null)
        {
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_') || name is "." or "..")
                throw new UsageException($"--name '{name}': a kernel's name has small letters, digits, '.', '-' and '_'.");
            if (!replace && others.Find(spec => spec.Name == name) is { } taken)
                throw new UsageException($"Another kernel has the name '{name}': {taken.Folder}. Take another --name, or add --replace.");
        }
        else if (!replace && others.Find(spec => spec.Name == SharedName) is { } taken)
        {
            name = OwnName;
            terminal.Line($"The name {SharedName}, which the lessons ask for, is taken by {taken.Folder} (--replace takes it over); so choose the kernel \"{DisplayName(name)}\" when you open a lesson.");
        }
        name ??= SharedName;

        var start = KernelProgram.Fast;
        try
        {
            var spec = await KernelSpecs.InstallAsync(kernels, name, Describe, async draft =>
            {
                terminal.Line("Compiling the kernel ahead of time, which takes about a minute…");
                start = await KernelProgram.CopyAsync(Path.Combine(draft, Program), cancellation);
            });
            if (start is { } slower) terminal.Line($"It could not be compiled ahead of time, and so starts about a second slower ({slower}).");
            terminal.Line($"Installed the kernel \"{spec.DisplayName}\" ({spec.Name}) in {spec.Folder}");
            return ExitCode.Success;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Path.Combine(kernels, name)} cannot be written: {error.Message} (If a kernel runs from there, end it first.)", error);
        }

        KernelSpec Describe(string folder) => new(name, folder, DisplayName(name), "C#",
            [KernelProgram.DotNet, Path.Combine(folder, Program, KernelProgram.FileName), "kernel", "run", "{connection_file}"], Owner);
    }

    public int Uninstall(string? prefix, string? name)
    {
        var folder = prefix is null ? KernelSpecs.UserFolder : KernelSpecs.FolderUnder(prefix);
        var found = KernelSpecs.In(folder).Where(spec => name is null ? spec.Owner == Owner : spec.Name == name).ToList();
        if (found.Count == 0) throw new UsageException($"There is no {(name is null ? "kernel of this course" : $"kernel '{name}'")} in {folder}.");
        foreach (var spec in found)
        {
            if (spec.Owner != Owner) throw new UsageException($"{spec.Folder} was not installed by this command, and so it stays.");
            try
            {
                KernelSpecs.Remove(spec.Folder);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{spec.Folder} cannot be removed: {error.Message} (If a kernel runs from there, end it first.)", error);
            }
            terminal.Line($"Removed {spec.Folder}");
        }
        return ExitCode.Success;
    }

    public int List(string? prefix)
    {
        var folders = prefix is null ? KernelSpecs.SearchPath : [KernelSpecs.FolderUnder(prefix)];
        var specs = KernelSpecs.In(folders);
        if (specs.Count == 0)
        {
            terminal.Line($"There are no kernels in {string.Join(", ", folders)}. `course kernel install` installs this course's.");
            return ExitCode.Success;
        }
        terminal.Table(["name", "this course's", "display name", "language", "folder"], specs.Select(spec => (IReadOnlyList<string>)
            [spec.Name, spec.Owner == Owner ? "✓" : "", spec.DisplayName, spec.Language, spec.Folder]));
        return ExitCode.Success;
    }

    // Clients hide one of two kernels that look the same.
    private static string DisplayName(string name) => name switch
    {
        SharedName => ".NET (C#)",
        OwnName => "C# (Deep Learning Math)",
        _ => $"C# ({name})",
    };
}
