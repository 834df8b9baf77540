using DeepLearningMath;

namespace Benchmarks.Works;

/// <summary>A function of a million numbers between −8 and 8.</summary>
/// <param name="node">Makes the node that is the function.</param>
internal sealed class MillionNumbers(Func<UnaryNode> node) : Work
{
    private readonly Tensor _x = Given.Spread(1_000_000).Select(u => (16 * u) - 8).ToArray();

    /// <inheritdoc/>
    public override double[] Numbers() => [.. Given.Probe(node().Forward(_x))];

    /// <inheritdoc/>
    public override void Repeat(int times)
    {
        for (var i = 0; i < times; i++) node().Forward(_x);
    }
}
