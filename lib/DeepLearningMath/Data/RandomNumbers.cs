using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace DeepLearningMath;

/// <summary>Random numbers that come out the same in every run: all chance in this course starts from a seed.</summary>
public static class RandomNumbers
{
    /// <summary>A source of random numbers that depends on nothing but its seed (MathNet's Mersenne Twister, MT19937).
    /// .NET's own <c>random.Shuffle(array)</c> and <c>random.Next(n)</c> work with it.</summary>
    /// <param name="seed">Any whole number; the same one gives the same numbers in the same order.</param>
    public static Random Seeded(int seed) => new MersenneTwister(seed, threadSafe: false);

    /// <summary>The next number of the standard normal distribution: mean 0, standard deviation 1.</summary>
    /// <param name="random">Where the chance comes from; a call takes an even number of uniform ones from it.</param>
    public static double NextNormal(this Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Normal.Sample(random, mean: 0, stddev: 1);
    }
}
