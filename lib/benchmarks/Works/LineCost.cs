using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>The cost of a line on n samples, and its gradient.</summary>
internal sealed class LineCost : Timed
{
    private readonly Tensor _x, _y;
    private readonly Variable _theta1 = new(0), _theta0 = new(0);

    public LineCost(int samples)
    {
        _x = Given.Spread(samples);
        _y = (2 * _x) - 1;
    }

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _theta1.ClearGradient();
            _theta0.ClearGradient();
            (_y - ((_theta1 * _x) + _theta0)).Square().Mean().Backward();
        }
    }
}
