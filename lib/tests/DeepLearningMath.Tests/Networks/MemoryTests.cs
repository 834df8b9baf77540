namespace DeepLearningMath.Tests;

/// <summary>Alone: other tests would fill the memory that is measured.</summary>
[Collection(nameof(Alone))]
public class MemoryTests
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public void Fifty_trainings_in_one_session_leave_memory_flat()
    {
        var (training, _) = DataSets.Digits().Split(i => i % 5 == 0);
        Train(10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Train(50);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1_000_000);

        void Train(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var random = RandomNumbers.Seeded(i);
                var network = new Network([64, 32, 10], z => z.Sigmoid(), random);
                var history = Training.Run(
                    batch => network.Forward(batch.X).SoftmaxCrossEntropy(batch.Y).Mean(),
                    new MiniBatches(training.X, training.OneHot, 100, random), new Adam(network.Parameters, 0.01), epochs: 1);
                Assert.False(history.Diverged);
            }
        }
    }
}
