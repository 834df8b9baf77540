using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;
using BenchmarkDotNet.Running;

namespace Benchmarks;

internal static class Program
{
    private const int Success = 0, Failed = 1, Usage = 2, Interrupted = 130;

    internal static int Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        // BenchmarkDotNet has a command line of its own.
        if (args is ["micro", .. var rest])
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length > 0 ? rest : ["--filter", "*"]);
            return Success;
        }

        var only = new Option<string>("--only") { Description = "Only rows whose work or peer contains this text.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var quick = new Option<bool>("--quick") { Description = "Measure for a moment: to see that all works, not for the numbers." };
        var check = new Command("check", "Compare only what both sides compute, and measure nothing.") { only };
        check.SetAction(parsed => Check(parsed.GetRequiredValue(only)));
        var root = new RootCommand("The same work here and in what a reader would use instead, timed in turn. `micro`: BenchmarkDotNet, for what has no peer.") { check, only, quick };
        root.SetAction(parsed => Measure(parsed.GetRequiredValue(only), parsed.GetValue(quick) ? Pace.Quick : Pace.Full));

        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..]) return Misused($"{error.Message.ReplaceLineEndings(" ")} `--help` lists the options.");
        return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static int Measure(string only, Pace pace) => WithRows(only, isTimed: true, (session, rows) =>
    {
        var machine = Machine.Measure();
        Console.WriteLine($"{machine}\n");
        var table = new Table(Console.Out, rows);
        List<Result> results = [];
        foreach (var row in rows)
        {
            var result = row.Measure(session, pace);
            table.Add(result);
            results.Add(result);
        }

        ResultFile.Write(machine, session.Versions, results);
        Console.WriteLine($"\n{string.Join(", ", session.Versions.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Console.WriteLine($"{results.Count(result => result.Reached == true)} goals reached, {results.Count(result => result.Reached == false)} missed; all of it is in {ResultFile.Path}");
        return results.Exists(result => result.IsFailure) ? Failed : Success;
    });

    private static int Check(string only) => WithRows(only, isTimed: false, (session, rows) =>
    {
        var worst = Success;
        foreach (var row in rows.OfType<Comparison>())
        {
            var result = row.Check(session);
            Console.WriteLine($"{(result.IsFailure ? "✗" : result.IsMissing ? "?" : "✓")} {row.Work} | {row.Peer} | {row.Threads}: {result.Note}");
            worst = Math.Max(worst, result.IsFailure ? Failed : result.IsMissing ? Usage : Success);
        }

        return worst;
    });

    private static int WithRows(string only, bool isTimed, Func<Session, IReadOnlyList<Row>, int> act)
    {
        Row[] rows = [.. Catalogue.Rows(Environment.ProcessorCount).Where(row => row.Contains(only))];
        if (rows.Length == 0) return Misused($"--only \"{only}\": no row's work or peer contains that. Try network, product, Python or kernel.");
        // The library looks for the course's data from here upwards.
        Environment.CurrentDirectory = Repository.Root;
        using var session = new Session(isTimed);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return act(session, rows);

        void Stop(PosixSignalContext signal)
        {
            Console.Error.WriteLine("Stopped: the file of results is as it was.");
            CourseProgram.Stop();
            // The peers' input ends with this process, and so do they.
            Environment.Exit(Interrupted);
        }
    }

    private static int Misused(string message)
    {
        Console.Error.WriteLine(message);
        return Usage;
    }
}
