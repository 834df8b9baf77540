namespace DeepLearningMath.Tests.Golden;

/// <summary>Lesson 04's model, ŷ = θ₁x + θ₀ with two samples; the cost is the mean of the two losses.</summary>
public class GoldenTwoSampleTests
{
    private const string File = "two_sample.json";

    public static TheoryData<string> Names => GoldenFile.Names(File);

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_trajectory_through_a_set_of_nodes_for_each_sample(string name)
    {
        var golden = GoldenFile.Case(File, name);
        var (x, y, rate) = (golden.Numbers("x"), golden.Numbers("y"), golden.Number("learning_rate"));
        var (theta1, theta0) = (golden.Number("theta1_0"), golden.Number("theta0_0"));
        var samples = x.Zip(y, (xi, yi) => new SampleNodes(xi, yi)).ToArray();

        for (var t = 0; t <= golden.Count("iterations"); t++)
        {
            var mean = new Mean();
            var cost = mean.Forward(samples.Select(sample => sample.Loss(theta1, theta0).Number).ToArray());
            var dLosses = mean.Backward(1);
            var gradients = samples.Select((sample, i) => sample.Gradients(dLosses[i])).ToArray();
            var (d1, d0) = (gradients.Sum(gradient => gradient.D1), gradients.Sum(gradient => gradient.D0));

            GoldenFile.Equal(golden.Numbers("theta1")[t], theta1, $"{name} theta1[{t}]");
            GoldenFile.Equal(golden.Numbers("theta0")[t], theta0, $"{name} theta0[{t}]");
            GoldenFile.Equal(golden.Numbers("cost")[t], cost, $"{name} cost[{t}]");
            GoldenFile.Equal(golden.Numbers("grad_theta1")[t], d1, $"{name} grad_theta1[{t}]");
            GoldenFile.Equal(golden.Numbers("grad_theta0")[t], d0, $"{name} grad_theta0[{t}]");
            GoldenFile.Equal(golden.GetProperty("yhat")[t].Tensor(), samples.Select(sample => sample.YHat).ToArray(), $"{name} yhat[{t}]");
            GoldenFile.Equal(golden.GetProperty("loss")[t].Tensor(), samples.Select(sample => sample.LastLoss).ToArray(), $"{name} loss[{t}]");
            // The file's gradients of single samples are those of the loss: before the cost's share.
            GoldenFile.Equal(golden.GetProperty("sample_grad_theta1")[t].Tensor(), gradients.Select((g, i) => g.D1 / dLosses[i]).ToArray(), $"{name} sample_grad_theta1[{t}]");
            GoldenFile.Equal(golden.GetProperty("sample_grad_theta0")[t].Tensor(), gradients.Select((g, i) => g.D0 / dLosses[i]).ToArray(), $"{name} sample_grad_theta0[{t}]");

            (theta1, theta0) = (theta1 - (rate * d1), theta0 - (rate * d0));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_trajectory_through_one_vector_and_the_training_loop(string name)
    {
        var golden = GoldenFile.Case(File, name);
        Tensor x = golden.Numbers("x"), y = golden.Numbers("y");
        var (theta1, theta0) = (new Variable(golden.Number("theta1_0"), "θ₁"), new Variable(golden.Number("theta0_0"), "θ₀"));

        var history = Training.Run(
            () => (y - ((theta1 * x) + theta0)).Square().Mean(),
            new GradientDescent([theta1, theta0], golden.Number("learning_rate")), golden.Count("iterations"));

        GoldenFile.Equal(golden.Numbers("theta1"), history["θ₁"], $"{name} theta1");
        GoldenFile.Equal(golden.Numbers("theta0"), history["θ₀"], $"{name} theta0");
        GoldenFile.Equal(golden.Numbers("cost"), history.Costs, $"{name} cost");
    }

    private sealed class SampleNodes(double x, double y)
    {
        private readonly Multiply _multiply = new();
        private readonly Plus _plus = new();
        private readonly Minus _minus = new();
        private readonly Square _square = new();

        public double YHat { get; private set; }

        public double LastLoss { get; private set; }

        public Tensor Loss(double theta1, double theta0)
        {
            var yHat = _plus.Forward(_multiply.Forward(theta1, x), theta0);
            var loss = _square.Forward(_minus.Forward(y, yHat));
            (YHat, LastLoss) = (yHat.Number, loss.Number);
            return loss;
        }

        public (double D1, double D0) Gradients(double dLoss)
        {
            var (_, dyHat) = _minus.Backward(_square.Backward(dLoss));
            var (dProduct, dTheta0) = _plus.Backward(dyHat);
            return (_multiply.Backward(dProduct).Dx.Number, dTheta0.Number);
        }
    }
}
