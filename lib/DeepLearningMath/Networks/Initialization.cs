namespace DeepLearningMath;

/// <summary>
/// Weights to begin with. Equal ones would stay equal for ever, so chance makes them differ; their size keeps signals, on
/// the way forward and back, neither growing nor fading from layer to layer.
/// </summary>
public static class Initialization
{
    /// <summary>Uniform between ±√(6 / (inputs + outputs)): for sigmoid and tanh.</summary>
    /// <remarks>Glorot and Bengio (2010). Takes inputs · outputs numbers u from the source, row by row: each weight is (2u − 1) times the bound.</remarks>
    /// <param name="inputs">How many numbers go in: 1 or more.</param>
    /// <param name="outputs">How many come out: 1 or more.</param>
    /// <param name="random">Where the chance comes from.</param>
    /// <returns>A matrix (inputs × outputs).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static Tensor Xavier(int inputs, int outputs, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var bound = Math.Sqrt(6.0 / (inputs + outputs));
        return Fill(inputs, outputs, () => ((2 * random.NextDouble()) - 1) * bound);
    }

    /// <summary>Normal with standard deviation √(2 / inputs): for ReLU, which lets half of its inputs pass.</summary>
    /// <remarks>He, Zhang, Ren and Sun (2015). Takes inputs · outputs normal numbers from the source, row by row.</remarks>
    /// <param name="inputs">How many numbers go in: 1 or more.</param>
    /// <param name="outputs">How many come out: 1 or more.</param>
    /// <param name="random">Where the chance comes from.</param>
    /// <returns>A matrix (inputs × outputs).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static Tensor He(int inputs, int outputs, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var deviation = Math.Sqrt(2.0 / inputs);
        return Fill(inputs, outputs, () => random.NextNormal() * deviation);
    }

    private static Tensor Fill(int inputs, int outputs, Func<double> weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        var weights = new double[inputs * outputs];
        for (var k = 0; k < weights.Length; k++) weights[k] = weight();
        return Tensor.FromValues(Shape.Matrix(inputs, outputs), weights);
    }
}
