using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>One update of ŷ = θ₁x + θ₀ by 8 samples, through five nodes.</summary>
internal sealed class MiniBatchUpdate : Work
{
    private const double Rate = 0.05;

    private readonly Tensor _x, _y;
    private (double Theta1, double Theta0) _theta;

    public MiniBatchUpdate()
    {
        var u = Given.Spread(16);
        _x = u.Take(8).Select(v => (4 * v) - 2).ToArray();
        _y = (2 * _x) - 1 + ((Tensor)u.Skip(8).ToArray() - 0.5);
    }

    /// <inheritdoc/>
    public override double[] Numbers() => [.. ((int[])[1, 2, 10]).SelectMany(updates =>
    {
        var (theta1, theta0, total) = Descend(0, 0, updates);
        return (double[])[theta1, theta0, total];
    })];

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        var (theta1, theta0, _) = Descend(_theta.Theta1, _theta.Theta0, times);
        _theta = (theta1, theta0);
    }

    private (double Theta1, double Theta0, double Total) Descend(double theta1, double theta0, int updates)
    {
        var (multiply, plus, minus, square, mean) = (new Multiply(), new Plus(), new Minus(), new Square(), new Mean());
        var total = 0.0;
        for (var i = 0; i < updates; i++)
        {
            var prediction = plus.Forward(multiply.Forward(theta1, _x), theta0);
            total += mean.Forward(square.Forward(minus.Forward(_y, prediction))).Number;
            var (_, dPrediction) = minus.Backward(square.Backward(mean.Backward(1)));
            var (dProduct, dTheta0) = plus.Backward(dPrediction);
            var (dTheta1, _) = multiply.Backward(dProduct);
            theta1 -= Rate * dTheta1.Number;
            theta0 -= Rate * dTheta0.Number;
        }

        return (theta1, theta0, total);
    }
}
