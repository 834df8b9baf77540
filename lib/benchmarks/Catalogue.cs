using Benchmarks.Works;
using DeepLearningMath;

namespace Benchmarks;

/// <summary>All rows of the table, with their goals.</summary>
internal static class Catalogue
{
    /// <summary>The rows, in the table's order.</summary>
    /// <param name="cores">How many threads "all" are.</param>
    public static IReadOnlyList<Row> Rows(int cores)
    {
        int[] threads = cores > 1 ? [1, cores] : [1];
        return [.. Scalars(), .. Vectors(), .. Networks(threads), .. Products(threads), .. Functions(), .. Notebooks(cores), .. Growths()];
    }

    private static IEnumerable<Row> Scalars()
    {
        yield return Compare("single-sample update, compiled", "plain Python", 30, _ => new ScalarUpdate(), session => session.Of(Peer.PlainPython, "update"));
        // At most 2.5 times the loop's time.
        yield return Compare("single-sample update, compiled", "C# loop without nodes", 1 / 2.5, _ => new ScalarUpdate(), _ => new ScalarLoop());
        yield return Compare("single-sample update, in a cell", "ipykernel", 20, session => session.OfKernel(own: true, "cell 0"), session => session.OfKernel(own: false, "cell 0"));
        yield return Compare("single-sample update, in a cell's function", "ipykernel", 20, session => session.OfKernel(own: true, "cell 1"), session => session.OfKernel(own: false, "cell 1"));
        const string Graph = "scalar graph 2-16-16-1, 100 points, one step";
        yield return Compare(Graph, "plain Python", 150, _ => new ScalarGraph(100), session => session.Of(Peer.PlainPython, "graph"));
        yield return new Limit(Graph, "10 million nodes a second", 1, new ScalarGraph(100).Nodes() / 1e7) { Ours = _ => new ScalarGraph(100) };
    }

    private static IEnumerable<Row> Vectors()
    {
        yield return Compare("mini-batch of 8, one update", "NumPy", 40, _ => new MiniBatchUpdate(), session => session.Of(Peer.NumpyTraining, "mini_batch"));
        yield return Compare("logistic regression 364 × 30, one epoch", "NumPy", 4, _ => new LogisticEpoch(), session => session.Of(Peer.NumpyTraining, "logistic"));
    }

    private static IEnumerable<Row> Networks(int[] threads)
    {
        const string Network = "network 784-100-10, batch 100, one epoch of 6000";
        foreach (var count in threads)
        {
            yield return Compare(Network, "NumPy", 1.3, _ => new NetworkEpoch(), session => session.Of(Peer.NumpyTraining, "network"), count);
            yield return Compare(Network, "NumPy, in place", 1, _ => new NetworkEpoch(), session => session.Of(Peer.NumpyTraining, "network_in_place"), count);
            // With two threads PyTorch may be slower than with one: the better counts.
            yield return new Comparison(Network, "PyTorch", count, 1.3)
            {
                Ours = _ => new NetworkEpoch(),
                Theirs = [.. threads.Where(own => own <= count).Select(own => (Func<Session, ISide>)(session => session.Of(Peer.Torch, "network", own)))],
            };
        }
    }

    private static IEnumerable<Row> Products(int[] threads)
    {
        foreach (var count in threads)
        {
            var goal = count == 1 ? 0.95 : 0.9;
            foreach (var size in (int[])[64, 128, 256, 512, 1024])
                yield return Compare($"matrix product {size} × {size}", "OpenBLAS", goal, _ => new Product(size, size, size), session => session.Of(Peer.NumpyArrays, $"product {size} {size} {size}"), count);
            foreach (var (m, n, k) in ((int, int, int)[])[(100, 784, 100), (100, 100, 10)])
                yield return Compare($"matrix product and gradients, {m} × {n} · {n} × {k}", "OpenBLAS", goal, _ => new ProductAndGradients(m, n, k), session => session.Of(Peer.NumpyArrays, $"gradients {m} {n} {k}"), count);
        }
    }

    private static IEnumerable<Row> Functions()
    {
        foreach (var (name, node) in ((string, Func<UnaryNode>)[])[("exp", () => new Exp()), ("sigmoid", () => new Sigmoid()), ("tanh", () => new Tanh()), ("softmax", () => new Softmax())])
        {
            yield return Compare($"{name} of 1 000 000 numbers", "NumPy", 2.5, _ => new MillionNumbers(node), session => session.Of(Peer.NumpyArrays, name));
            yield return Compare($"{name} of 1 000 000 numbers", "PyTorch", 0.9, _ => new MillionNumbers(node), session => session.Of(Peer.Torch, name));
        }
    }

    private static IEnumerable<Row> Notebooks(int cores)
    {
        yield return Compare("kernel, from its start to the first result", "ipykernel", 1, session => session.OfKernel(own: true, "start"), session => session.OfKernel(own: false, "start"));
        yield return Compare("kernel, an empty cell and back", "ipykernel", 1, session => session.OfKernel(own: true, "round_trip"), session => session.OfKernel(own: false, "round_trip"));
        yield return new Limit("all lessons, run and exported", "45 s", cores, 45) { Ours = _ => new AllLessons(), IsLong = true };
    }

    private static IEnumerable<Row> Growths()
    {
        yield return new Growth("cost and gradient of a line on n samples", [100_000, 200_000, 400_000, 800_000, 1_600_000]) { Ours = (_, n) => new LineCost(n) };
        yield return new Growth("step of the scalar graph on n points", [40, 80, 160, 320, 640]) { Ours = (_, n) => new ScalarGraph(n) };
        yield return new Growth("run of a notebook with n cells", [500, 1000, 2000]) { Ours = (_, n) => new NotebookRun(n), IsLong = true };
    }

    private static Comparison Compare(string work, string peer, double goal, Func<Session, ISide> ours, Func<Session, ISide> theirs, int threads = 1)
        => new(work, peer, threads, goal) { Ours = ours, Theirs = [theirs] };
}
