using Notebooks.Html;

namespace Notebooks.Tests.Html;

public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("plain <b>", "plain &lt;b&gt;")]
    [InlineData("\e[31mred\e[0m plain", "<span class=\"nb-fg-red\">red</span> plain")]
    [InlineData("\e[1;4;92mloud\e[22;24;39m plain", "<span class=\"nb-fg-bright-green nb-bold nb-underline\">loud</span> plain")]
    [InlineData("\e[38;5;208morange\e[m", "<span style=\"color:light-dark(#a95700,#ff8700)\">orange</span>")]
    [InlineData("\e[38;5;9mred\e[m", "<span class=\"nb-fg-bright-red\">red</span>")]
    [InlineData("\e[48;2;1;2;300mback\e[49m", "<span style=\"color:#ffffff;background:#0102ff\">back</span>")]
    [InlineData("\e[38;5;21;48;5;226mboth\e[m", "<span style=\"color:#0000ff;background:#ffff00\">both</span>")]
    [InlineData("\e[38;2;0;0;0mblack\e[m", "<span style=\"color:light-dark(#000000,#8c8c8c)\">black</span>")]
    [InlineData("\e]0;title\aafter \e[2J\e[1;1Hcleared", "after cleared")]
    [InlineData("10 %\r50 %\r100 %", "100 %")]
    [InlineData("loading\rdone", "doneing")]
    [InlineData("line\r\n", "line")]
    [InlineData("bell\a null\0 \e", "bell null ")]
    public void Colours_stay_and_other_commands_go(string text, string html)
        => Assert.Equal(html, Assert.Single(AnsiText.Lines(text)));

    [Fact]
    public void A_colour_goes_on_in_the_next_line_and_each_line_is_whole()
        => Assert.Equal(["<span class=\"nb-fg-red\">one</span>", "<span class=\"nb-fg-red\">two</span>", "three"], AnsiText.Lines("\e[31mone\ntwo\e[0m\nthree"));
}
