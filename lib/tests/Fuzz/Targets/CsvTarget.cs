using System.Globalization;
using DeepLearningMath;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz.Targets;

/// <summary>A table is read whole or refused with the line at fault; its fields are what a plain splitter sees.</summary>
internal sealed class CsvTarget : Target
{
    public override string Name => "csv";

    public override IReadOnlyList<string> Words { get; } = [",", "\n", "\r\n", "\r", "\"", "1,2,3\n", "a,b,c\n", "NaN", "-1e-400", "1,5", ".5", "+3", " 4 ", "\ufeff", ";", "\t", "1e309"];

    public override Gen<byte[]> Whole { get; } = Gen.Choose(1, 4).SelectMany(columns =>
        Gen.OneOf(Gen.Elements("1", "-2.5", "1e3", "", "x", "0", "1_000", "é", "1 2"), Samples.Texts.Select(text => text.Replace(',', ' '))).ArrayOf(columns).ListOf().Select(rows =>
            Bytes(string.Join('\n', rows.Select(row => string.Join(',', row)).Prepend(string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}")))))));

    public override IEnumerable<byte[]> Seeds() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "data"), "*.csv", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .SelectMany(file => new[] { 3, 30 }.Select(lines => Bytes(string.Concat(File.ReadLines(file).Take(lines).Select(line => line + '\n')))));

    public override string Run(byte[] input)
    {
        var file = Write(input);
        Csv table;
        try
        {
            table = Csv.Read(file);
        }
        catch (InvalidDataException error)
        {
            return Refusal(error, file);
        }

        // Another way to the same: the whole text, cut at every kind of line end.
        var text = File.ReadAllText(file).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.EndsWith('\n')) text = text[..^1];
        var rows = text.Split('\n').Select(line => line.Split(',')).ToList();
        BrokenException.Unless(table.Columns.SequenceEqual(rows[0]), "The columns are the first line's", string.Join('|', table.Columns));
        BrokenException.Unless(table.RowCount == rows.Count - 1, "No row is lost", $"{table.RowCount} of {rows.Count - 1}");
        for (var row = 0; row < table.RowCount; row++)
            for (var column = 0; column < table.Columns.Count; column++)
                BrokenException.Unless(table[row, table.Columns[column]] == rows[row + 1][column], "A field is what stands in the file", rows[row + 1][column]);

        try
        {
            var numbers = table.Numbers(table.Columns);
            for (var row = 0; row < table.RowCount; row++)
                for (var column = 0; column < table.Columns.Count; column++)
                    BrokenException.Unless(double.Parse(rows[row + 1][column], CultureInfo.InvariantCulture).Equals(numbers[row, column]), "A number is what stands in the file", rows[row + 1][column]);
        }
        catch (InvalidDataException error)
        {
            return Refusal(error, file);
        }
        return $"{table.RowCount > 0} {table.Columns.Count}";
    }
}
