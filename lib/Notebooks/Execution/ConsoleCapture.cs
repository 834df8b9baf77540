using System.Text;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>While sessions live, what a cell prints goes to that cell, from whichever of its threads; what everybody
/// else prints goes where it went before. A cell reads
/// what <see cref="SessionOptions.ReadLine"/> gives.</summary>
internal static class ConsoleCapture
{
    private static readonly Lock s_gate = new();
    private static int s_sessions;
    private static (TextWriter Out, TextWriter Error, TextReader In) s_before;

    /// <summary>Begins for one more session.</summary>
    public static void Begin()
    {
        lock (s_gate)
        {
            if (s_sessions++ > 0) return;
            s_before = (Console.Out, Console.Error, Console.In);
            Console.SetOut(new CellWriter("stdout", s_before.Out));
            Console.SetError(new CellWriter("stderr", s_before.Error));
            Console.SetIn(new CellReader(s_before.In));
        }
    }

    /// <summary>Ends for one session; after the last, the console is as before.</summary>
    public static void End()
    {
        lock (s_gate)
        {
            if (--s_sessions > 0) return;
            Console.SetOut(s_before.Out);
            Console.SetError(s_before.Error);
            Console.SetIn(s_before.In);
        }
    }

    private sealed class CellWriter : TextWriter
    {
        private readonly string _stream;
        private readonly TextWriter _before;

        public CellWriter(string stream, TextWriter before)
        {
            (_stream, _before) = (stream, before);
            CoreNewLine = ['\n'];
        }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            // A finalizer's thread belongs to no cell, but what it prints belongs to the one that runs.
            if ((CellRun.Current ?? CSharpSession.AnyRun) is not { } run)
            {
                _before.Write(buffer);
                return;
            }
            Interruption.Check();
            if (buffer.Length > 0 && !run.Outputs.Write(_stream, buffer)) run.Session.AddLate(new StreamOutput(_stream, buffer.ToString()));
        }
    }
}
