using System.Text.Json.Nodes;

namespace Benchmarks.Tests;

public sealed class OutputTests
{
    private static readonly Result s_measured = new("work", "peer", Threads: 2, Goal: 2) { Ours = new Spread(1.25e-6, 1.2e-6, 1.3e-6), Theirs = new Spread(2.5e-6, 2.5e-6, 2.5e-6) };
    private static readonly Result s_missing = new("other work", "NumPy", Threads: 1, Goal: 1.5) { Note = "apt-get install it", IsMissing = true, Ours = new Spread(2, 2, 2) };

    [Fact]
    public void The_file_has_exactly_the_fields_that_it_promises()
    {
        var machine = new Machine("a processor", 2, 256, "a system", 40, 20);
        var file = JsonNode.Parse(ResultFile.ToText(machine, new Dictionary<string, string> { ["NumPy"] = "1.24.2" }, [s_measured, s_missing]))!;
        Assert.Equal(["machine", "versions", "rows"], file.AsObject().Select(pair => pair.Key));
        Assert.Equal("a processor", (string?)file["machine"]!["processor"]);
        Assert.Equal("1.24.2", (string?)file["versions"]!["NumPy"]);
        Assert.All(file["rows"]!.AsArray(), row => Assert.Equal(["work", "peer", "ours_seconds", "peer_seconds", "ratio", "goal", "threads"], row!.AsObject().Select(pair => pair.Key)));
        Assert.Equal("""{"work":"work","peer":"peer","ours_seconds":1.25E-06,"peer_seconds":2.5E-06,"ratio":2,"goal":2,"threads":2}""", file["rows"]![0]!.ToJsonString());
        Assert.Equal("""{"work":"other work","peer":"NumPy: apt-get install it","ours_seconds":2,"peer_seconds":null,"ratio":null,"goal":1.5,"threads":1}""", file["rows"]![1]!.ToJsonString());
    }

    [Fact]
    public void The_table_is_Markdown_and_its_columns_stand_below_each_other()
    {
        var text = new StringWriter();
        var table = new Table(text, [new Limit("other work", "NumPy", 1, 1) { Ours = _ => new FakeSide(1) }]);
        table.Add(s_measured);
        table.Add(s_missing);
        table.Add(s_missing with { IsMissing = false, IsFailure = true, Note = "not the same" });
        Assert.Equal(
            """
            | work       | against | threads |           ours |         theirs |  ratio |   goal |   |
            | ---------- | ------- | ------: | -------------: | -------------: | -----: | -----: | - |
            | work       | peer    |       2 |   1.25 µs ±4 % |        2.50 µs |   2.00 |   2.00 | ✓ |
            | other work | NumPy   |       1 |         2.00 s |                |        |   1.50 | apt-get install it |
            | other work | NumPy   |       1 |         2.00 s |                |        |   1.50 | ✗ failed: not the same |

            """.ReplaceLineEndings(), text.ToString());
    }

    [Theory]
    [InlineData(1.234, "1.23 s")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(0.000456, "456 µs")]
    [InlineData(1.5e-9, "1.50 ns")]
    [InlineData(2e-10, "0.200 ns")]
    public void A_time_has_three_digits_and_the_unit_that_suits_it(double seconds, string text)
        => Assert.Equal(text, Table.Time(new Spread(seconds, seconds, seconds)));
}
