using System.Text.Json;

namespace DeepLearningMath.Tests.Golden;

/// <summary>Lesson 06's loop: a line through the file's points, in batches of each run's size, in the given order.</summary>
public class GoldenMiniBatchTests
{
    private const string File = "minibatch.json";

    private static readonly Tensor X = GoldenFile.Root(File).Numbers("x"), Y = GoldenFile.Root(File).Numbers("y");

    public static TheoryData<string> Names => [.. GoldenFile.Runs(File).Select(GoldenFile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_run_through_nodes_in_the_open(string name)
    {
        var golden = GoldenFile.Run(File, name);
        var batches = new MiniBatches(X, Y, golden.Count("batch_size"));
        Assert.Equal(golden.Count("iterations_per_epoch"), batches.Count);
        Assert.Equal(golden.Count("iterations"), golden.Count("epochs") * batches.Count);
        var expected = new[] { "theta1", "theta0", "cost", "grad_theta1", "grad_theta0" }.Select(property => (property, golden.Numbers(property))).ToArray();
        var rate = golden.Number("learning_rate");
        Tensor theta1 = golden.Number("theta1_0"), theta0 = golden.Number("theta0_0");

        var t = 0;
        for (var epoch = 0; epoch < golden.Count("epochs"); epoch++)
        {
            foreach (var batch in batches)
            {
                var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
                var cost = mean.Forward(square.Forward(minus.Forward(batch.Y, plus.Forward(multiply.Forward(theta1, batch.X), theta0))));
                var (dProduct, d0) = plus.Backward(minus.Backward(square.Backward(mean.Backward(1))).Dy);
                var (d1, _) = multiply.Backward(dProduct);
                foreach (var ((property, values), value) in expected.Zip([theta1, theta0, cost, d1, d0]))
                    GoldenFile.Equal(values[t], value, $"{name} {property}[{t}]");
                (theta1, theta0) = (theta1 - (rate * d1), theta0 - (rate * d0));
                t++;
            }

            EndOfEpoch(golden, epoch, theta1, theta0);
        }

        Assert.Equal(golden.Count("iterations"), t);
        GoldenFile.Equal(golden.Number("final_theta1"), theta1, $"{name} final θ₁");
        GoldenFile.Equal(golden.Number("final_theta0"), theta0, $"{name} final θ₀");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_run_through_the_training_loop(string name)
    {
        var golden = GoldenFile.Run(File, name);
        var (epochs, iterations) = (golden.Count("epochs"), golden.Count("iterations"));
        Variable theta1 = new(golden.Number("theta1_0"), "θ₁"), theta0 = new(golden.Number("theta0_0"), "θ₀");

        var history = Training.Run(
            batch => (batch.Y - ((theta1 * batch.X) + theta0)).Square().Mean(),
            new MiniBatches(new Samples(X, Y), golden.Count("batch_size")), new GradientDescent([theta1, theta0], golden.Number("learning_rate")), epochs);

        // The history's last entry is the state after the last update; the file has it as "final".
        Assert.Equal(iterations + 1, history.Count);
        var updates = history.Take(iterations).ToArray();
        GoldenFile.Equal(golden.Numbers("theta1"), history["θ₁"][..^1], $"{name} θ₁");
        GoldenFile.Equal(golden.Numbers("theta0"), history["θ₀"][..^1], $"{name} θ₀");
        GoldenFile.Equal(golden.Numbers("cost"), history.Costs[..^1], $"{name} cost");
        GoldenFile.Equal(golden.Numbers("grad_theta1"), updates.Select(step => step.Gradients[0].Number).ToArray(), $"{name} gradient of θ₁");
        GoldenFile.Equal(golden.Numbers("grad_theta0"), updates.Select(step => step.Gradients[1].Number).ToArray(), $"{name} gradient of θ₀");
        GoldenFile.Equal(golden.Number("final_theta1"), theta1.Value, $"{name} final θ₁");
        GoldenFile.Equal(golden.Number("final_theta0"), theta0.Value, $"{name} final θ₀");
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var end = history.First(step => step.Epoch == epoch + 1);
            Assert.Equal((epoch + 1) * golden.Count("iterations_per_epoch"), end.Iteration);
            EndOfEpoch(golden, epoch, end.Parameters[0], end.Parameters[1]);
        }
    }

    [Fact]
    public void Golden_line_of_least_squares()
    {
        var golden = GoldenFile.Root(File).GetProperty("least_squares");
        var (theta1, theta0) = LeastSquares.Line(X, Y);
        GoldenFile.Equal(golden.Number("theta1"), theta1, "θ₁");
        GoldenFile.Equal(golden.Number("theta0"), theta0, "θ₀");
        GoldenFile.Equal(golden.Number("cost"), FullCost(theta1, theta0), "cost");
    }

    private static void EndOfEpoch(JsonElement golden, int epoch, Tensor theta1, Tensor theta0)
    {
        var expected = golden.GetProperty("per_epoch");
        foreach (var (property, value) in new[] { ("theta1", theta1), ("theta0", theta0), ("full_cost", FullCost(theta1, theta0)) })
            GoldenFile.Equal(expected.Numbers(property)[epoch], value, $"{GoldenFile.Name(golden)} {property} after epoch {epoch}");
    }

    private static Tensor FullCost(Tensor theta1, Tensor theta0)
    {
        var error = Y - ((theta1 * X) + theta0);
        return (error * error).Mean();
    }
}
