using BenchmarkDotNet.Attributes;
using Benchmarks.Works;

namespace Benchmarks.Micro;

/// <summary>What one step of each kind takes, and what memory it leaves behind.</summary>
[MemoryDiagnoser, InProcess]
public class Allocations
{
    private const int Updates = 1000;

    private readonly ScalarUpdate _scalar = new();
    private readonly MiniBatchUpdate _miniBatch = new();
    private readonly ScalarGraph _graph = new(100);
    private readonly LogisticEpoch _logistic = new();
    private readonly NetworkEpoch _network = new();

    [Benchmark(Description = "single-sample update", OperationsPerInvoke = Updates)]
    public void ScalarUpdate() => _scalar.Repeat(Updates);

    [Benchmark(Description = "mini-batch of 8, one update", OperationsPerInvoke = Updates)]
    public void MiniBatchUpdate() => _miniBatch.Repeat(Updates);

    [Benchmark(Description = "scalar graph, one step")]
    public void ScalarGraphStep() => _graph.Repeat(1);

    [Benchmark(Description = "logistic regression, one epoch")]
    public void LogisticEpoch() => _logistic.Repeat(1);

    [Benchmark(Description = "network 784-100-10, one epoch of 60 updates")]
    public void NetworkEpoch() => _network.Repeat(1);
}
