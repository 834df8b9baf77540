using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Every Jacobian against NumPy's, filled from Backward and filled by nudging; and a whole chain of them, multiplied.</summary>
public class GoldenJacobianTests
{
    private const string File = "jacobians.json";

    private static readonly Dictionary<string, Func<Node>> Operations = new()
    {
        ["plus"] = () => new Plus(),
        ["plus_broadcast"] = () => new Plus(),
        ["minus"] = () => new Minus(),
        ["minus_broadcast"] = () => new Minus(),
        ["multiply"] = () => new Multiply(),
        ["multiply_broadcast"] = () => new Multiply(),
        ["square"] = () => new Square(),
        ["mean"] = () => new Mean(),
        ["sum"] = () => new Sum(),
        ["dot"] = () => new Dot(),
        ["sigmoid"] = () => new Sigmoid(),
        ["tanh"] = () => new Tanh(),
        ["relu"] = () => new Relu(),
        ["exp"] = () => new Exp(),
        ["log"] = () => new Log(),
        ["softmax"] = () => new Softmax(),
    };

    public static TheoryData<string> Names => GoldenFile.Names(File);

    public static TheoryData<string> Chains
        => [.. GoldenFile.Root(File).EnumerateObject().Select(property => property.Name).Where(name => name.StartsWith("chain", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_jacobian_of_a_node(string name)
    {
        var golden = GoldenFile.Case(File, name);
        var operation = golden.GetProperty("op").GetString()!;
        Assert.True(Operations.TryGetValue(operation, out var make), $"No node is named for the operation '{operation}'.");
        var (names, inputs) = (golden.GetProperty("inputs").EnumerateObject().Select(input => input.Name).ToArray(), golden.GetProperty("inputs").EnumerateObject().Select(input => input.Value.Tensor()).ToArray());
        Assert.Contains(GoldenFile.Root(File).Count("n"), inputs.Select(input => input.Count));

        var jacobians = make() switch
        {
            UnaryNode node => [node.Jacobian(inputs[0])],
            BinaryNode node when node.Jacobians(inputs[0], inputs[1]) is var (dx, dy) => new[] { dx, dy },
            var node => throw new NotSupportedException(node.Name),
        };

        GoldenFile.Equal(golden.GetProperty("output").Tensor(), Forward(inputs), $"{name} value");
        var expected = golden.GetProperty("jacobians");
        Assert.Equal(expected.EnumerateObject().Count(), jacobians.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            var matrix = expected.GetProperty($"d_z_d_{names[i]}").Tensor();
            GoldenFile.Equal(matrix, jacobians[i], $"{name} with respect to {names[i]}");
            var nudged = GradientCheck.Jacobian(input => Forward([.. inputs[..i], input, .. inputs[(i + 1)..]]), inputs[i]);
            var check = new GradientCheck(names[i], matrix, nudged);
            Assert.True(check.Passed, $"{name}: {check}");
        }

        Tensor Forward(Tensor[] at) => make() switch
        {
            UnaryNode node => node.Forward(at[0]),
            var node => ((BinaryNode)node).Forward(at[0], at[1]),
        };
    }

    /// <summary>Lesson 05's chain, ŷ = θ₁x + θ₀ with mean squared error, every parameter a vector with a copy for each sample.</summary>
    [Theory]
    [MemberData(nameof(Chains))]
    public void Golden_chain_of_jacobians_multiplied_from_the_cost_to_the_parameters(string name)
    {
        var golden = GoldenFile.Root(File).GetProperty(name);
        Tensor x = golden.Numbers("x"), y = golden.Numbers("y");
        Tensor theta1 = Tensor.Filled(x.Shape, golden.Number("theta1")), theta0 = Tensor.Filled(x.Shape, golden.Number("theta0"));
        var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
        var z1 = multiply.Forward(theta1, x);
        var z2 = plus.Forward(z1, theta0);
        var z3 = minus.Forward(y, z2);
        var z4 = square.Forward(z3);
        var cost = mean.Forward(z4);
        foreach (var (symbol, value) in new[] { ("z1", z1), ("z2", z2), ("z3", z3), ("z4", z4), ("cost", cost) })
            GoldenFile.Equal(Property(golden, "forward", named => named.StartsWith(symbol + " ", StringComparison.Ordinal)), value, $"{name} {symbol}");

        var (dCost, dSquare, dMinus) = (mean.Jacobian(z4), square.Jacobian(z3), minus.Jacobians(y, z2).Dy);
        var ((dZ1, dTheta0), dTheta1) = (plus.Jacobians(z1, theta0), multiply.Jacobians(theta1, x).Dx);
        foreach (var (symbol, value) in new[]
                 {
                     ("dcost_dz4", dCost), ("dz4_dz3", dSquare), ("dz3_dz2", dMinus), ("dz2_dz1", dZ1), ("dz2_dtheta0", dTheta0), ("dz1_dtheta1", dTheta1),
                 })
            GoldenFile.Equal(Property(golden, "jacobians", named => named == symbol), value, $"{name} {symbol}");

        var toZ3 = Tensor.MatrixProduct(dCost, dSquare);
        var toZ2 = Tensor.MatrixProduct(toZ3, dMinus);
        var toZ1 = Tensor.MatrixProduct(toZ2, dZ1);
        var (toTheta1, toTheta0) = (Tensor.MatrixProduct(toZ1, dTheta1), Tensor.MatrixProduct(toZ2, dTheta0));
        foreach (var (symbol, value) in new[]
                 {
                     ("dcost_dz4", dCost), ("dcost_dz3", toZ3), ("dcost_dz2", toZ2), ("dcost_dz1", toZ1),
                     ("dcost_dtheta1_vector", toTheta1), ("dcost_dtheta0_vector", toTheta0),
                 })
            GoldenFile.Equal(Property(golden, "products", named => named == symbol), value, $"{name} product {symbol}");
        // A parameter that all samples share gets the sum of the row.
        GoldenFile.Equal(Property(golden, "scalar_gradients", named => named == "dcost_dtheta1"), toTheta1.Sum(), $"{name} gradient of θ₁");
        GoldenFile.Equal(Property(golden, "scalar_gradients", named => named == "dcost_dtheta0"), toTheta0.Sum(), $"{name} gradient of θ₀");
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void Golden_chain_of_backwards_gives_the_same_without_a_jacobian(string name)
    {
        var golden = GoldenFile.Root(File).GetProperty(name);
        Tensor x = golden.Numbers("x"), y = golden.Numbers("y");
        Variable theta1 = new(golden.Number("theta1")), theta0 = new(golden.Number("theta0"));
        var z1 = theta1 * x;
        var z2 = z1 + theta0;
        var z3 = y - z2;
        var z4 = z3.Square();
        z4.Mean().Backward();
        foreach (var (symbol, variable) in new[] { ("dcost_dz4", z4), ("dcost_dz3", z3), ("dcost_dz2", z2), ("dcost_dz1", z1) })
            GoldenFile.Equal(Property(golden, "products", named => named == symbol), Tensor.FromValues(Shape.Matrix(1, x.Count), variable.Gradient.ToArray()), $"{name} {symbol}");
        GoldenFile.Equal(Property(golden, "scalar_gradients", named => named == "dcost_dtheta1"), theta1.Gradient, $"{name} gradient of θ₁");
        GoldenFile.Equal(Property(golden, "scalar_gradients", named => named == "dcost_dtheta0"), theta0.Gradient, $"{name} gradient of θ₀");
    }

    private static Tensor Property(JsonElement golden, string group, Func<string, bool> isMeant)
        => golden.GetProperty(group).EnumerateObject().Single(property => isMeant(property.Name)).Value.Tensor();
}
