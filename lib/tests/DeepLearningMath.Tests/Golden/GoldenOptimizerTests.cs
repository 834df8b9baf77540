using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Every optimizer against PyTorch's, step by step: parameters, cost, gradient, and what it remembers.</summary>
public class GoldenOptimizerTests
{
    private const string File = "optimizers.json";

    public static TheoryData<string> Names => [.. GoldenFile.Runs(File).Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_run_with_two_numbers_as_parameters(string name)
    {
        var golden = GoldenFile.Run(File, name);
        var start = golden.Numbers("start");
        Variable w1 = new(start[0], "w₁"), w2 = new(start[1], "w₂");
        var optimizer = Make(golden, [w1, w2]);

        Follow(golden, optimizer, () => Function(golden, w1, w2), values => values.Select(value => value.Number).ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_run_with_one_vector_as_parameter(string name)
    {
        var golden = GoldenFile.Run(File, name);
        var w = new Variable(golden.Numbers("start"), "w");
        var optimizer = Make(golden, [w]);

        Follow(golden, optimizer, () => Function(golden, w.Dot(new double[] { 1, 0 }), w.Dot(new double[] { 0, 1 })), values => values.Single());
    }

    private static void Follow(JsonElement golden, Optimizer optimizer, Func<Variable> cost, Func<IEnumerable<Tensor>, Tensor> together)
    {
        var name = GoldenFile.Name(golden);
        var buffers = golden.GetProperty("state_after_step").EnumerateObject().ToArray();
        for (var t = 0; t <= golden.Count("steps"); t++)
        {
            optimizer.ClearGradients();
            var f = cost();
            f.Backward();
            GoldenFile.Equal(golden.GetProperty("w")[t].Tensor(), together(optimizer.Parameters.Select(p => p.Value)), $"{name} w[{t}]");
            GoldenFile.Equal(golden.GetProperty("f")[t].Tensor(), f.Value, $"{name} f[{t}]");
            GoldenFile.Equal(golden.GetProperty("gradient")[t].Tensor(), together(optimizer.Parameters.Select(p => p.Gradient)), $"{name} gradient[{t}]");
            if (t == golden.Count("steps")) break;

            optimizer.Step();
            Assert.Equal(t + 1, optimizer.Steps);
            foreach (var buffer in buffers)
                GoldenFile.Equal(buffer.Value[t].Tensor(), together(Buffer(optimizer, buffer.Name)), $"{name} {buffer.Name}[{t}]");
        }
    }

    private static Variable Function(JsonElement golden, Variable w1, Variable w2) => golden.GetProperty("function").GetString() switch
    {
        "quadratic" => 0.5 * (w1.Square() + (10 * w2.Square())),
        "rosenbrock" => (1 - w1).Square() + (100 * (w2 - w1.Square()).Square()),
        var other => throw new NotSupportedException($"No function '{other}'."),
    };

    /// <summary>The optimizer that a run names, with all of the run's hyper-parameters: one that is not known is an error.</summary>
    private static Optimizer Make(JsonElement golden, Variable[] parameters)
    {
        var h = golden.GetProperty("hyperparameters").EnumerateObject().ToDictionary(item => item.Name, item => item.Value);
        var rate = Take("lr").GetDouble();
        Optimizer optimizer = golden.GetProperty("optimizer").GetString()! switch
        {
            "sgd" => new GradientDescent(parameters, rate),
            "sgd_momentum" => new Momentum(parameters, rate, Take("momentum").GetDouble()),
            "nesterov" when Take("nesterov").GetBoolean() => new Nesterov(parameters, rate, Take("momentum").GetDouble()),
            "adagrad" => new AdaGrad(parameters, rate, Take("eps").GetDouble()),
            "adam" => new Adam(parameters, rate, h["betas"][0].GetDouble(), Take("betas")[1].GetDouble(), Take("eps").GetDouble()),
            "adamw" => new AdamW(
                parameters, rate, h["betas"][0].GetDouble(), Take("betas")[1].GetDouble(), Take("eps").GetDouble(), Take("weight_decay").GetDouble()),
            var name when name.StartsWith("rmsprop", StringComparison.Ordinal) => new RmsProp(parameters, rate, Take("alpha").GetDouble(), Take("eps").GetDouble()),
            var other => throw new NotSupportedException($"No optimizer '{other}'."),
        };
        Assert.Empty(h.Keys);
        return optimizer;

        JsonElement Take(string name) => h.Remove(name, out var value) ? value : throw new KeyNotFoundException($"The run has no hyper-parameter '{name}'.");
    }

    private static IReadOnlyList<Tensor> Buffer(Optimizer optimizer, string name) => (optimizer, name) switch
    {
        (Momentum momentum, "momentum_buffer") => momentum.Velocity,
        (AdaGrad adaGrad, "sum") => adaGrad.SumOfSquares,
        (RmsProp rmsProp, "square_avg") => rmsProp.MeanSquare,
        (Adam adam, "exp_avg") => adam.FirstMoment,
        (Adam adam, "exp_avg_sq") => adam.SecondMoment,
        _ => throw new NotSupportedException($"{optimizer.GetType().Name} has no buffer '{name}'."),
    };
}
