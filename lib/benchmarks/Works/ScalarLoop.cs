namespace Benchmarks.Works;

/// <summary><see cref="ScalarUpdate"/> as one writes it who needs no nodes.</summary>
internal sealed class ScalarLoop : Work
{
    private const double X = -1.5, Y = 2, Rate = 0.1;
    private double _theta = 0.5;

    /// <inheritdoc/>
    public override double[] Numbers() => [.. ((int[])[1, 2, 10]).SelectMany(updates =>
    {
        var (theta, total) = Descend(0.5, updates);
        return (double[])[theta, total];
    })];

    /// <inheritdoc/>
    public override void Repeat(int times) => _theta = Descend(_theta, times).Theta;

    private static (double Theta, double Total) Descend(double theta, int updates)
    {
        var total = 0.0;
        for (var i = 0; i < updates; i++)
        {
            var error = Y - (theta * X);
            total += error * error;
            theta -= Rate * (-2 * error * X);
        }

        return (theta, total);
    }
}
