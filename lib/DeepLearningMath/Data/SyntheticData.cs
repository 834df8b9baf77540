namespace DeepLearningMath;

/// <summary>Data made to order, so that the right answer is known before the training begins.</summary>
public static class SyntheticData
{
    /// <summary>
    /// Samples around a line, without chance: the least-squares line is <em>exactly</em> y = slope·x + intercept, and the lowest
    /// cost that a line can have (mean squared error) is exactly noise². x goes up evenly, with mean <paramref name="offset"/>
    /// and population standard deviation <paramref name="spread"/>.
    /// </summary>
    /// <param name="n">How many samples: 3 or more.</param>
    /// <param name="offset">The mean of x.</param>
    /// <param name="spread">The population standard deviation of x: 0 or more. With 0 all x are equal, and no line is the best.</param>
    /// <param name="slope">The slope of the line.</param>
    /// <param name="intercept">The line's y at x = 0.</param>
    /// <param name="noise">The population standard deviation of the samples about the line: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static Samples Line(int n, double offset = 0, double spread = 1, double slope = 2, double intercept = -1, double noise = 0.5) =>
        Curve(x => (slope * x) + intercept, n, offset, spread, noise);

    /// <summary>
    /// Samples around any curve, without chance: y = f(x) + noise·e. x is as in <see cref="Line"/>, and e too: it has mean 0,
    /// population standard deviation 1, and no slope along x.
    /// </summary>
    /// <param name="curve">y without noise, from x.</param>
    /// <param name="n">How many samples: 3 or more. They are sorted by x.</param>
    /// <param name="offset">The mean of x.</param>
    /// <param name="spread">The population standard deviation of x: 0 or more.</param>
    /// <param name="noise">The population standard deviation of the samples about the curve: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static Samples Curve(Func<double, double> curve, int n, double offset = 0, double spread = 1, double noise = 0.5)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Require(n >= 3, nameof(n), n, "but noise that leaves the line where it is takes 3 samples or more.");
        RequireScales(offset, spread, noise);
        var r = Numbers(n, i => (i - ((n + 1) / 2.0)) / Math.Sqrt((((double)n * n) - 1) / 12));
        Tensor x = offset + (spread * r), e = Noise(r);
        return new Samples(x, (Tensor)x.ToArray().Select(curve).ToArray() + (noise * e));
    }

    /// <summary>
    /// Samples around a line with chance in them: x is normal with mean <paramref name="offset"/> and standard deviation
    /// <paramref name="spread"/>, and so are the distances to the line with standard deviation <paramref name="noise"/>.
    /// </summary>
    /// <param name="n">How many samples: 1 or more.</param>
    /// <param name="random">Where the chance comes from, for example <c>RandomNumbers.Seeded(1)</c>.</param>
    /// <param name="offset">The mean that x would have with endlessly many samples.</param>
    /// <param name="spread">The standard deviation that x would have: 0 or more.</param>
    /// <param name="slope">The slope of the line.</param>
    /// <param name="intercept">The line's y at x = 0.</param>
    /// <param name="noise">The standard deviation that the distances to the line would have: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public static Samples NoisyLine(
        int n, Random random, double offset = 0, double spread = 1, double slope = 2, double intercept = -1, double noise = 0.5)
    {
        ArgumentNullException.ThrowIfNull(random);
        Require(n >= 1, nameof(n), n, "but there must be 1 sample or more.");
        RequireScales(offset, spread, noise);
        var samples = Enumerable.Range(0, n).Select(_ =>
        {
            var x = offset + (spread * random.NextNormal());
            return (X: x, Y: (slope * x) + intercept + (noise * random.NextNormal()));
        }).ToArray();
        return new Samples(samples.Select(sample => sample.X).ToArray(), samples.Select(sample => sample.Y).ToArray());
    }

    /// <summary>Numbers that look normal, with mean 0, no slope along <paramref name="r"/>, and population standard deviation 1.</summary>
    private static Tensor Noise(Tensor r)
    {
        // Box and Muller's way from two evenly spread numbers to a normal one. Even spreading comes from multiples of the
        // powers of 1/1.3247…, the plastic ratio (M. Roberts, "The unreasonable effectiveness of quasirandom sequences").
        var z = Numbers(r.Count, i => Math.Sqrt(-2 * Math.Log(Fraction(0.7548776662466927 * i))) * Math.Cos(2 * Math.PI * Fraction(0.5698402909980532 * i)));
        // Twice: what rounding left the first time is gone after the second.
        for (var pass = 0; pass < 2; pass++)
        {
            z -= z.Mean();
            z -= (z * r).Mean() * r;
        }

        return z / Math.Sqrt((z * z).Mean());

        static double Fraction(double value) => value - Math.Floor(value);
    }

    /// <summary>A vector of f(1), f(2), … f(n).</summary>
    private static Tensor Numbers(int n, Func<int, double> f) => Enumerable.Range(1, n).Select(f).ToArray();

    private static void RequireScales(double offset, double spread, double noise)
    {
        Require(double.IsFinite(offset), nameof(offset), offset, "but the mean of x must be a finite number.");
        Require(double.IsFinite(spread) && spread >= 0, nameof(spread), spread, "but a standard deviation is a finite number, 0 or more.");
        Require(double.IsFinite(noise) && noise >= 0, nameof(noise), noise, "but a standard deviation is a finite number, 0 or more.");
    }

    private static void Require(bool isRight, string name, double value, string otherwise)
    {
        if (!isRight) throw new ArgumentOutOfRangeException(name, value, $"SyntheticData: {name} is {Readable.Number(value)}, {otherwise}");
    }
}
