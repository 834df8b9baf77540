namespace Notebooks.Tests;

public sealed class BracketNestingTests
{
    [Theory]
    [InlineData("[")]
    [InlineData("f(a = ")]
    [InlineData("(a x = ")]
    [InlineData("x = (")]
    [InlineData("(a = () => { ")]
    [InlineData("f(1, (a, b c = ")]
    [InlineData("b ? [")]
    [InlineData("(a?[")]
    [InlineData("(.. ")]
    [InlineData(", (int where (")]
    [InlineData("1 a (checked ")]
    [InlineData("$\"{")]
    [InlineData("$\"{[((")]
    [InlineData("( stackalloc $\"{ [ lock ")]
    [InlineData("partial ")]
    [InlineData("partial :: ")]
    [InlineData("partial static\n")]
    [InlineData("? [] ")]
    [InlineData("?[0]")]
    public void What_the_parser_would_read_for_hours_is_not_given_to_it(string opening)
    {
        Assert.NotNull(BracketNesting.TooDeep(Repeated(opening, 40 + (opening == "[" ? 40 : 0))));
        Assert.NotNull(BracketNesting.TooDeep($"var a = $\"x {{{Repeated(opening, 80)}}}\";"));
    }

    [Theory]
    [InlineData("", "(")]
    [InlineData("", "a<")]
    [InlineData("", "delegate*<")]
    [InlineData("", "#if a\n")]
    [InlineData("#if ", "(")]
    [InlineData(" # elif ", "!")]
    [InlineData("", "::")]
    [InlineData("", "a ? ")]
    public void What_would_overflow_the_parsers_stack_is_not_given_to_it(string beginning, string opening)
        => Assert.NotNull(BracketNesting.TooDeep(beginning + Repeated(opening, 20_000)));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("f(new A(", "))")]
    [InlineData("f(a: ", ", b: 1)")]
    [InlineData("f(x => ", ")")]
    [InlineData("f(() => { g = 1; return ", "; })")]
    [InlineData("if (a is { } b) { for (var i = 0; i < n; i++) { ", " } }")]
    [InlineData("a ? [1] : ", "")]
    public void Deep_and_plain_is_read(string opening, string closing)
        => Assert.Null(BracketNesting.TooDeep(Repeated(opening, 50) + "1" + Repeated(closing, 50)));

    [Theory]
    [InlineData("f(a = 1);\n")]
    [InlineData("#if A\nvar b = a < 1 && a < 2 && a < 3 && a < 4 && a < 5 && a < 6;\nList<List<int>> c;\n#endif\n")]
    [InlineData("partial class A { public partial void F(partial a, int b); }\n")]
    [InlineData("x = a?[0]?[1] + f(b?[0], c?[1] ? [] : d) ?? [];\n")]
    [InlineData("var a = b ? [1, 2] : c?[3];\n")]
    [InlineData("Console.WriteLine($\"{f(out var a)} = ({a[..1]})\");\n")]
    [InlineData("// ((( x = [[[\nvar text = \"(a = (a = (a = \";\n")]
    public void What_stands_one_after_another_is_read(string line) => Assert.Null(BracketNesting.TooDeep(Repeated(line, 50)));

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
