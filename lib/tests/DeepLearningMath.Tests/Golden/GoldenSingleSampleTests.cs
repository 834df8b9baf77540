namespace DeepLearningMath.Tests.Golden;

/// <summary>Lesson 02's model, ŷ = θx with one sample: four sign cases at six learning rates.</summary>
public class GoldenSingleSampleTests
{
    private const string File = "single_sample.json";

    public static TheoryData<string> Names => GoldenFile.Names(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_trajectory_through_nodes_by_hand(string name)
    {
        var golden = GoldenFile.Case(File, name);
        var (x, y, rate) = (golden.Number("x"), golden.Number("y"), golden.Number("learning_rate"));
        var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
        Tensor theta = golden.Number("theta0");

        for (var t = 0; t <= golden.Count("iterations"); t++)
        {
            var yHat = multiply.Forward(theta, x);
            var error = minus.Forward(y, yHat);
            var loss = square.Forward(error);
            var dError = square.Backward(1);
            var (_, dyHat) = minus.Backward(dError);
            var (dTheta, _) = multiply.Backward(dyHat);

            foreach (var (property, value) in new[] { ("theta", theta), ("yhat", yHat), ("residual", error), ("loss", loss), ("gradient", dTheta) })
                GoldenFile.Equal(golden.Numbers(property)[t], value, $"{name} {property}[{t}]");
            if (t == 0)
            {
                var atStart = golden.GetProperty("nodes_at_iteration0");
                foreach (var (property, value) in new[] { ("z1", yHat), ("z2", error), ("loss", loss), ("dL_dz2", dError), ("dL_dz1", dyHat), ("dL_dtheta", dTheta) })
                    GoldenFile.Equal(atStart.Number(property), value, $"{name} {property}");
            }

            theta -= rate * dTheta;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_trajectory_through_the_training_loop(string name)
    {
        var golden = GoldenFile.Case(File, name);
        var (x, y) = (golden.Number("x"), golden.Number("y"));
        var theta = new Variable(golden.Number("theta0"), "θ");

        var history = Training.Run(
            () => (y - (theta * x)).Square(), new GradientDescent([theta], golden.Number("learning_rate")), golden.Count("iterations"));

        GoldenFile.Equal(golden.Numbers("theta"), history["θ"], $"{name} theta");
        GoldenFile.Equal(golden.Numbers("loss"), history.Costs, $"{name} loss");
        GoldenFile.Equal(golden.Numbers("gradient"), history.Select(step => step.Gradients[0].Number).ToArray(), $"{name} gradient");
    }
}
