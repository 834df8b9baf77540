using System.Globalization;

namespace DeepLearningMath;

/// <summary>A table from a text file: names of columns in the first line, then a row in each line, fields separated by commas.</summary>
/// <remarks>Numbers are written with a decimal point, whatever the machine's language. Fields in quotation marks are not read.</remarks>
public sealed class Csv
{
    private readonly string _path;
    private readonly List<string[]> _rows = [];

    private Csv(string path, string[] columns) => (_path, Columns) = (path, columns);

    /// <summary>The columns' names, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How many rows there are, without the line of names.</summary>
    public int RowCount => _rows.Count;

    /// <summary>The text in a row and a column.</summary>
    /// <param name="row">Counted from 0, without the line of names.</param>
    /// <param name="column">One of <see cref="Columns"/>.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public string this[int row, string column] => (uint)row < (uint)RowCount
        ? _rows[row][Index(column)]
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"{_path} has {RowCount} rows, so a row goes from 0 to {RowCount - 1}.");

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, a name stands there twice, or a line has more or fewer fields than there are names: which line.</exception>
    public static Csv Read(string path)
    {
        DataFolder.RequireFile(path);
        Csv? table = null;
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            var fields = text.Split(',');
            if (text.Contains('"', StringComparison.Ordinal))
                throw new InvalidDataException($"{path}, line {line}: there is a quotation mark. This reader splits at every comma; write the fields without quotation marks.");
            if (table is null)
            {
                if (fields.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
                    throw new InvalidDataException($"{path}, line 1: the column '{twice.Key}' stands there twice.");
                table = new Csv(path, fields);
            }
            else if (fields.Length == table.Columns.Count)
            {
                table._rows.Add(fields);
            }
            else
            {
                throw new InvalidDataException($"{path}, line {line}: {fields.Length} fields, but line 1 names {table.Columns.Count} columns. The file may have been cut off or edited.");
            }
        }

        return table ?? throw new InvalidDataException($"{path} is empty: its first line must name the columns.");
    }

    /// <summary>Some columns as a matrix: a row of the table in each row.</summary>
    /// <param name="columns">The columns' names, in the matrix's order.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A field is not a finite number: which line, which column, what stands there.</exception>
    public Tensor Numbers(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var indices = columns.Select(Index).ToArray();
        var numbers = new double[RowCount * indices.Length];
        for (int row = 0, k = 0; row < RowCount; row++)
            foreach (var index in indices)
                numbers[k++] = Number(row, index);
        return Tensor.FromValues(Shape.Matrix(RowCount, indices.Length), numbers);
    }

    /// <summary>A column of whole numbers.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A field is not a whole number: which line and what stands there.</exception>
    public int[] WholeNumbers(string column)
    {
        var index = Index(column);
        return [.. _rows.Select((fields, row) => int.TryParse(fields[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotA("whole number", row, index))];
    }

    private double Number(int row, int index)
        => double.TryParse(_rows[row][index], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw NotA("number", row, index);

    private InvalidDataException NotA(string kind, int row, int index)
        => new($"{_path}, line {row + 2}, column '{Columns[index]}': '{_rows[row][index]}' is not a {kind}. Numbers are written like 12.5, with a point.");

    private int Index(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column) return i;
        throw new ArgumentException($"{_path} has no column '{column}'; it has {string.Join(", ", Columns)}.", nameof(column));
    }
}
