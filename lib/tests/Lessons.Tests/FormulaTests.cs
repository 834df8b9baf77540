using Notebooks.Html;

namespace Lessons.Tests;

public sealed class FormulaTests
{
    public static TheoryData<string> Lessons => Lesson.Names;

    [Theory, MemberData(nameof(Lessons))]
    public async Task KaTeX_typesets_every_formula(string lesson)
    {
        using var writer = new PageWriter(await AssetsAsync());
        var page = await writer.WriteAsync(Lesson.Named(lesson).Notebook, new PageOptions(), TestContext.Current.CancellationToken);
        Assert.True(page.Errors.Count == 0, string.Join('\n', page.Errors));
    }

    [Fact]
    public async Task A_formula_that_KaTeX_rejects_is_noticed()
    {
        using var writer = new PageWriter(await AssetsAsync());
        var notebook = global::Notebooks.Documents.Notebook.Parse(
            """{"cells": [{"cell_type": "markdown", "source": "$\\gradient{C}$ and $C$"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""", "bad");
        var page = await writer.WriteAsync(notebook, new PageOptions(), TestContext.Current.CancellationToken);
        Assert.Equal(@"\gradient{C}", Assert.Single(page.Errors).Tex);
    }

    private static async Task<PageAssets> AssetsAsync()
    {
        try
        {
            return await PageAssets.PrepareAsync(cancellation: TestContext.Current.CancellationToken);
        }
        catch (ToolMissingException missing)
        {
            Missing.Skip(missing.Message);
            throw;
        }
    }
}
