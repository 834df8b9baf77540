namespace DeepLearningMath.Tests;

/// <summary>Against .NET's functions of one number. Where the machine lacks our registers, TensorPrimitives does the work, which promises a little less, above all of small numbers.</summary>
public class ExponentialsTests
{
    // Of a result; and of what is so small that its own size does not matter.
    private static readonly double s_ofExp = Exponentials.AreOurs ? 3e-16 : 1e-15, s_ofTanh = Exponentials.AreOurs ? 3e-15 : 1e-14, s_atZero = Exponentials.AreOurs ? 0 : 1e-15;

    public delegate void OfMany(ReadOnlySpan<double> x, Span<double> z);

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(709)]
    public void Every_digit_counts(double largest)
    {
        var random = RandomNumbers.Seeded(5);
        double[] x = [.. Enumerable.Range(0, 100_003).Select(_ => ((2 * random.NextDouble()) - 1) * largest)];
        IsClose(Exponentials.Exp, Math.Exp, x, s_ofExp);
        IsClose(Exponentials.Sigmoid, v => 1 / (1 + Math.Exp(-v)), x, 2 * s_ofExp);
        IsClose(Exponentials.Tanh, Math.Tanh, x, s_ofTanh, s_atZero);
    }

    [Fact]
    public void Small_numbers_lose_nothing()
    {
        double[] x = [.. from exponent in Enumerable.Range(-300, 300) from sign in new[] { 1, -1 } select sign * 1.7 * Math.Pow(10, exponent)];
        IsClose(Exponentials.Exp, Math.Exp, x, s_ofExp);
        IsClose(Exponentials.Tanh, Math.Tanh, x, s_ofTanh, s_atZero);
    }

    [Fact]
    public void The_ends_of_what_a_number_can_be_come_out_as_they_should()
    {
        double[] x = [0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300, -1e300, 709.78, 709.79, 711, -708.3, -744.4, -746, double.Epsilon, -double.Epsilon];
        Are(Exponentials.Exp, [1, 1, double.PositiveInfinity, 0, double.NaN, double.PositiveInfinity, 0, Math.Exp(709.78), double.PositiveInfinity, double.PositiveInfinity, Math.Exp(-708.3), Math.Exp(-744.4), 0, 1, 1]);
        Are(Exponentials.Sigmoid, [0.5, 0.5, 1, 0, double.NaN, 1, 0, 1, 1, 1, Math.Exp(-708.3), 0, 0, 0.5, 0.5]);
        Are(Exponentials.Tanh, [0, -0.0, 1, -1, double.NaN, 1, -1, 1, 1, 1, -1, -1, -1, double.Epsilon, -double.Epsilon]);

        void Are(OfMany function, double[] expected)
        {
            foreach (var (i, z) in Apply(function, x).Index())
                Assert.True(z.Equals(expected[i]) || (z != 0 && Math.Abs(z - expected[i]) <= 1e-15 * z) || (!Exponentials.AreOurs && Math.Abs(z - expected[i]) < 1e-300), $"{x[i]}: {z} instead of {expected[i]}");
        }
    }

    [Fact]
    public void A_number_gives_the_same_wherever_it_stands_and_however_many_there_are()
    {
        foreach (OfMany function in (OfMany[])[Exponentials.Exp, Exponentials.Sigmoid, Exponentials.Tanh])
        {
            var alone = Apply(function, [0.3])[0];
            foreach (var count in Enumerable.Range(1, 20))
                Assert.All(Apply(function, [.. Enumerable.Repeat(0.3, count)]), z => Assert.InRange(Math.Abs(z - alone), 0, s_atZero));
        }
    }

    [Fact]
    public void What_is_too_short_for_the_result_is_refused_and_nothing_behind_it_is_touched()
    {
        Assert.ThrowsAny<ArgumentException>(() => Exponentials.Exp(new double[9], new double[8]));
        var z = new double[12];
        Exponentials.Exp(new double[9], z);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0], z);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(1003)]
    public void Powers_of_differences_come_with_their_sum(int count)
    {
        double[] x = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i) * 5)];
        var z = new double[count + 1];
        var sum = Exponentials.ExpOfDifferences(x, 4.5, z);
        Assert.All(x.Index(), one => Assert.Equal(Math.Exp(one.Item - 4.5), z[one.Index], Math.Exp(0.5) * s_ofExp));
        Assert.Equal(0, z[count]);
        Assert.Equal(z.Sum(), sum, 1e-12);
    }

    private static void IsClose(OfMany function, Func<double, double> expected, double[] x, double relative, double absolute = 0)
    {
        foreach (var (i, z) in Apply(function, x).Index())
            Assert.True(Math.Abs(z - expected(x[i])) <= (relative * Math.Abs(expected(x[i]))) + absolute, $"{x[i]}: {z} instead of {expected(x[i])}");
    }

    private static double[] Apply(OfMany function, double[] x)
    {
        var z = new double[x.Length];
        function(x, z);
        return z;
    }
}
