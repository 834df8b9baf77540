namespace DeepLearningMath;

/// <summary>
/// How many numbers a <see cref="Tensor"/> has in each direction: <c>()</c> for a number, <c>(n)</c> for a vector,
/// <c>(rows, columns)</c> for a matrix.
/// </summary>
/// <param name="Rank">0, 1 or 2: how many directions there are.</param>
/// <param name="Rows">Rows of a matrix; 1 for a vector and a number.</param>
/// <param name="Columns">Columns of a matrix, length of a vector; 1 for a number.</param>
public readonly record struct Shape(int Rank, int Rows, int Columns)
{
    /// <summary>The shape of a number.</summary>
    public static Shape Number => new(0, 1, 1);

    /// <summary>The shape of a vector of <paramref name="length"/> numbers.</summary>
    public static Shape Vector(int length) => new(1, 1, length);

    /// <summary>The shape of a matrix.</summary>
    public static Shape Matrix(int rows, int columns) => new(2, rows, columns);

    /// <summary>How many numbers there are in all.</summary>
    public int Count => Rows * Columns;

    /// <summary><c>()</c>, <c>(5)</c> or <c>(10, 3)</c>.</summary>
    public override string ToString() => Rank switch { 0 => "()", 1 => $"({Columns})", _ => $"({Rows}, {Columns})" };

    /// <summary>
    /// The shape of an elementwise result, by NumPy's rule: shapes are aligned at their last direction; two sizes fit
    /// where they are equal or one of them is 1. A vector of k is a row beside a matrix of n × k.
    /// </summary>
    /// <param name="operation">The operation's name, for the error.</param>
    /// <param name="left">The first input's shape.</param>
    /// <param name="right">The second input's shape.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the operation and both shapes.</exception>
    internal static Shape Broadcast(string operation, Shape left, Shape right)
    {
        if (left == right) return left;
        if (!Fits(left.Rows, right.Rows) || !Fits(left.Columns, right.Columns))
            throw new ArgumentException(
                $"{operation}: shapes {left} and {right} do not fit. Counted from the last direction, two sizes must be equal, or one of them 1.");
        return new Shape(Math.Max(left.Rank, right.Rank), Stretch(left.Rows, right.Rows), Stretch(left.Columns, right.Columns));

        static bool Fits(int a, int b) => a == b || a == 1 || b == 1;
        static int Stretch(int a, int b) => a == 1 ? b : a;
    }
}
