using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Tests;

public sealed class ScriptParserTests
{
    // Each token that has no place costs what all before it cost: of 50,000 the last ones are not reached in a minute.
    [Theory]
    [InlineData("a switch { ", "in out , ")]
    [InlineData("", "; using ")]
    public void What_has_no_place_in_a_script_is_not_read_to_its_end(string beginning, string stray)
    {
        var (tree, refusal, line) = Parse($"var a = 1;\n{beginning}\n{Repeated(stray + "\n", 50_000)}");

        Assert.Null(tree);
        Assert.StartsWith("Before this, thousands of words or signs have no place", refusal, StringComparison.Ordinal);
        Assert.InRange(line, 1_000, 10_000);
    }

    // Of these the parser, its lexer, or what works on its trees overflows the stack.
    [Theory]
    [InlineData("a switch { ", ".. ")]
    [InlineData("a switch { ", ".. not ")]
    [InlineData(") a", "()")]
    [InlineData("a", ".b")]
    [InlineData("var a = b", " ?? b")]
    [InlineData("1", " + 1")]
    [InlineData("if (a) b++;", " else if (a) b++;")]
    public void What_is_too_deep_is_refused_where_it_begins_to_be(string beginning, string part)
    {
        var (_, refusal, line) = Parse($"\n{beginning}{Repeated(part, 20_000)}");

        Assert.StartsWith("More than 1000 parts are chained or nested", refusal, StringComparison.Ordinal);
        Assert.Equal(1, line);
    }

    [Fact]
    public void A_list_of_words_is_no_script() => Assert.StartsWith("So many brackets stand within each other here, or so many words", Parse(Repeated("word\n", 5_000)).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("$\"{")]
    [InlineData("$@\"{")]
    [InlineData("$$\"\"\"{{")]
    public void Texts_in_texts_are_refused(string opening) => Assert.StartsWith("So many brackets", Parse(Repeated(opening, 20_000)).Refusal, StringComparison.Ordinal);

    [Fact]
    public void A_chain_that_someone_might_write_is_read() => Assert.NotNull(Parse("x = 1" + Repeated(" + 1", 900) + ";" + Repeated("\nif (x == 1) x = 2; else", 400) + " x = 3;\ns" + Repeated(".Trim()", 400)).Tree);

    [Theory]
    [InlineData("", "Console.WriteLine($\"{f(a, b => b + 1.5)} {new[] { 1, 2 }}\");\n", "")]
    [InlineData("double[][] data = [", "[1.5,-2,3],", "];")]
    [InlineData("static class A {", "public static int F() { if (a) { return a?.B ?? 0; } while (b) c++; return 1; }\n", "}")]
    [InlineData("", "Console.WriteLine($\"({a}, {b}] }}\");\n", "", 300)]
    [InlineData("var b = a is 1", " or 2\n", ";", 900)]
    [InlineData("", "this is no code but prose, of which the parser does not despair.\n", "")]
    public void What_is_long_is_read(string beginning, string part, string end, int times = 20_000)
    {
        var text = beginning + Repeated(part, times) + end;

        var tree = Parse(text).Tree;

        Assert.NotNull(tree);
        Assert.Equal(text, tree.GetRoot(TestContext.Current.CancellationToken).ToFullString());
        Assert.Equal("name", tree.FilePath);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("}")]
    [InlineData("f(1])")]
    [InlineData("::")]
    public void Brackets_and_signs_are_refused_with_their_line(string bracket)
    {
        var (_, refusal, line) = Parse("a\nb\n" + Repeated(bracket, 300));

        Assert.StartsWith("So many brackets stand within each other here, or so many words and signs have no place", refusal, StringComparison.Ordinal);
        Assert.Equal(2, line);
    }

    private static (Microsoft.CodeAnalysis.SyntaxTree? Tree, string Refusal, int Line) Parse(string code) => ScriptParser.Parse(SourceText.From(code), "name");

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
