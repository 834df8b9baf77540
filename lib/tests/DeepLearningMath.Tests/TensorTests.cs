using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace DeepLearningMath.Tests;

public class TensorTests
{
    [Fact]
    public void A_number_a_vector_and_a_matrix_know_their_shapes()
    {
        Assert.Equal("()", ((Tensor)3.0).Shape.ToString());
        Assert.Equal("(3)", ((Tensor)new double[] { 1, 2, 3 }).Shape.ToString());
        Assert.Equal("(2, 3)", ((Tensor)new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }).Shape.ToString());
        Assert.Equal("()", default(Tensor).Shape.ToString());
        Assert.Equal(0, default(Tensor).Number);
    }

    [Fact]
    public void A_matrix_is_indexed_by_row_and_column_and_read_row_by_row()
    {
        Tensor matrix = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal(6, matrix[1, 2]);
        Assert.Equal(2, matrix[0, 1]);
        Assert.Equal([1, 2, 3, 4, 5, 6], matrix.ToArray());
        Assert.Equal(matrix, Tensor.FromValues(matrix.Shape, matrix.ToArray()));
    }

    [Fact]
    public void Nobody_can_write_into_a_tensor()
    {
        var array = new double[] { 1, 2 };
        var vector = Vector<double>.Build.Dense([1, 2]);
        var matrix = Matrix<double>.Build.Dense(1, 2, [1, 2]);
        Tensor fromArray = array, fromVector = vector, fromMatrix = matrix;

        (array[0], vector[0], matrix[0, 0]) = (9, 9, 9);
        fromArray.Vector[1] = 9;
        fromMatrix.Matrix[0, 1] = 9;
        fromArray.ToArray()[0] = 9;

        Assert.Equal([1, 2], fromArray.ToArray());
        Assert.Equal([1, 2], fromVector.ToArray());
        Assert.Equal([1, 2], fromMatrix.ToArray());
    }

    [Fact]
    public void Arithmetic_broadcasts_as_NumPy_does()
    {
        Prop.ForAll(Pairs().ToArbitrary(), pair =>
        {
            var (a, b) = pair;
            foreach (var (actual, expected) in new (Tensor, Func<double, double, double>)[]
                     {
                         (a + b, (x, y) => x + y), (a - b, (x, y) => x - y), (a * b, (x, y) => x * y), (a / b, (x, y) => x / y),
                     })
            {
                Assert.Equal(Math.Max(a.Rank, b.Rank), actual.Rank);
                for (var i = 0; i < actual.Shape.Rows; i++)
                    for (var j = 0; j < actual.Shape.Columns; j++)
                        Assert.Equal(expected(At(a, i, j), At(b, i, j)), At(actual, i, j));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_gradient_of_a_broadcast_input_is_the_sum_over_its_copies()
    {
        Prop.ForAll(Pairs().ToArbitrary(), pair =>
        {
            var (a, b) = pair;
            var plus = new Plus();
            var dz = plus.Forward(a, b) * 0.5;
            var (da, db) = plus.Backward(dz);
            foreach (var (input, gradient) in new[] { (a, da), (b, db) })
            {
                Assert.Equal(input.Shape, gradient.Shape);
                var sums = new double[input.Shape.Rows, input.Shape.Columns];
                for (var i = 0; i < dz.Shape.Rows; i++)
                    for (var j = 0; j < dz.Shape.Columns; j++)
                        sums[input.Shape.Rows == 1 ? 0 : i, input.Shape.Columns == 1 ? 0 : j] += At(dz, i, j);
                for (var i = 0; i < input.Shape.Rows; i++)
                    for (var j = 0; j < input.Shape.Columns; j++)
                        Assert.Equal(sums[i, j], At(gradient, i, j), 1e-9 * Math.Max(1, Math.Abs(sums[i, j])));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Numbers_cost_no_allocation_on_their_way_through_nodes()
    {
        var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
        Tensor theta = 0.5;
        Update();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) Update();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(-4.0 / 3, theta.Number, 1e-12);

        void Update()
        {
            square.Forward(minus.Forward(2, multiply.Forward(theta, -1.5)));
            var (_, dyHat) = minus.Backward(square.Backward(1));
            var (dTheta, _) = multiply.Backward(dyHat);
            theta -= 0.1 * dTheta;
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named_with_the_operation()
    {
        Tensor three = new double[3], four = new double[4], matrix = new double[2, 3];
        var error = Assert.Throws<ArgumentException>(() => three * four);
        Assert.StartsWith("Multiply: shapes (3) and (4) do not fit.", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Minus: shapes (2, 3) and (4) do not fit.", Assert.Throws<ArgumentException>(() => matrix - four).Message, StringComparison.Ordinal);
        Assert.StartsWith("Plus: shapes (3) and (4) do not fit.", Assert.Throws<ArgumentException>(() => new Plus().Forward(three, four)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_what_a_tensor_is_not_says_what_it_is()
    {
        Tensor vector = new double[] { 1, 2, 3 };
        Assert.Contains("shape (3)", Assert.Throws<InvalidOperationException>(() => vector.Number).Message, StringComparison.Ordinal);
        Assert.Contains("shape (3)", Assert.Throws<InvalidOperationException>(() => vector.Matrix).Message, StringComparison.Ordinal);
        Assert.Contains("shape (3)", Assert.Throws<InvalidOperationException>(() => vector[0, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => vector[3]).Message, StringComparison.Ordinal);
        Assert.Contains("no numbers", Assert.Throws<InvalidOperationException>(() => ((Tensor)Array.Empty<double>()).Mean()).Message, StringComparison.Ordinal);
        Assert.Contains("asks for 4", Assert.Throws<ArgumentException>(() => Tensor.FromValues(Shape.Matrix(2, 2), [1, 2, 3])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_are_equal_by_shape_and_numbers()
    {
        Tensor a = new double[] { 1, double.NaN }, b = new double[] { 1, double.NaN }, matrix = new double[,] { { 1, double.NaN } };
        Assert.True(a == b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
        Assert.True(a != matrix);
        Assert.True((Tensor)0.0 != -0.0);
        Assert.False(a.Equals("text"));
    }

    [Theory]
    [InlineData(null, "[[1, −2.5], [0.333333, 4]]")]
    [InlineData("0.##", "[[1, −2.5], [0.33, 4]]")]
    public void A_tensor_reads_as_its_rows(string? format, string expected)
    {
        Tensor matrix = new double[,] { { 1, -2.5 }, { 1.0 / 3, 4 } };
        Assert.Equal(expected, matrix.ToString(format, null));
    }

    [Fact]
    public void Nothing_reads_as_minus_zero()
        => Assert.Equal("[0, 0, −0.01]", ((Tensor)new[] { -0.0, -0.001, -0.01 }).ToString("0.##", null));

    [Fact]
    public void A_long_tensor_is_shortened_in_the_middle()
    {
        Tensor vector = Enumerable.Range(0, 100).Select(i => (double)i).ToArray();
        Assert.Equal("[0, 1, 2, 3, 4, …, 95, 96, 97, 98, 99]", vector.ToString());
    }

    private static double At(Tensor tensor, int i, int j) => tensor.Rank switch
    {
        0 => tensor.Number,
        1 => tensor[tensor.Shape.Columns == 1 ? 0 : j],
        _ => tensor[tensor.Shape.Rows == 1 ? 0 : i, tensor.Shape.Columns == 1 ? 0 : j],
    };

    /// <summary>Two tensors of rank 0 to 2 whose shapes fit, with sizes of 1 among them.</summary>
    private static Gen<(Tensor A, Tensor B)> Pairs() =>
        from rows in Gen.Choose(1, 4)
        from columns in Gen.Choose(1, 5)
        from a in Fitting(rows, columns)
        from b in Fitting(rows, columns)
        select (a, b);

    private static Gen<Tensor> Fitting(int rows, int columns) =>
        from rank in Gen.Choose(0, 2)
        from r in Gen.Elements(1, rows)
        from c in Gen.Elements(1, columns)
        let shape = rank switch { 0 => Shape.Number, 1 => Shape.Vector(c), _ => Shape.Matrix(r, c) }
        from values in Gen.Choose(-1000, 1000).Select(i => i / 8.0).ArrayOf(shape.Count)
        select Tensor.FromValues(shape, values);
}
