namespace DeepLearningMath.Tests;

/// <summary>What is worked on in parts, or four at a time, has no seams.</summary>
public class ManyNumbersTests
{
    private static readonly int[] Counts = [1, 255, 256, 257, Tensor.Block - 1, Tensor.Block, Tensor.Block + 1, (2 * Tensor.Block) + 300];

    [Fact]
    public void A_function_of_many_numbers_gives_each_what_it_gives_one()
    {
        foreach (var count in Counts)
        {
            var x = Numbers(count);
            Check(new Exp().Forward(x), Math.Exp);
            Check(new Sigmoid().Forward(x), z => 1 / (1 + Math.Exp(-z)));
            Check(new Tanh().Forward(x), Math.Tanh);
            Check(new SigmoidCrossEntropy().Forward(x, Tensor.Filled(Shape.Vector(count), 0.25)), z => Math.Log(1 + Math.Exp(z)) - (0.25 * z));

            void Check(Tensor z, Func<double, double> function)
            {
                Assert.Equal(count, z.Count);
                for (var i = 0; i < count; i++) Assert.Equal(function(x[i]), z[i], 1e-13 * (1 + Math.Abs(function(x[i]))));
            }
        }
    }

    [Fact]
    public void Shares_of_many_scores_are_their_powers_divided_by_the_sum_of_all()
    {
        foreach (var count in Counts)
        {
            var x = Numbers(count);
            var powers = Array.ConvertAll(x, Math.Exp);
            var sum = powers.Sum();
            var shares = new Softmax().Forward(x);
            for (var i = 0; i < count; i++) Assert.Equal(powers[i] / sum, shares[i], 1e-12 * powers[i] / sum);
        }
    }

    [Fact]
    public void A_transpose_has_every_number_at_its_place()
    {
        foreach (var rows in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 300 })
        {
            foreach (var columns in new[] { 0, 1, 2, 3, 4, 5, 7, 9, 257 })
            {
                var matrix = Tensor.FromValues(Shape.Matrix(rows, columns), Numbers(rows * columns));
                var transpose = matrix.Transpose();
                Assert.Equal(Shape.Matrix(columns, rows), transpose.Shape);
                for (var i = 0; i < rows; i++)
                    for (var j = 0; j < columns; j++)
                        Assert.Equal(matrix[i, j], transpose[j, i]);
            }
        }
    }

    private static double[] Numbers(int count)
    {
        var random = RandomNumbers.Seeded(count);
        return [.. Enumerable.Range(0, count).Select(_ => (20 * random.NextDouble()) - 10)];
    }
}
