using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>The inside of a worker process: one C# session at a time, told what to run by a <see cref="NotebookRunner"/>.</summary>
/// <remarks>Commands and messages are lines of JSON on two pipes of their own, so that nothing that a cell, a native
/// library or a child process prints gets between them; and every message is written before the cell goes on, so that
/// what was done is known when the process dies.</remarks>
public static class Worker
{
    /// <summary>What the outputs of one cell may take, in characters; the rest is left out with a line that says so.</summary>
    internal const int OutputLimit = 10_000_000;

    /// <summary>Stands on stdout and on stderr after each cell.</summary>
    internal const char Mark = '\u0004';

    /// <summary>Runs cells until the process that started this one closes the pipe or is gone; then this one ends, whatever
    /// a cell is doing.</summary>
    /// <param name="commands">The handle of the pipe to read from.</param>
    /// <param name="messages">The handle of the pipe to write to.</param>
    public static void Run(string commands, string messages)
    {
        // Ctrl-C reaches every process of a terminal: the one that started this one decides what it means.
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var input = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, commands));
        var output = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, messages)) { AutoFlush = true, NewLine = "\n" };

        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var step in work.GetConsumingEnumerable()) step();
        })
        { IsBackground = true, Name = "cells" }.Start();

        Stream[] marks = [Console.OpenStandardOutput(), Console.OpenStandardError()];
        CSharpSession? session = null;
        // The first cell of a process pays for the compiler: better while there is nothing else to do.
        work.Add(() => CSharpSession.WarmUpAsync().GetAwaiter().GetResult());

        // This thread does nothing but listen: a cell that blocks every other one can still be interrupted, and an
        // orphan ends.
        while (input.ReadLine() is { } line && JsonNode.Parse(line) is JsonObject command)
        {
            switch ((string)command["type"]!)
            {
                case "open":
                    work.Add(() =>
                    {
                        session?.Dispose();
                        session = new CSharpSession(new SessionOptions { WorkingDirectory = (string)command["folder"]!, SendsAtOnce = true });
                    });
                    break;
                case "run":
                    work.Add(() =>
                    {
                        Send(new JsonObject { ["type"] = "started" });
                        var bound = new OutputBound(OutputLimit);
                        var result = session!.RunAsync((string)command["code"]!, o => bound.Send(o, SendOutput)).GetAwaiter().GetResult();
                        foreach (var mark in marks) mark.WriteByte((byte)Mark);
                        Send(ToJson(result));
                    });
                    break;
                case "interrupt":
                    session?.Interrupt();
                    break;
            }
        }
        // Not Environment.Exit, which asks the cell's own handlers first.
        Process.GetCurrentProcess().Kill();

        void SendOutput(CellOutput sent) => Send(new JsonObject { ["type"] = "output", ["output"] = sent.ToJson() });

        void Send(JsonObject message)
        {
            var text = JsonText.Write(message, indented: false);
            lock (output) output.WriteLine(text);
        }
    }

    /// <summary>The result in a message of the type <c>done</c>.</summary>
    internal static CellResult ResultOf(JsonObject message) => new(
        Enum.Parse<CellStatus>((string)message["status"]!),
        TimeSpan.FromTicks((long)message["elapsed"]!),
        message["error"] is not JsonObject error ? null : new CellError(
            (string)error["name"]!, (string)error["message"]!, (int?)error["line"], (int?)error["column"],
            [.. ((JsonArray)error["traceback"]!).Select(line => (string)line!)]));

    private static JsonObject ToJson(CellResult result) => new()
    {
        ["type"] = "done",
        ["status"] = result.Status.ToString(),
        ["elapsed"] = result.Elapsed.Ticks,
        ["error"] = result.Error is not { } error ? null : new JsonObject
        {
            ["name"] = error.Name,
            ["message"] = error.Message,
            ["line"] = error.Line,
            ["column"] = error.Column,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        },
    };
}
