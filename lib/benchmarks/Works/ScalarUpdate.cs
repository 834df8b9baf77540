using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>One update of ŷ = θx by one sample: forward and backward through three nodes, and a step.</summary>
internal sealed class ScalarUpdate : ScalarDescent
{
    /// <inheritdoc/>
    protected override (double Theta, double Total) Descend(double theta, int updates)
    {
        var (multiply, minus, square) = (new Multiply(), new Minus(), new Square());
        var total = 0.0;
        for (var i = 0; i < updates; i++)
        {
            total += square.Forward(minus.Forward(Y, multiply.Forward(theta, X))).Number;
            var (_, dPrediction) = minus.Backward(square.Backward(1));
            var (dTheta, _) = multiply.Backward(dPrediction);
            theta -= Rate * dTheta.Number;
        }

        return (theta, total);
    }
}
