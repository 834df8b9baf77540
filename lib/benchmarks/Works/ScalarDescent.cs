namespace Benchmarks.Works;

/// <summary>Updates of ŷ = θx by one sample, one after the other.</summary>
internal abstract class ScalarDescent : Work
{
    /// <summary>The sample, and the learning rate.</summary>
    protected const double X = -1.5, Y = 2, Rate = 0.1;

    private double _theta = 0.5;

    /// <inheritdoc/>
    public sealed override double[] Numbers() => [.. ((int[])[1, 2, 10]).SelectMany(updates =>
    {
        var (theta, total) = Descend(0.5, updates);
        return (double[])[theta, total];
    })];

    /// <inheritdoc/>
    public sealed override void Repeat(int times) => _theta = Descend(_theta, times).Theta;

    /// <summary>Descends.</summary>
    /// <returns>The parameter at the end, and the sum of the losses on the way.</returns>
    protected abstract (double Theta, double Total) Descend(double theta, int updates);
}
