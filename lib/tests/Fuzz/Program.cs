using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Xunit.Runner.InProc.SystemConsole;

namespace Fuzz;

internal static class Program
{
    private const string Usage = "usage: dotnet run --project lib/tests/Fuzz -- TARGET|all [--seconds N] [--inputs N] [--seed S], or: replay TARGET FILE, or: long NAME|all [N]\ntargets: ";

    // An input that has kept the processor busy for this long has hung.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static async Task<int> Main(string[] args)
    {
        // What `dotnet test` starts a test project with.
        if (args is [['-' or '@' or ':', ..], ..]) return await ConsoleRunner.Run(args);

        if (args is ["long", .. var works]) return await LongUse.RunAsync(works);

        if (args is ["replay", var of, var file] && AllTargets.All.SingleOrDefault(target => target.Name == of) is { } only) return Replay(only, File.ReadAllBytes(file));

        var targets = AllTargets.All.Where(target => args is ["all", ..] || args is [var name, ..] && target.Name == name).ToList();
        if (targets.Count == 0 || !Options(args, out var seconds, out var inputs, out var seed))
        {
            Console.Error.WriteLine(Usage + string.Join(", ", AllTargets.All.Select(target => target.Name)));
            return 2;
        }

        Console.WriteLine(Invariant($"seed {seed}"));
        var findings = 0;
        foreach (var target in targets) findings += Run(target, seed, inputs, TimeSpan.FromSeconds(seconds / targets.Count));
        return findings == 0 ? 0 : 1;
    }

    private static bool Options(string[] args, out double seconds, out long inputs, out int seed)
    {
        (seconds, inputs, seed) = (60, long.MaxValue, Random.Shared.Next());
        var hasTime = false;
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0:
                    hasTime = true;
                    break;
                case "--inputs" when long.TryParse(value, CultureInfo.InvariantCulture, out inputs) && inputs > 0:
                    if (!hasTime) seconds = 1e6;
                    break;
                case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out seed):
                    break;
                default:
                    return false;
            }
        }
        return true;
    }

    private static int Run(Target target, int seed, long inputs, TimeSpan time)
    {
        // The process may not survive the input: then the next one finds it here.
        var last = Path.Combine(Path.GetTempPath(), $"fuzz-{target.Name}.last");
        if (File.Exists(last)) Console.WriteLine($"{target.Name}: the run before ended in the middle of this input, which is kept: {Corpus.Keep(target, File.ReadAllBytes(last))}");

        (byte[] Input, TimeSpan Since) current = ([], Environment.CpuUsage.TotalTime);
        using var open = File.Open(last, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var watch = Stopwatch.StartNew();
        var fuzzer = new Fuzzer(target, seed)
        {
            Trying = input =>
            {
                current = (input, Environment.CpuUsage.TotalTime);
                open.SetLength(0);
                open.Position = 0;
                open.Write(input);
                open.Flush();
            },
            Found = finding =>
            {
                Console.WriteLine(Invariant($"!! {target.Name}, seed {seed}: {finding.Message}"));
                Console.WriteLine(Invariant($"   {finding.Input.Length} bytes: {Readable(finding.Input)}"));
                Console.WriteLine($"   kept as {Corpus.Keep(target, finding.Input)}");
            },
        };
        // Ended from outside, it has found no more than it said.
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var hungUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        using var watchdog = new Timer(_ =>
        {
            if (Environment.CpuUsage.TotalTime - current.Since < s_patience) return;
            Console.WriteLine($"{target.Name}: an input hangs: {Corpus.Keep(target, current.Input)}");
            File.Delete(last);
            Environment.Exit(1);
        }, null, s_patience, s_patience / 10);
        fuzzer.Run(inputs, time);
        open.Close();
        File.Delete(last);

        Say("");
        return fuzzer.Findings.Count;

        void End(PosixSignalContext signal)
        {
            File.Delete(last);
            Say(", ended");
        }

        void Say(string how)
            => Console.WriteLine(Invariant($"{target.Name}: {fuzzer.Inputs:N0} inputs in {watch.Elapsed.TotalSeconds:N0} s{how}, {fuzzer.Outcomes:N0} kinds of outcome, {fuzzer.Findings.Count} findings"));
    }

    /// <summary>One input, a few times: what became of it and what it cost.</summary>
    private static int Replay(Target target, byte[] input)
    {
        Fuzzer.Finding? found = null;
        for (var i = 0; i < 5; i++)
        {
            var (allocated, start) = (GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
            found = new Fuzzer(target, 0).Check(input);
            Console.WriteLine(Invariant($"{input.Length:N0} bytes, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N1} ms, {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:N1} MB"));
        }
        Console.WriteLine(found?.Message ?? "All promises hold.");
        return found is null ? 0 : 1;
    }

    private static string Readable(byte[] input)
    {
        var text = string.Concat(Encoding.UTF8.GetString(input).Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
        return text.Length <= 400 ? text : text[..400] + "…";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
