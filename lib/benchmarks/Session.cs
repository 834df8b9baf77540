using MathNet.Numerics;

namespace Benchmarks;

/// <summary>One run: the peers that were started for it, each once and only if a row asks for it, and what they said of themselves.</summary>
/// <param name="isTimed">Whether its times count, or only its numbers.</param>
internal sealed class Session(bool isTimed) : IDisposable
{
    private const string CourseKernel = "benchmarked";

    private readonly Dictionary<string, Lazy<Script>> _scripts = [];
    private readonly Lazy<string> _kernel = new(() => isTimed ? CourseProgram.InstallKernel(CourseKernel) : CourseProgram.InstallKernelAsBuilt(CourseKernel));
    private int _threads;

    /// <summary>The versions of .NET and of all peers that have been asked so far.</summary>
    public SortedDictionary<string, string> Versions { get; } = new(StringComparer.Ordinal) { [".NET"] = Environment.Version.ToString() };

    /// <summary>Sets how many threads each side may use from now on.</summary>
    public void UseThreads(int count)
    {
        _threads = count;
        Control.MaxDegreeOfParallelism = count;
    }

    /// <summary>Work of a peer.</summary>
    /// <param name="peer">Whose.</param>
    /// <param name="work">What, in its script's words.</param>
    /// <param name="threads">How many threads; left out, as many as our side.</param>
    /// <exception cref="MissingException">The peer is not there.</exception>
    public ISide Of(Peer peer, string work, int? threads = null)
        => new ScriptSide(Started(peer.Script, () => Script.Start(peer, new Dictionary<string, string>())), work, threads ?? _threads);

    /// <summary>Work of a kernel, which a client asks for.</summary>
    /// <param name="own">Whether it is the course's own kernel, or ipykernel.</param>
    /// <param name="work">What, in the words of <c>kernels.py</c>.</param>
    /// <exception cref="MissingException">The client is not there.</exception>
    public ISide OfKernel(bool own, string work)
    {
        var script = own
            ? Started(CourseKernel, () => Script.Start(Peer.Kernels, new Dictionary<string, string> { ["JUPYTER_PATH"] = _kernel.Value }, CourseKernel))
            : Started("python3", () => Script.Start(Peer.Kernels, new Dictionary<string, string>(), "python3"));
        return new ScriptSide(script, work, _threads);
    }

    public void Dispose()
    {
        foreach (var script in _scripts.Values)
            if (script.IsValueCreated) script.Value.Dispose();
    }

    // A Lazy remembers failures too: what is missing is looked for once.
    private Script Started(string key, Func<Script> start)
    {
        if (!_scripts.TryGetValue(key, out var script)) _scripts[key] = script = new Lazy<Script>(start);
        foreach (var (name, version) in script.Value.Versions) Versions[name] = version;
        return script.Value;
    }
}
