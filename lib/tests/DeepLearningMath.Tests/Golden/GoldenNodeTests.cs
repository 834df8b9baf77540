using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Every node against PyTorch's value and gradients.</summary>
public class GoldenNodeTests
{
    private const string File = "nodes.json";

    /// <summary>How each operation of the file is written with our nodes.</summary>
    private static readonly Dictionary<string, Func<Tensor[], Tensor, (Tensor Value, Tensor[] Gradients)>> Operations = new()
    {
        ["plus"] = Binary<Plus>,
        ["plus_broadcast"] = Binary<Plus>,
        ["minus"] = Binary<Minus>,
        ["minus_broadcast"] = Binary<Minus>,
        ["multiply"] = Binary<Multiply>,
        ["multiply_broadcast"] = Binary<Multiply>,
        ["square"] = Unary<Square>,
        ["mean"] = Unary<Mean>,
        ["sum"] = Unary<Sum>,
        ["sum_axis0"] = Unary<SumRows>,
        ["sum_axis1"] = Unary<SumColumns>,
        ["matmul"] = Binary<MatrixProduct>,
        ["dot"] = Binary<Dot>,
        ["sigmoid"] = Unary<Sigmoid>,
        ["tanh"] = Unary<Tanh>,
        ["relu"] = Unary<Relu>,
        ["exp"] = Unary<Exp>,
        ["log"] = Unary<Log>,
        ["softmax"] = Unary<Softmax>,
        ["mse"] = SquaredError<Mean>,
        ["sse"] = SquaredError<Sum>,
    };

    /// <summary>Operations whose nodes belong to later lessons and are not written yet. Any other unknown name is an error.</summary>
    private static readonly HashSet<string> StillToCome =
    [
        "cross_entropy_logits", "binary_cross_entropy", "binary_cross_entropy_logits",
    ];

    public static TheoryData<string> Names => GoldenFile.Names(File, element => !StillToCome.Contains(Operation(element)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_value_and_gradients_of_a_node(string name)
    {
        var golden = GoldenFile.Case(File, name);
        Assert.True(Operations.TryGetValue(Operation(golden), out var run), $"No node is named for the operation '{Operation(golden)}'.");
        var inputs = golden.GetProperty("inputs").EnumerateObject().Select(input => input.Value.Tensor()).ToArray();

        var (value, gradients) = run(inputs, golden.GetProperty("upstream").Tensor());

        GoldenFile.Equal(golden.GetProperty("output").Tensor(), value, $"{name} value");
        var expected = golden.GetProperty("gradients").EnumerateObject().ToArray();
        Assert.Equal(expected.Length, gradients.Length);
        foreach (var (gradient, actual) in expected.Zip(gradients))
            GoldenFile.Equal(gradient.Value.Tensor(), actual, $"{name} gradient of {gradient.Name}");
    }

    private static string Operation(JsonElement element) => element.GetProperty("op").GetString()!;

    private static (Tensor, Tensor[]) Unary<TNode>(Tensor[] inputs, Tensor dz) where TNode : UnaryNode, new()
    {
        var node = new TNode();
        return (node.Forward(inputs[0]), [node.Backward(dz)]);
    }

    private static (Tensor, Tensor[]) Binary<TNode>(Tensor[] inputs, Tensor dz) where TNode : BinaryNode, new()
    {
        var node = new TNode();
        var value = node.Forward(inputs[0], inputs[1]);
        var (dx, dy) = node.Backward(dz);
        return (value, [dx, dy]);
    }

    private static (Tensor, Tensor[]) SquaredError<TReduction>(Tensor[] inputs, Tensor dz) where TReduction : UnaryNode, new()
    {
        var (minus, square, reduction) = (new Minus(), new Square(), new TReduction());
        var value = reduction.Forward(square.Forward(minus.Forward(inputs[0], inputs[1])));
        var (dy, dyHat) = minus.Backward(square.Backward(reduction.Backward(dz)));
        return (value, [dy, dyHat]);
    }
}
