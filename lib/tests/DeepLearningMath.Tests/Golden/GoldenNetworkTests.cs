using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>A network with one hidden layer against PyTorch: values, gradients of everything under each loss, training.</summary>
public class GoldenNetworkTests
{
    private const string File = "mlp.json";

    private static readonly JsonElement Golden = GoldenFile.Root(File);

    public static TheoryData<string> Losses => [.. Golden.GetProperty("losses").EnumerateObject().Select(loss => loss.Name)];

    public static TheoryData<string> Trainings => [.. Golden.GetProperty("training").EnumerateObject().Select(training => training.Name)];

    [Fact]
    public void Golden_values_on_the_way_forward()
    {
        var network = new Graph();
        foreach (var value in Golden.GetProperty("forward").EnumerateObject())
            GoldenFile.Equal(value.Value.Tensor(), network[value.Name].Value, value.Name);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Golden_gradients_of_everything(string name)
    {
        var golden = Golden.GetProperty("losses").GetProperty(name);
        var network = new Graph();

        var cost = network.Cost(name);
        cost.Backward();

        GoldenFile.Equal(golden.GetProperty("loss").Tensor(), cost.Value, name);
        foreach (var gradient in golden.GetProperty("gradients").EnumerateObject())
            GoldenFile.Equal(gradient.Value.Tensor(), network[gradient.Name].Gradient, $"{name} gradient of {gradient.Name}");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradients_agree_with_central_differences(string name)
    {
        var (x, parameters) = (new Graph()["X"], new Graph().Parameters);
        Assert.All(GradientCheck.Of(() => new Graph(x, parameters).Cost(name), [x, .. parameters]), check => Assert.True(check.Passed, check.ToString()));
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Golden_training(string name)
    {
        var golden = Golden.GetProperty("training").GetProperty(name);
        var (x, parameters) = (new Graph()["X"], new Graph().Parameters);

        var history = Training.Run(
            () => new Graph(x, parameters).Cost(name), new GradientDescent(parameters, golden.Number("learning_rate")), golden.Count("steps"));

        GoldenFile.Equal(golden.GetProperty("loss").Tensor(), history.Costs, name);
        foreach (var final in golden.GetProperty("final").EnumerateObject())
            GoldenFile.Equal(final.Value.Tensor(), parameters.Single(parameter => parameter.Name == final.Name).Value, $"{name} {final.Name}");
    }

    /// <summary>The file's network, written out: X → z1 → a1 → z2 → yhat.</summary>
    private sealed class Graph
    {
        private static readonly JsonElement Inputs = Golden.GetProperty("inputs");
        private readonly Dictionary<string, Variable> _variables = [];

        public Graph(Variable? x = null, IReadOnlyList<Variable>? parameters = null)
        {
            foreach (var variable in parameters ?? [Input("W1"), Input("b1"), Input("W2"), Input("b2")]) _variables[variable.Name!] = variable;
            Parameters = [.. _variables.Values];
            _variables["X"] = x ?? Input("X");
            _variables["z1"] = this["X"].MatrixProduct(this["W1"]) + this["b1"];
            _variables["a1"] = this["z1"].Sigmoid();
            _variables["z2"] = this["a1"].MatrixProduct(this["W2"]) + this["b2"];
            _variables["yhat"] = this["z2"].Softmax();
        }

        public IReadOnlyList<Variable> Parameters { get; }

        public Variable this[string name] => _variables[name];

        public Variable Cost(string name)
        {
            var y = Inputs.GetProperty("Y_onehot").Tensor();
            return name switch
            {
                "mse_total_sum" => this["yhat"].SquaredError(y).Sum(),
                "mse_batch_mean" => this["yhat"].SquaredError(y).Mean(),
                "mse_element_mean" => (this["yhat"] - y).Square().Mean(),
                "cross_entropy_mean" => this["z2"].SoftmaxCrossEntropy(y).Mean(),
                "cross_entropy_sum" => this["z2"].SoftmaxCrossEntropy(y).Sum(),
                _ => throw new NotSupportedException($"No loss '{name}'."),
            };
        }

        private static Variable Input(string name) => new(Inputs.GetProperty(name).Tensor(), name);
    }
}
