using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace DeepLearningMath;

/// <summary>
/// A number, a vector or a matrix of <see langword="double"/>s (rank 0, 1 or 2). It never changes: every operation
/// gives a new one. Arithmetic is elementwise and broadcasts as NumPy's does.
/// </summary>
/// <remarks>
/// A number costs no allocation. What goes in (an array, a MathNet vector or matrix) is copied, and so is what
/// <see cref="Vector"/> and <see cref="Matrix"/> hand out, so nobody can write into a tensor.
/// </remarks>
[TypeFormatterSource(typeof(TensorFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public readonly partial struct Tensor : IEquatable<Tensor>, IFormattable
{
    /// <summary>The number; or, where there are several, the bits of their shape: one place for both keeps a tensor small, and the scalar lessons copy many.</summary>
    private readonly double _number;

    /// <summary>A vector's numbers, or a matrix's column by column, as MathNet keeps them; null for a number.</summary>
    private readonly double[]? _values;

    private Tensor(double number) => _number = number;

    /// <summary>Takes <paramref name="values"/> over without a copy: the caller must not write into it afterwards.</summary>
    private Tensor(double[] values, Shape shape)
    {
        _values = values;
        _number = BitConverter.Int64BitsToDouble(((long)(shape.Rank - 1) << 63) | ((long)shape.Rows << 32) | (uint)shape.Columns);
    }

    private double[] Values => _values!;

    /// <summary>The shape: <c>()</c>, <c>(n)</c> or <c>(rows, columns)</c>.</summary>
    public Shape Shape => _values is null ? Shape.Number : new(Rank, (int)(Bits >> 32) & int.MaxValue, (int)Bits);

    /// <summary>0 for a number, 1 for a vector, 2 for a matrix.</summary>
    public int Rank => _values is null ? 0 : Bits < 0 ? 2 : 1;

    private long Bits => BitConverter.DoubleToInt64Bits(_number);

    /// <summary>How many numbers there are in all.</summary>
    public int Count => _values is null ? 1 : _values.Length;

    /// <summary>The number that this tensor is.</summary>
    /// <exception cref="InvalidOperationException">It is a vector or a matrix.</exception>
    public double Number => _values is null ? _number : throw NotANumber(this);

    /// <summary>Whether it is a number.</summary>
    internal bool IsNumber => _values is null;

    /// <summary>
    /// This tensor, which is a number, as one that the compiler too sees to be a number. What follows it in the same method then
    /// becomes plain arithmetic of <see langword="double"/>s, and a field that it is stored in needs no word to the garbage collector.
    /// </summary>
    internal Tensor AsNumber => new(_number);

    /// <summary>A copy of this vector as MathNet's, for all that a tensor does not offer.</summary>
    /// <exception cref="InvalidOperationException">It is a number or a matrix.</exception>
    public Vector<double> Vector => Rank == 1
        ? new DenseVector((double[])Values.Clone())
        : throw new InvalidOperationException($"This tensor has shape {Shape}, so it is not a vector.");

    /// <summary>A copy of this matrix as MathNet's, for all that a tensor does not offer.</summary>
    /// <exception cref="InvalidOperationException">It is a number or a vector.</exception>
    public Matrix<double> Matrix => Rank == 2
        ? new DenseMatrix(Shape.Rows, Shape.Columns, (double[])Values.Clone())
        : throw new InvalidOperationException($"This tensor has shape {Shape}, so it is not a matrix.");

    /// <summary>Element <paramref name="i"/> of a vector, counted from 0.</summary>
    /// <exception cref="InvalidOperationException">It is not a vector.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="i"/> is outside 0 … length − 1.</exception>
    public double this[int i]
    {
        get
        {
            if (Rank != 1) throw new InvalidOperationException($"t[i] takes an element of a vector; this tensor has shape {Shape}.");
            RequireInside(i, Shape.Columns, nameof(i));
            return Values[i];
        }
    }

    /// <summary>The element in row <paramref name="i"/> and column <paramref name="j"/> of a matrix, both counted from 0.</summary>
    /// <exception cref="InvalidOperationException">It is not a matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its range.</exception>
    public double this[int i, int j]
    {
        get
        {
            if (Rank != 2) throw new InvalidOperationException($"t[i, j] takes an element of a matrix; this tensor has shape {Shape}.");
            RequireInside(i, Shape.Rows, nameof(i));
            RequireInside(j, Shape.Columns, nameof(j));
            return Values[(j * Shape.Rows) + i];
        }
    }

    // Apart from what throws it, so that this stays short enough to become part of its caller.
    private static InvalidOperationException NotANumber(Tensor tensor)
        => new($"This tensor has shape {tensor.Shape}, so it is not one number. Take one with t[i] or t[i, j], or reduce it with Sum or Mean.");

    private void RequireInside(int index, int size, string name)
    {
        if ((uint)index >= (uint)size)
            throw new ArgumentOutOfRangeException(name, index, $"The tensor has shape {Shape}, so {name} goes from 0 to {size - 1}.");
    }

    /// <summary>A number.</summary>
    public static implicit operator Tensor(double number) => new(number);

    /// <summary>A vector with a copy of the numbers.</summary>
    public static implicit operator Tensor(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Tensor((double[])values.Clone(), Shape.Vector(values.Length));
    }

    /// <summary>A matrix with a copy of the numbers: the first index counts rows.</summary>
    public static implicit operator Tensor(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return FromMatrix(DenseMatrix.OfArray(values));
    }

    /// <summary>A vector with a copy of MathNet's.</summary>
    public static implicit operator Tensor(Vector<double> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new Tensor(vector.ToArray(), Shape.Vector(vector.Count));
    }

    /// <summary>A matrix with a copy of MathNet's.</summary>
    public static implicit operator Tensor(Matrix<double> matrix) => FromMatrix(matrix);

    private static Tensor FromMatrix(Matrix<double> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new Tensor(matrix.ToColumnMajorArray(), Shape.Matrix(matrix.RowCount, matrix.ColumnCount));
    }

    /// <summary>A tensor of the given shape that holds <paramref name="number"/> everywhere.</summary>
    public static Tensor Filled(Shape shape, double number)
    {
        if (shape.Rank == 0) return number;
        var values = new double[shape.Count];
        Array.Fill(values, number);
        return new Tensor(values, shape);
    }

    /// <summary>A tensor of the given shape that holds 1 everywhere.</summary>
    public static Tensor Ones(Shape shape) => Filled(shape, 1);

    /// <summary>A tensor of the given shape that holds 0 everywhere.</summary>
    public static Tensor Zeros(Shape shape) => Filled(shape, 0);

    /// <summary>All numbers in reading order (a matrix row by row), as a new array.</summary>
    public double[] ToArray()
    {
        if (_values is null) return [_number];
        if (Rank == 1) return (double[])Values.Clone();
        var result = new double[Count];
        for (int i = 0, k = 0; i < Shape.Rows; i++)
            for (var j = 0; j < Shape.Columns; j++)
                result[k++] = Values[(j * Shape.Rows) + i];
        return result;
    }

    /// <summary>A tensor of this shape with other numbers, given in reading order (a matrix row by row).</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape asks for.</exception>
    public static Tensor FromValues(Shape shape, ReadOnlySpan<double> valuesInReadingOrder)
    {
        if (valuesInReadingOrder.Length != shape.Count)
            throw new ArgumentException($"Shape {shape} asks for {shape.Count} numbers, but there are {valuesInReadingOrder.Length}.", nameof(valuesInReadingOrder));
        if (shape.Rank == 0) return valuesInReadingOrder[0];
        var values = new double[shape.Count];
        for (int i = 0, k = 0; i < shape.Rows; i++)
            for (var j = 0; j < shape.Columns; j++)
                values[(j * shape.Rows) + i] = valuesInReadingOrder[k++];
        return new Tensor(values, shape);
    }

    /// <summary>A tensor with a copy of numbers that lie as a tensor's do: a matrix column by column.</summary>
    internal static Tensor CopyOf(double[] values, Shape shape) => shape.Rank == 0 ? values[0] : new Tensor((double[])values.Clone(), shape);

    /// <summary>Some of the samples, in the order asked for: elements of a vector, or rows of a matrix.</summary>
    /// <param name="rows">Which ones, counted from 0; one may be asked for twice.</param>
    /// <exception cref="InvalidOperationException">It is a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public Tensor Rows(params ReadOnlySpan<int> rows)
    {
        if (Rank == 0) throw new InvalidOperationException($"Rows takes elements of a vector or rows of a matrix; this tensor is the number {this}.");
        // An element of a vector is to it what a row is to a matrix: both lie as many places apart as there are of them.
        var (count, columns) = Rank == 1 ? (Shape.Columns, 1) : (Shape.Rows, Shape.Columns);
        var values = new double[rows.Length * columns];
        for (var k = 0; k < rows.Length; k++)
        {
            RequireInside(rows[k], count, nameof(rows));
            for (var j = 0; j < columns; j++) values[(j * rows.Length) + k] = Values[(j * count) + rows[k]];
        }

        return new Tensor(values, Rank == 1 ? Shape.Vector(rows.Length) : Shape.Matrix(rows.Length, columns));
    }

    /// <summary>Some columns of this matrix, each as a row: what <see cref="Rows"/> takes from its transpose, but each of them lies here in one piece.</summary>
    internal Tensor ColumnsAsRows(ReadOnlySpan<int> columns)
    {
        var length = Shape.Rows;
        Span<int> starts = columns.Length <= 256 ? stackalloc int[columns.Length] : new int[columns.Length];
        for (var i = 0; i < columns.Length; i++) starts[i] = columns[i] * length;
        var values = GC.AllocateUninitializedArray<double>(columns.Length * length);
        Transposition.OfPieces(Values, starts, length, values);
        return new Tensor(values, Shape.Matrix(columns.Length, length));
    }

    /// <summary>The tensor that is 1 in one place, counted in reading order, and 0 in all others.</summary>
    internal static Tensor OneAt(Shape shape, int place)
    {
        var values = new double[shape.Count];
        values[place] = 1;
        return FromValues(shape, values);
    }

    /// <summary>A matrix of bytes in reading order, each divided by <paramref name="divisor"/>.</summary>
    internal static Tensor FromBytes(int rows, int columns, ReadOnlySpan<byte> bytes, double divisor)
    {
        var values = new double[rows * columns];
        for (int i = 0, k = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                values[(j * rows) + i] = bytes[k++] / divisor;
        return new Tensor(values, Shape.Matrix(rows, columns));
    }

    /// <summary>Whether every number is neither infinite nor NaN.</summary>
    public bool IsFinite => _values is null ? double.IsFinite(_number) : TensorPrimitives.IsFiniteAll<double>(Values);

    /// <summary>Same shape and the same numbers, bit for bit (so NaN equals NaN, and 0 does not equal −0).</summary>
    public bool Equals(Tensor other) => Bits == other.Bits
        && (ReferenceEquals(_values, other._values)
            || (_values is not null && other._values is not null
                && MemoryMarshal.Cast<double, long>(_values).SequenceEqual(MemoryMarshal.Cast<double, long>(other._values))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_values is null) return _number.GetHashCode();
        var hash = new HashCode();
        hash.Add(Shape);
        foreach (var value in Values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc cref="Equals(Tensor)"/>
    public static bool operator ==(Tensor left, Tensor right) => left.Equals(right);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static bool operator !=(Tensor left, Tensor right) => !left.Equals(right);

    /// <summary><c>0.5</c>, <c>[1, 2, 3]</c> or <c>[[1, 2], [3, 4]]</c>; long ones are shortened in the middle.</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <summary>As <see cref="ToString()"/>, every number in the given format.</summary>
    /// <param name="format">A format for one number, such as <c>0.###</c> or <c>F2</c>; null for six significant digits.</param>
    /// <param name="formatProvider">The culture; null for the invariant one.</param>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        var numberFormat = string.IsNullOrEmpty(format) ? "G6" : format;
        var culture = formatProvider ?? CultureInfo.InvariantCulture;
        if (_values is null) return Show(_number);
        var self = this;
        return Rank == 1
            ? Bracket(Shape.Columns, i => Show(self.Values[i]))
            : Bracket(Shape.Rows, i => Bracket(self.Shape.Columns, j => Show(self[i, j])));

        string Show(double value)
        {
            var text = value.ToString(numberFormat, culture);
            // A rounded −0.0001 is shown as 0, not as −0.
            return text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept("0.,") < 0 ? text[1..] : text.Replace('-', '−');
        }

        static string Bracket(int count, Func<int, string> item)
        {
            const int Shown = 10;
            var items = count <= Shown
                ? Enumerable.Range(0, count).Select(item)
                : Enumerable.Range(0, Shown / 2).Select(item).Append("…").Concat(Enumerable.Range(count - (Shown / 2), Shown / 2).Select(item));
            return "[" + string.Join(", ", items) + "]";
        }
    }
}
