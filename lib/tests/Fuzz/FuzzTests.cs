using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz;

public sealed class FuzzTests
{
    public static TheoryData<string> Names => [.. AllTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_once_broke_something_no_longer_does(string name)
    {
        var target = TargetOf(name);
        foreach (var file in Corpus.FilesOf(target))
            Assert.True(new Fuzzer(target, 0).Check(File.ReadAllBytes(file)) is null, $"{file}: {new Fuzzer(target, 0).Check(File.ReadAllBytes(file))?.Message}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Some_inputs_by_chance_break_nothing(string name)
    {
        var fuzzer = new Fuzzer(TargetOf(name), seed: 8) { WatchesTime = false };
        fuzzer.Run(500, TimeSpan.MaxValue);

        Assert.True(fuzzer.Findings.Count == 0, string.Join('\n', fuzzer.Findings.Select(finding => $"{finding.Message}\n{Convert.ToBase64String(finding.Input)}")));
        Assert.InRange(fuzzer.Outcomes, 3, int.MaxValue);
    }

    [Fact]
    public void A_fault_is_found_and_made_small()
    {
        var fuzzer = new Fuzzer(new Faulty(), seed: 1) { WatchesTime = false };
        fuzzer.Run(4_000, TimeSpan.MaxValue);

        Assert.Equal(
            ["Memory is bounded by the input's length: m", "Nothing else than documented exceptions (DivideByZeroException ): 0", "Sentences have no bugs: bug"],
            fuzzer.Findings.Select(finding => $"{finding.Promise}: {Encoding.UTF8.GetString(finding.Input)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_seed_tries_the_same_inputs()
    {
        Assert.Equal(Tried(3), Tried(3));
        Assert.NotEqual(Tried(3), Tried(4));

        static List<string> Tried(int seed)
        {
            var tried = new List<string>();
            new Fuzzer(TargetOf("csv"), seed) { WatchesTime = false, Trying = input => tried.Add(Convert.ToBase64String(input)) }.Run(500, TimeSpan.MaxValue);
            return tried;
        }
    }

    [Fact]
    public async Task Only_a_run_that_crashed_leaves_its_last_input_to_the_next()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateDirectory(Path.Combine(Scratch.Folder, "ended")).FullName;
        using var watcher = new FileSystemWatcher(folder, "fuzz-csv.last");
        using var run = new Process { StartInfo = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Fuzz.dll"), "csv", "--seconds", "600"]) { Environment = { ["TMPDIR"] = folder }, RedirectStandardOutput = true } };
        var begun = Task.Run(() => watcher.WaitForChanged(WatcherChangeTypes.Changed, TimeSpan.FromMinutes(2)), TestContext.Current.CancellationToken);
        run.Start();
        Assert.False((await begun).TimedOut);
        using (var end = Process.Start("kill", ["-TERM", $"{run.Id}"])) await end.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(", ended, ", await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Empty(Directory.EnumerateFiles(folder, "*.last"));
    }

    private static Target TargetOf(string name) => AllTargets.All.Single(target => target.Name == name);

    /// <summary>Breaks three promises, each for what chance does not bring at once.</summary>
    private sealed class Faulty : Target
    {
        public override string Name => "faulty";

        public override IReadOnlyList<string> Words { get; } = ["bu", "zero 0 "];

        public override Gen<byte[]> Whole { get; } = Gen.Elements(Bytes("a sentence without"), Bytes("marks, or with some"));

        public override IEnumerable<byte[]> Seeds() => [Bytes("good words")];

        public override string Run(byte[] input)
        {
            var text = Encoding.UTF8.GetString(input);
            BrokenException.Unless(!text.Contains("bug", StringComparison.Ordinal), "Sentences have no bugs", text);
            if (text.StartsWith('m')) GC.KeepAlive(new byte[9 << 20]);
            if (text.Contains('0')) return (1 / int.Parse("0", CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
            return text.Length > 9 ? "long" : "short";
        }
    }
}
