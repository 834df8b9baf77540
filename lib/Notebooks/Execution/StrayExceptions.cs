using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Notebooks.Execution;

/// <summary>Exceptions that nobody catches, on threads that a cell started or in its <c>async void</c> methods: they are
/// reported, and the process lives on.</summary>
internal static class StrayExceptions
{
    private static readonly Lazy<bool> s_installed = new(() =>
    {
        ExceptionHandling.SetUnhandledExceptionHandler(Handle);
        return true;
    });

    /// <summary>Begins, once a process.</summary>
    public static void Install() => _ = s_installed.Value;

    private static bool Handle(Exception error)
    {
        if ((SessionOf(error) ?? CellRun.Current?.Session) is not { } session) return false;
        // What an interrupt ends has been reported as the cell's end.
        if (error is not CellInterruptedException and not ThreadInterruptedException) session.Report(error);
        return true;
    }

    private static CSharpSession? SessionOf(Exception error)
    {
        var inner = error is AggregateException aggregate ? aggregate.InnerExceptions : error.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        return new StackTrace(error).GetFrames()
            .Select(frame => frame.GetMethod() is { } method ? CellLoader.SessionOf(method.Module.Assembly) : null)
            .FirstOrDefault(session => session is not null)
            ?? inner.Select(SessionOf).FirstOrDefault(session => session is not null);
    }
}
