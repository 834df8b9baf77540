namespace DeepLearningMath.Tests;

public class InitializationTests
{
    [Fact]
    public void Xavier_fills_row_by_row_within_its_bound()
    {
        // Lesson 11's recipe: Random(11) and a 64-32-10 network.
        var weights = Initialization.Xavier(64, 32, new Random(11));
        Assert.Equal(Shape.Matrix(64, 32), weights.Shape);
        foreach (var (j, expected) in new[] { -0.013539, -0.227535, -0.021555 }.Index()) Assert.Equal(expected, weights[0, j], 5e-7);
        Assert.InRange(weights.ToArray().Max(Math.Abs), 0.249, Math.Sqrt(6.0 / 96));
        Assert.Equal(0, weights.Mean(), 0.01);
    }

    [Fact]
    public void He_has_the_spread_that_ReLU_needs()
    {
        var weights = Initialization.He(200, 100, RandomNumbers.Seeded(1));
        Assert.Equal(Shape.Matrix(200, 100), weights.Shape);
        Assert.Equal(0, weights.Mean(), 0.002);
        Assert.Equal(0.1, Math.Sqrt((weights * weights).Mean()), 0.002);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        foreach (var fill in new Func<int, int, Random, Tensor>[] { Initialization.Xavier, Initialization.He })
        {
            Assert.Equal(fill(5, 3, RandomNumbers.Seeded(7)), fill(5, 3, RandomNumbers.Seeded(7)));
            Assert.NotEqual(fill(5, 3, RandomNumbers.Seeded(7)), fill(5, 3, RandomNumbers.Seeded(8)));
            Assert.Throws<ArgumentOutOfRangeException>(() => fill(0, 3, RandomNumbers.Seeded(7)));
            Assert.Throws<ArgumentOutOfRangeException>(() => fill(3, -1, RandomNumbers.Seeded(7)));
        }
    }
}
