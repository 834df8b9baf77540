namespace DeepLearningMath.Tests;

public sealed class CsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_has_names_text_and_numbers()
    {
        var table = Csv.Read(_folder.Write("t.csv", "name,x,class\na,1.5,0\nb,-2e-3,1\n"));
        Assert.Equal(["name", "x", "class"], table.Columns);
        Assert.Equal(2, table.RowCount);
        Assert.Equal("b", table[1, "name"]);
        Assert.Equal((Tensor)new[,] { { 0, 1.5 }, { 1, -0.002 } }, table.Numbers(["class", "x"]));
        Assert.Equal([0, 1], table.WholeNumbers("class"));
    }

    [Fact]
    public void Line_ends_of_Windows_and_a_byte_order_mark_change_nothing()
    {
        var table = Csv.Read(_folder.Write("t.csv", "\uFEFFx,y\r\n1,2\r\n3,4"));
        Assert.Equal(["x", "y"], table.Columns);
        Assert.Equal((Tensor)new double[,] { { 1, 2 }, { 3, 4 } }, table.Numbers(table.Columns));
    }

    [Theory]
    [InlineData("", "is empty: its first line must name the columns.")]
    [InlineData("x,y,x\n", "line 1: the column 'x' stands there twice.")]
    [InlineData("x,y\n1,2\n3\n", "line 3: 1 fields, but line 1 names 2 columns.")]
    [InlineData("x,y\n1,2\n\n", "line 3: 1 fields, but line 1 names 2 columns.")]
    [InlineData("x,y\n\"1,5\",2\n", "line 2: there is a quotation mark.")]
    public void A_damaged_table_is_refused_with_its_line(string text, string message)
    {
        var path = _folder.Write("t.csv", text);
        var error = Assert.Throws<InvalidDataException>(() => Csv.Read(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,5x")]
    [InlineData("1,")]
    [InlineData("1,NaN")]
    [InlineData("1,1e999")]
    public void What_is_not_a_number_is_named_with_line_and_column(string row)
    {
        var table = Csv.Read(_folder.Write("t.csv", $"x,y\n1,2\n{row}\n"));
        var error = Assert.Throws<InvalidDataException>(() => table.Numbers(["x", "y"]));
        Assert.Contains($"line 3, column 'y': '{row[2..]}' is not a number.", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not a whole number", Assert.Throws<InvalidDataException>(() => table.WholeNumbers("y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_rows_and_files_that_are_not_there_are_named()
    {
        var table = Csv.Read(_folder.Write("t.csv", "x,y\n1,2\n"));
        Assert.Contains("has no column 'z'; it has x, y.", Assert.Throws<ArgumentException>(() => table.Numbers(["z"])).Message, StringComparison.Ordinal);
        Assert.Contains("has 1 rows", Assert.Throws<ArgumentOutOfRangeException>(() => table[1, "x"]).Message, StringComparison.Ordinal);
        var absent = Path.Combine(_folder.Path, "absent.csv");
        Assert.Equal($"There is no file {absent}.", Assert.Throws<FileNotFoundException>(() => Csv.Read(absent)).Message);
    }
}
