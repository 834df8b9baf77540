using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Every node against PyTorch's value and gradients.</summary>
public class GoldenNodeTests
{
    private const string File = "nodes.json";

    /// <summary>How each operation of the file is written with our nodes: from its attributes, inputs and the arriving gradient.</summary>
    private static readonly Dictionary<string, Func<JsonElement, Tensor[], Tensor, (Tensor Value, Tensor[] Gradients)>> Operations = new()
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
        ["mse"] = (_, inputs, dz) => Graph(inputs, dz, v => (v[0] - v[1]).Square().Mean()),
        ["sse"] = (_, inputs, dz) => Graph(inputs, dz, v => v[1].SquaredError(v[0]).Sum()),
        ["cross_entropy_logits"] = (attributes, inputs, dz) => Graph(inputs, dz, v => Reduced(attributes, v[0].SoftmaxCrossEntropy(Targets(attributes)))),
        ["binary_cross_entropy"] = (attributes, inputs, dz) => Graph(inputs, dz, v =>
        {
            var y = Targets(attributes);
            return Reduced(attributes, -((y * v[0].Log()) + ((1 - y) * (1 - v[0]).Log())));
        }),
        ["binary_cross_entropy_logits"] = (attributes, inputs, dz) => Graph(inputs, dz, v => Reduced(attributes, v[0].SigmoidCrossEntropy(Targets(attributes)))),
    };

    public static TheoryData<string> Names => GoldenFile.Names(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_value_and_gradients_of_a_node(string name)
    {
        var golden = GoldenFile.Case(File, name);
        Assert.True(Operations.TryGetValue(Operation(golden), out var run), $"No node is named for the operation '{Operation(golden)}'.");
        var inputs = golden.GetProperty("inputs").EnumerateObject().Select(input => input.Value.Tensor()).ToArray();

        golden.TryGetProperty("attributes", out var attributes);
        var (value, gradients) = run(attributes, inputs, golden.GetProperty("upstream").Tensor());

        GoldenFile.Equal(golden.GetProperty("output").Tensor(), value, $"{name} value");
        var expected = golden.GetProperty("gradients").EnumerateObject().ToArray();
        Assert.Equal(expected.Length, gradients.Length);
        foreach (var (gradient, actual) in expected.Zip(gradients))
            GoldenFile.Equal(gradient.Value.Tensor(), actual, $"{name} gradient of {gradient.Name}");
    }

    private static string Operation(JsonElement element) => element.GetProperty("op").GetString()!;

    private static Tensor Targets(JsonElement attributes)
    {
        foreach (var name in new[] { "target_onehot", "target_probabilities", "targets" })
            if (attributes.TryGetProperty(name, out var targets)) return targets.Tensor();
        throw new KeyNotFoundException($"No targets in {attributes}.");
    }

    private static Variable Reduced(JsonElement attributes, Variable losses) => attributes.GetProperty("reduction").GetString()!.Split(' ')[0] switch
    {
        "mean" => losses.Mean(),
        "sum" => losses.Sum(),
        var other => throw new NotSupportedException($"No reduction '{other}'."),
    };

    private static (Tensor, Tensor[]) Graph(Tensor[] inputs, Tensor dz, Func<Variable[], Variable> function)
    {
        Variable[] variables = [.. inputs.Select(input => new Variable(input))];
        var end = function(variables);
        end.Backward(dz);
        return (end.Value, [.. variables.Select(variable => variable.Gradient)]);
    }

    private static (Tensor, Tensor[]) Unary<TNode>(JsonElement attributes, Tensor[] inputs, Tensor dz) where TNode : UnaryNode, new()
    {
        var node = new TNode();
        return (node.Forward(inputs[0]), [node.Backward(dz)]);
    }

    private static (Tensor, Tensor[]) Binary<TNode>(JsonElement attributes, Tensor[] inputs, Tensor dz) where TNode : BinaryNode, new()
    {
        var node = new TNode();
        var value = node.Forward(inputs[0], inputs[1]);
        var (dx, dy) = node.Backward(dz);
        return (value, [dx, dy]);
    }
}
