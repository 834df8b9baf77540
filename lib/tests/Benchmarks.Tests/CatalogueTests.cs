namespace Benchmarks.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_row_has_a_name_of_its_own_and_a_goal()
    {
        var rows = Catalogue.Rows(cores: 2);
        Assert.Equal(rows.Count, rows.Select(row => (row.Work, row.Peer, row.Threads)).Distinct().Count());
        Assert.All(rows, row => Assert.True(row.Goal > 0));
        Assert.All(Catalogue.Rows(cores: 1).OfType<Comparison>(), row => Assert.Equal(1, row.Threads));
    }

    [Fact]
    public void A_row_without_a_peer_to_install_is_measured_and_its_sides_agree()
    {
        using var session = new Session(isTimed: true);
        var row = Assert.Single(Catalogue.Rows(cores: 1), row => row.Contains("update, compiled | C# loop"));
        var result = row.Measure(session, Pace.Quick);
        Assert.Equal((null, false), (result.Note, result.IsFailure));
        Assert.True(result.Ratio > 0);
    }

    [Fact]
    public void The_scalar_graph_has_the_nodes_that_its_sizes_ask_for()
    {
        // A point: 16·(2 + 2 + 1) + 16·(16 + 16 + 1) + 32 for the network, minus and square for the loss, its two inputs and
        // its target. Then the parameters, sums of the losses, and a division.
        const int Point = 80 + 528 + 32 + 2 + 3, Parameters = 48 + 272 + 17;
        Assert.Equal((100 * Point) + Parameters + 99 + 2, new Works.ScalarGraph(100).Nodes());
    }

    [Theory]
    [InlineData("--only", "no row has this")]
    [InlineData("--fast")]
    [InlineData("check", "--quick")]
    public void What_cannot_be_meant_is_exit_code_2(params string[] arguments) => Assert.Equal(2, Program.Main(arguments));
}
