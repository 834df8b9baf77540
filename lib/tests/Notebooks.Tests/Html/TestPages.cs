using System.Runtime.CompilerServices;
using Notebooks.Documents;
using Notebooks.Html;

namespace Notebooks.Tests.Html;

/// <summary>Pages for tests; without Node.js a test that needs one is skipped with the line that says how to get it.</summary>
internal static class TestPages
{
    private static readonly Lazy<Task<(PageAssets? Assets, string? Missing)>> Assets = new(async () =>
    {
        try
        {
            return (await PageAssets.PrepareAsync(), null);
        }
        catch (ToolMissingException e)
        {
            return (null, e.Message);
        }
    });

    public static string SamplePath([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../samples/everything.ipynb"));

    public static async Task<PageAssets> RequireNodeAsync()
    {
        var (assets, missing) = await Assets.Value;
        if (assets is null) Missing.Skip(missing ?? "");
        return assets;
    }

    public static async Task<NotebookPage> WriteAsync(Notebook notebook, PageOptions? options = null)
    {
        using var writer = new PageWriter(await RequireNodeAsync());
        return await writer.WriteAsync(notebook, options ?? new PageOptions(), TestContext.Current.CancellationToken);
    }
}
