using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Lessons.Tests;

public sealed partial class ReadmeTests
{
    [Fact]
    public void The_two_commands_are_those_that_CI_runs()
    {
        var section = TwoCommands().Match(Read("README.md")).Value;
        var commands = Markdown.Parse(section).Descendants<FencedCodeBlock>().Select(block => block.Lines.ToString().Trim()).ToList();
        Assert.Equal(["dotnet run --project lib/Course", "dotnet test lib"], commands);

        // Options for a log may follow, but no arguments that make it another command.
        var ci = Read(".ci/run").Split('\n').Where(line => !line.TrimStart().StartsWith('#')).ToList();
        Assert.All(commands, command => Assert.Contains(ci, line => Regex.IsMatch(line, $@"(^|[\s;&(]){Regex.Escape(command)}(?!/|\S|\s+--\s)")));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("lib/README.md")]
    [InlineData("lib/benchmarks/README.md")]
    [InlineData("data/README.md")]
    public void No_link_is_dead(string file)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, file))!;
        var links = Markdown.Parse(Read(file)).Descendants<LinkInline>().Select(link => link.Url!.Split('#')[0])
            .Where(link => link.Length > 0 && !link.StartsWith("https://", StringComparison.Ordinal));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{file}: the link {link} leads nowhere."));
    }

    [Fact]
    public void The_list_of_lessons_is_the_lessons()
        => Assert.Equal(
            Lesson.All.Select(lesson => $"notebooks/{lesson.Name}.ipynb"),
            Markdown.Parse(Read("README.md"), new MarkdownPipelineBuilder().UsePipeTables().Build())
                .Descendants<LinkInline>().Select(link => link.Url!).Where(link => link.StartsWith("notebooks/", StringComparison.Ordinal)));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex("^## Two commands.*?(?=^## )", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex TwoCommands();
}
