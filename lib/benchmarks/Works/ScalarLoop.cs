namespace Benchmarks.Works;

/// <summary><see cref="ScalarUpdate"/> as one writes it who needs no nodes.</summary>
internal sealed class ScalarLoop : ScalarDescent
{
    /// <inheritdoc/>
    protected override (double Theta, double Total) Descend(double theta, int updates)
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
