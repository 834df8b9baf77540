namespace DeepLearningMath.Tests.Golden;

/// <summary>Matrix products against exact ones, and the gradient of a whole batch in one product.</summary>
public class GoldenMatrixProductTests
{
    private const string File = "matmul.json";

    public static TheoryData<string> Names => GoldenFile.Names(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_product(string name)
    {
        var golden = GoldenFile.Case(File, name);
        Tensor a = golden.GetProperty("a").Tensor(), b = golden.GetProperty("b").Tensor();
        Assert.Equal(golden.GetProperty("a_shape").Tensor(), new double[] { a.Shape.Rows, a.Shape.Columns });
        Assert.Equal(golden.GetProperty("b_shape").Tensor(), new double[] { b.Shape.Rows, b.Shape.Columns });
        var expected = golden.GetProperty("product").Tensor();

        GoldenFile.Equal(expected, new MatrixProduct().Forward(a, b), name);
        GoldenFile.Equal(expected, new Variable(a).MatrixProduct(b).Value, $"{name} in a graph");
        GoldenFile.Equal(expected.Transpose(), Tensor.MatrixProduct(b.Transpose(), a.Transpose()), $"{name} transposed");
    }

    [Fact]
    public void Golden_gradient_of_a_whole_batch_in_one_product()
    {
        var golden = GoldenFile.Root(File).GetProperty("vectorised_gradient");
        Tensor x = golden.GetProperty("X").Tensor(), y = golden.GetProperty("y").Tensor();
        var w = new Variable(golden.GetProperty("w").Tensor());

        var z = ((Variable)x).MatrixProduct(w);
        var a = z.Sigmoid();
        z.SigmoidCrossEntropy(y).Mean().Backward();
        var e = a.Value - y;

        GoldenFile.Equal(golden.GetProperty("z").Tensor(), z.Value, "z");
        GoldenFile.Equal(golden.GetProperty("a").Tensor(), a.Value, "a");
        GoldenFile.Equal(golden.GetProperty("e").Tensor(), e, "e");
        GoldenFile.Equal(golden.GetProperty("g").Tensor(), w.Gradient, "g through the graph");
        GoldenFile.Equal(golden.GetProperty("g").Tensor(), Tensor.MatrixProduct(x.Transpose(), e) / x.Shape.Rows, "Xᵀe/n");
    }
}
