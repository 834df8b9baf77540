using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace DeepLearningMath;

public readonly partial struct Tensor
{
    /// <summary>Elementwise sum; shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor operator +(Tensor left, Tensor right) => Elementwise<Addition>(left, right);

    /// <summary>Elementwise difference; shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor operator -(Tensor left, Tensor right) => Elementwise<Subtraction>(left, right);

    /// <summary>Elementwise product; shapes broadcast. (The product of two MathNet vectors is their dot product: not here.)</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor operator *(Tensor left, Tensor right) => Elementwise<Multiplication>(left, right);

    /// <summary>Elementwise quotient; shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor operator /(Tensor left, Tensor right) => Elementwise<Division>(left, right);

    /// <summary>This + factor · other, of equal shapes, in one go: a step of an optimizer, where parameters are many.</summary>
    internal Tensor Plus(double factor, Tensor other)
    {
        if (_values is null || Shape != other.Shape) return this + (factor * other);
        var result = GC.AllocateUninitializedArray<double>(Count);
        TensorPrimitives.MultiplyAdd(other.Values, factor, Values, result);
        return new Tensor(result, Shape);
    }

    /// <summary>This, after a step of an optimizer. What it remembers lies as the numbers of a tensor do.</summary>
    internal Tensor Step<TRule>(Tensor gradient, double[] memory, double[]? second, TRule rule) where TRule : struct, IStepRule
    {
        // So few at a time that all five are still in the cache for whatever the rule does next.
        const int AtATime = 512;
        if (_values is null)
        {
            double value = _number, slope = gradient._number, after = 0;
            rule.Step(new(ref value), new(ref slope), memory, second, new(ref after));
            return after;
        }

        var result = GC.AllocateUninitializedArray<double>(Count);
        for (var start = 0; start < result.Length; start += AtATime)
        {
            var length = Math.Min(AtATime, result.Length - start);
            rule.Step(Values.AsSpan(start, length), gradient.Values.AsSpan(start, length), memory.AsSpan(start, length), second is null ? [] : second.AsSpan(start, length), result.AsSpan(start, length));
        }

        return new Tensor(result, Shape);
    }

    /// <summary>Every number with the other sign.</summary>
    public static Tensor operator -(Tensor tensor) => tensor._values is null ? new Tensor(-tensor._number) : NegativesOfMany(tensor);

    private static Tensor NegativesOfMany(Tensor tensor)
    {
        var result = GC.AllocateUninitializedArray<double>(tensor.Count);
        TensorPrimitives.Negate(tensor.Values, result);
        return new Tensor(result, tensor.Shape);
    }

    /// <summary>The sum of all numbers.</summary>
    public double Sum() => _values is null ? _number : TensorPrimitives.Sum<double>(Values);

    /// <summary>The mean of all numbers.</summary>
    /// <exception cref="InvalidOperationException">There are no numbers.</exception>
    public double Mean() => Count > 0
        ? Sum() / Count
        : throw new InvalidOperationException($"Mean: shape {Shape} holds no numbers, and nothing has no mean.");

    /// <summary>Rows become columns: (m, n) → (n, m).</summary>
    /// <exception cref="ArgumentException">It is not a matrix.</exception>
    public Tensor Transpose()
    {
        _ = RequireMatrix("Transpose");
        Span<int> columns = Shape.Columns <= 256 ? stackalloc int[Shape.Columns] : new int[Shape.Columns];
        for (var j = 0; j < columns.Length; j++) columns[j] = j;
        return ColumnsAsRows(columns);
    }

    /// <summary>The matrix product A·B: (m, n)·(n, k) = (m, k). Row i of A times column j of B gives element (i, j).</summary>
    /// <exception cref="ArgumentException">One is not a matrix, or A has not as many columns as B has rows.</exception>
    public static Tensor MatrixProduct(Tensor left, Tensor right)
    {
        if (left.Rank != 2 || right.Rank != 2 || left.Shape.Columns != right.Shape.Rows)
            throw new ArgumentException($"MatrixProduct: shapes {left.Shape} and {right.Shape} do not fit. It takes (m, n) and (n, k): the inner sizes must be equal.");
        return Product(left, false, right, false);
    }

    /// <summary>A·Bᵀ, without turning B round first.</summary>
    internal Tensor TimesTransposed(Tensor right) => Product(this, false, right, true);

    /// <summary>Aᵀ·B, without turning A round first.</summary>
    internal Tensor TransposedTimes(Tensor right) => Product(this, true, right, false);

    private static Tensor Product(Tensor left, bool leftTransposed, Tensor right, bool rightTransposed)
    {
        var (rows, inner) = leftTransposed ? (left.Shape.Columns, left.Shape.Rows) : (left.Shape.Rows, left.Shape.Columns);
        var columns = rightTransposed ? right.Shape.Rows : right.Shape.Columns;
        var product = GC.AllocateUninitializedArray<double>(rows * columns);
        MatrixKernel.Multiply(rows, inner, columns, left.Values, leftTransposed, right.Values, rightTransposed, product);
        return new Tensor(product, Shape.Matrix(rows, columns));
    }

    /// <summary>A function of one number, applied to each: <c>x.Map(Math.Sqrt)</c>.</summary>
    public Tensor Map(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Map((from, to) =>
        {
            for (var i = 0; i < from.Length; i++) to[i] = function(from[i]);
        });
    }

    /// <summary>A function of one number, applied to each; it is given many at once.</summary>
    internal Tensor Map(MapAll function)
    {
        if (_values is null)
        {
            Span<double> one = [_number];
            function(one, one);
            return one[0];
        }

        var result = GC.AllocateUninitializedArray<double>(Count);
        for (var start = 0; start < result.Length; start += Block)
        {
            var length = Math.Min(Block, result.Length - start);
            function(Values.AsSpan(start, length), result.AsSpan(start, length));
        }

        return new Tensor(result, Shape);
    }

    /// <summary>A function of all numbers together, of a vector or a matrix.</summary>
    internal Tensor MapWhole(MapAll function)
    {
        var result = GC.AllocateUninitializedArray<double>(Count);
        function(Values, result);
        return new Tensor(result, Shape);
    }

    /// <summary>A function of two numbers, applied to those at each place of two tensors of the same shape; it is given many at once.</summary>
    internal static Tensor Map(Tensor x, Tensor y, MapBoth function)
    {
        if (x._values is null)
        {
            Span<double> one = [0];
            function([x._number], [y._number], one);
            return one[0];
        }

        var result = GC.AllocateUninitializedArray<double>(x.Count);
        for (var start = 0; start < result.Length; start += Block)
        {
            var length = Math.Min(Block, result.Length - start);
            function(x.Values.AsSpan(start, length), y.Values.AsSpan(start, length), result.AsSpan(start, length));
        }

        return new Tensor(result, x.Shape);
    }

    /// <summary>
    /// How many numbers are worked on at a time: so few that they are still in the cache when the next function takes them. (And
    /// TensorPrimitives writes longer results past the cache, to where whatever comes next must fetch them from.)
    /// </summary>
    internal const int Block = 8192;

    /// <summary>Reads numbers, writes as many; both may be the same place.</summary>
    internal delegate void MapAll(ReadOnlySpan<double> from, Span<double> to);

    /// <summary>Reads numbers from two places, writes as many to a third.</summary>
    internal delegate void MapBoth(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> to);

    /// <summary>The largest number of each row: a column (m, 1), or one number for a vector; NaN where there is one.</summary>
    internal Tensor RowMaxima()
    {
        if (Rank != 2) return TensorPrimitives.Max<double>(Values);
        var largest = Values.AsSpan(0, Shape.Rows).ToArray();
        for (var j = 1; j < Shape.Columns; j++) TensorPrimitives.Max(largest, Values.AsSpan(j * Shape.Rows, Shape.Rows), largest);
        return new Tensor(largest, Shape.Matrix(Shape.Rows, 1));
    }

    /// <summary>The sum of each row: a column (m, 1), or one number for a vector.</summary>
    internal Tensor RowSums() => Rank == 2 ? SumTo(Shape.Matrix(Shape.Rows, 1)) : Sum();

    /// <summary>The sum of each row of a matrix, as a vector; for a vector one number.</summary>
    internal Tensor SumOfRows() => Rank == 2 ? RowSums().AsVector() : Sum();

    /// <summary>What came of each row of a matrix, as a column that broadcasts to the row again; one number stays.</summary>
    internal Tensor ToEachRow() => Rank == 1 ? AsColumn() : this;

    /// <summary>A column (m, 1), or a row (1, m), as the vector (m): the same numbers.</summary>
    /// <exception cref="ArgumentException">It is not a matrix with one row or one column.</exception>
    public Tensor AsVector() => Rank == 2 && (Shape.Rows == 1 || Shape.Columns == 1)
        ? new(Values, Shape.Vector(Count))
        : throw new ArgumentException($"AsVector: shape {Shape} is neither a column nor a row.");

    /// <summary>A vector (m) as the column (m, 1): the same numbers.</summary>
    /// <exception cref="ArgumentException">It is not a vector.</exception>
    public Tensor AsColumn() => Rank == 1
        ? new(Values, Shape.Matrix(Count, 1))
        : throw new ArgumentException($"AsColumn: shape {Shape} is not a vector.");

    /// <summary>A vector (m) as the row (1, m): the same numbers.</summary>
    /// <exception cref="ArgumentException">It is not a vector.</exception>
    public Tensor AsRow() => Rank == 1
        ? new(Values, Shape.Matrix(1, Count))
        : throw new ArgumentException($"AsRow: shape {Shape} is not a vector.");

    /// <summary>This tensor, if it is a matrix.</summary>
    internal Tensor RequireMatrix(string operation) => Rank == 2
        ? this
        : throw new ArgumentException($"{operation}: it takes a matrix, but this has shape {Shape}.");

    /// <summary>This tensor, if the targets that it is compared with have its shape.</summary>
    internal Tensor RequireShapeOf(Tensor targets, string loss) => Shape == targets.Shape
        ? this
        : throw new ArgumentException(
            $"{loss}: the predictions have shape {Shape}, but the targets have {targets.Shape}. A loss compares number with number, so the shapes must be equal; a vector becomes a column with AsColumn(), a column a vector with AsVector().");

    /// <summary>
    /// Sums a gradient over the directions in which an input of shape <paramref name="target"/> was stretched by
    /// broadcasting: each place of the input was used several times, and its gradient is the sum of all of them.
    /// </summary>
    internal Tensor SumTo(Shape target)
    {
        if (Shape == target) return this;
        if (target.Count == 1 && target.Rank == 0) return Sum();
        var (rows, columns) = (Shape.Rows, Shape.Columns);
        var result = new double[target.Count];
        for (var j = 0; j < columns; j++)
        {
            var column = Values.AsSpan(j * rows, rows);
            var targetColumn = target.Columns == 1 ? 0 : j;
            if (target.Rows == 1)
            {
                result[targetColumn] += TensorPrimitives.Sum<double>(column);
            }
            else
            {
                var sum = result.AsSpan(targetColumn * rows, rows);
                TensorPrimitives.Add(sum, column, sum);
            }
        }
        return new Tensor(result, target);
    }

    // Two numbers are by far the most frequent operands: for them this becomes one instruction in the caller.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Tensor Elementwise<TOperation>(Tensor left, Tensor right) where TOperation : IOperation
        => left._values is null && right._values is null
            ? new Tensor(TOperation.Apply(left._number, right._number))
            : ElementwiseOfMany<TOperation>(left, right);

    private static Tensor ElementwiseOfMany<TOperation>(Tensor left, Tensor right) where TOperation : IOperation
    {
        // A number fits any shape, which a vector of eight notices.
        var shape = left._values is null ? right.Shape
            : right._values is null ? left.Shape
            : Shape.Broadcast(TOperation.Name, left.Shape, right.Shape);
        var result = GC.AllocateUninitializedArray<double>(shape.Count);
        if (left._values is null)
            TOperation.Apply(left._number, right.Values, result);
        else if (right._values is null)
            TOperation.Apply(left.Values, right._number, result);
        else if (left.Shape.Rows == right.Shape.Rows && left.Shape.Columns == right.Shape.Columns)
            TOperation.Apply(left.Values, right.Values, result);
        else
            Broadcast<TOperation>(left, right, shape, result);
        return new Tensor(result, shape);
    }

    /// <summary>Column by column, since a matrix lies so: in each, an operand is a whole column or one number.</summary>
    private static void Broadcast<TOperation>(Tensor left, Tensor right, Shape shape, double[] result) where TOperation : IOperation
    {
        for (var j = 0; j < shape.Columns; j++)
        {
            var a = Column(left, j);
            var b = Column(right, j);
            var z = result.AsSpan(j * shape.Rows, shape.Rows);
            if (a.Length == b.Length) TOperation.Apply(a, b, z);
            else if (a.Length == 1) TOperation.Apply(a[0], b, z);
            else TOperation.Apply(a, b[0], z);
        }

        static ReadOnlySpan<double> Column(Tensor tensor, int j)
            => tensor.Values.AsSpan(tensor.Shape.Columns == 1 ? 0 : j * tensor.Shape.Rows, tensor.Shape.Rows);
    }

    private interface IOperation
    {
        static abstract string Name { get; }
        static abstract double Apply(double a, double b);
        static abstract void Apply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result);
        static abstract void Apply(double a, ReadOnlySpan<double> b, Span<double> result);
        static abstract void Apply(ReadOnlySpan<double> a, double b, Span<double> result);
    }

    private readonly struct Addition : IOperation
    {
        public static string Name => "Plus";
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Apply(double a, double b) => a + b;
        public static void Apply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Add(a, b, result);
        public static void Apply(double a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Add(b, a, result);
        public static void Apply(ReadOnlySpan<double> a, double b, Span<double> result) => TensorPrimitives.Add(a, b, result);
    }

    private readonly struct Subtraction : IOperation
    {
        public static string Name => "Minus";
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Apply(double a, double b) => a - b;
        public static void Apply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Subtract(a, b, result);
        public static void Apply(double a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Subtract(a, b, result);
        public static void Apply(ReadOnlySpan<double> a, double b, Span<double> result) => TensorPrimitives.Subtract(a, b, result);
    }

    private readonly struct Multiplication : IOperation
    {
        public static string Name => "Multiply";
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Apply(double a, double b) => a * b;
        public static void Apply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Multiply(a, b, result);
        public static void Apply(double a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Multiply(b, a, result);
        public static void Apply(ReadOnlySpan<double> a, double b, Span<double> result) => TensorPrimitives.Multiply(a, b, result);
    }

    private readonly struct Division : IOperation
    {
        public static string Name => "Divide";
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Apply(double a, double b) => a / b;
        public static void Apply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Divide(a, b, result);
        public static void Apply(double a, ReadOnlySpan<double> b, Span<double> result) => TensorPrimitives.Divide(a, b, result);
        public static void Apply(ReadOnlySpan<double> a, double b, Span<double> result) => TensorPrimitives.Divide(a, b, result);
    }
}
