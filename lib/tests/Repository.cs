/// <summary>Where the repository's files are, whatever the current folder is.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Notebooks { get; } = Path.Combine(Root, "notebooks");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds global.json.");
    }
}
