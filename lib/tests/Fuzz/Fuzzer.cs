using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz;

/// <summary>Tries inputs on a target: real ones changed, and ones made after its rules. The same seed makes the same inputs.</summary>
/// <param name="target">What is tried.</param>
/// <param name="seed">Where chance begins.</param>
internal sealed partial class Fuzzer(Target target, int seed)
{
    private const long FixedMemory = 8 << 20;
    private const int Batch = 256, MostSeeds = 4_000, LongestSeed = 2_048, MostFindings = 20;

    private static readonly TimeSpan s_shrinking = TimeSpan.FromSeconds(10);

    // Times are the processor's, which a busy machine changes little. Between what is usual for the target and what is a hang there is a wide gap:
    // stars that Markdig does not yet find too deep take it half a second, however many there are.
    private static readonly TimeSpan s_alwaysFast = TimeSpan.FromMilliseconds(1_000);
    private const int TimesTheMedian = 1_000;

    private readonly Random _random = new(seed);
    private readonly HashSet<string> _outcomes = [];
    private readonly long[] _times = new long[1024];
    private int _made;

    /// <summary>How many inputs were tried.</summary>
    public long Inputs { get; private set; }

    /// <summary>How many different things became of them.</summary>
    public int Outcomes => _outcomes.Count;

    /// <summary>The time that half of the last inputs took at most.</summary>
    public TimeSpan Median { get; private set; } = TimeSpan.MaxValue;

    /// <summary>What was found, each promise once, with the smallest input that breaks it.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Told of an input before it is tried.</summary>
    public Action<byte[]>? Trying { get; init; }

    /// <summary>Told of a finding at once: whoever ends the run keeps what it found.</summary>
    public Action<Finding>? Found { get; init; }

    /// <summary>Whether an input that takes far longer than others counts as a finding.</summary>
    public bool WatchesTime { get; init; } = true;

    /// <summary>A broken promise.</summary>
    /// <param name="Promise">Which.</param>
    /// <param name="Message">What was seen.</param>
    /// <param name="Input">The smallest input found.</param>
    internal sealed record Finding(string Promise, string Message, byte[] Input);

    /// <summary>Tries inputs until one of the two bounds is reached.</summary>
    public void Run(long most, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var seeds = target.Seeds().ToList();
        var mutator = new Mutator(_random, target.Words);
        Queue<byte[]> made = [];
        foreach (var whole in seeds.ToList()) Try(whole, seeds);
        while (Inputs < most && watch.Elapsed < time && Findings.Count < MostFindings)
        {
            if (made.Count == 0)
                foreach (var input in target.Whole.Sample(20, new Rnd((ulong)seed, (ulong)(2 * _made++) + 1), Batch)) made.Enqueue(input);
            var source = seeds[_random.Next(seeds.Count)];
            Try(_random.Next(8) switch
            {
                0 => made.Dequeue(),
                1 => mutator.Mutate(made.Dequeue(), source),
                2 or 3 or 4 when target.Mutate(source, _random) is { } changed => changed,
                _ => mutator.Mutate(source, seeds[_random.Next(seeds.Count)]),
            }, seeds);
        }
    }

    /// <summary>The broken promise that an input shows; null if all hold.</summary>
    public Finding? Check(byte[] input) => Check(input, out _, out _);

    private void Try(byte[] input, List<byte[]> seeds)
    {
        Inputs++;
        var found = Check(input, out var outcome, out var elapsed) ?? (IsSlow(elapsed) ? Slow(input) : null);
        _times[Inputs % _times.Length] = elapsed.Ticks;
        if (Inputs % _times.Length == 0) Median = TimeSpan.FromTicks(_times.Order().ElementAt(_times.Length / 2));
        if (found is null)
        {
            if (_outcomes.Add(outcome) && seeds.Count < MostSeeds && input.Length <= LongestSeed) seeds.Add(input);
        }
        else if (!Findings.Exists(known => known.Promise == found.Promise))
        {
            Findings.Add(Shrink(found));
            Found?.Invoke(Findings[^1]);
        }
    }

    private Finding? Check(byte[] input, out string outcome, out TimeSpan elapsed)
    {
        outcome = "";
        Trying?.Invoke(input);
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Environment.CpuUsage.TotalTime;
        try
        {
            outcome = Unspecific().Replace(target.Run(input), "…");
            elapsed = Environment.CpuUsage.TotalTime - start;
        }
        catch (BrokenException error)
        {
            elapsed = Environment.CpuUsage.TotalTime - start;
            return new(error.Promise, error.Message, input);
        }
        catch (Exception error)
        {
            elapsed = Environment.CpuUsage.TotalTime - start;
            return new($"Nothing else than documented exceptions ({error.GetType().Name} {Origin(error)})", Shortened(error), input);
        }
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        return allocated <= FixedMemory + ((long)target.MemoryPerByte * input.Length) ? null
            : new("Memory is bounded by the input's length", $"{allocated:N0} bytes were allocated for {input.Length:N0}", input);
    }

    private bool IsSlow(TimeSpan elapsed) => WatchesTime && elapsed > s_alwaysFast && Median < TimeSpan.MaxValue && elapsed > TimesTheMedian * Median;

    // Once may be the machine's fault.
    private Finding? Slow(byte[] input)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            Check(input, out _, out var elapsed);
            if (elapsed < fastest) fastest = elapsed;
        }
        return IsSlow(fastest) ? new("Nothing takes long", $"{fastest.TotalMilliseconds:N0} ms for {input.Length:N0} bytes, where {Median.TotalMilliseconds:N3} ms are usual", input) : null;
    }

    /// <summary>The same broken promise with less input: pieces are left out, from large to small, as long as it stays broken.</summary>
    private Finding Shrink(Finding found)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (var piece = Math.Max(1, found.Input.Length / 2); ; piece /= 2)
        {
            for (var at = 0; at < found.Input.Length && Environment.CpuUsage.TotalTime - start < s_shrinking;)
            {
                byte[] less = [.. found.Input.AsSpan(0, at), .. found.Input.AsSpan(Math.Min(at + piece, found.Input.Length))];
                var same = found.Promise == "Nothing takes long" ? Slow(less) : Check(less);
                if (same?.Promise == found.Promise) found = same;
                else at += piece;
            }
            if (piece <= 1) return found;
        }
    }

    // Where our own code stands in it: two faults of one type are two findings.
    private static string Origin(Exception error)
        => Frame().Match(error.StackTrace ?? "") is { Success: true } frame ? frame.Groups[1].Value : "";

    private static string Shortened(Exception error)
        => $"{error.GetType().Name}: {error.Message}\n{string.Join('\n', (error.StackTrace ?? "").Split('\n').Where(line => Frame().IsMatch(line)).Distinct().Take(6))}";

    [GeneratedRegex(@"at ((?:Notebooks|DeepLearningMath|Course|Markdig|AngleSharp)\.[\w.`]+)")]
    private static partial Regex Frame();

    [GeneratedRegex("""'[^']*'|"[^"]*"|[0-9]+|[^\x20-\x7e]+""")]
    private static partial Regex Unspecific();
}
