using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Benchmarks;

/// <summary>A peer's script in a process of its own, which answers each line with a line of JSON.</summary>
internal sealed class Script : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private int _threads;

    private Script(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>What takes part, with versions: <c>NumPy</c>, <c>1.24.2</c>.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; private set; } = new Dictionary<string, string>();

    /// <summary>Starts a script, and waits until it is ready.</summary>
    /// <param name="peer">Which.</param>
    /// <param name="environment">What its environment has besides this one's.</param>
    /// <param name="arguments">What it is told.</param>
    /// <exception cref="MissingException">The interpreter or a module is not there.</exception>
    /// <exception cref="FailureException">It ended at once for another reason.</exception>
    public static Script Start(Peer peer, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var file = Path.Combine(Repository.Root, "lib", "benchmarks", "peers", $"{peer.Script}.py");
        // Without -B, each run would leave files beside the scripts.
        var start = new ProcessStartInfo(Python.Program, ["-B", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new MissingException($"there is no Python at {Python.Program}: {peer.HowToGet}, or name one in {Python.Variable}");
        }

        var script = new Script(process);
        try
        {
            script.Versions = script.Answer().AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>());
            return script;
        }
        catch (FailureException failure)
        {
            script.Dispose();
            const string Missing = "ModuleNotFoundError: ";
            throw failure.Message.StartsWith(Missing, StringComparison.Ordinal)
                ? new MissingException($"{failure.Message[Missing.Length..]} ({peer.HowToGet})")
                : failure;
        }
    }

    /// <summary>The numbers of a work.</summary>
    public double[] Numbers(string work, int threads)
    {
        UseThreads(threads);
        return [.. Ask($"numbers {work}").AsArray().Select(number => number!.GetValue<double>())];
    }

    /// <summary>The seconds that a work takes so many times.</summary>
    public double Time(string work, int times, int threads)
    {
        UseThreads(threads);
        return Ask(FormattableString.Invariant($"time {times} {work}")).GetValue<double>();
    }

    public void Dispose()
    {
        try
        {
            // The end of its input is the script's own end; what it started, such as a kernel, it ends itself.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(5))) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It has ended already.
        }

        _process.Dispose();
    }

    private void UseThreads(int count)
    {
        if (count == _threads) return;
        Ask(FormattableString.Invariant($"threads {count}"));
        _threads = count;
    }

    private JsonNode Ask(string line)
    {
        try
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone; its last words say why.
        }

        return Answer();
    }

    private JsonNode Answer()
    {
        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            var words = _errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new FailureException(words.LastOrDefault() ?? "the peer's script ended without a word");
        }

        var answer = JsonNode.Parse(line)!;
        return answer is JsonObject o && o["error"] is { } error ? throw new FailureException(error.GetValue<string>()) : answer;
    }
}
