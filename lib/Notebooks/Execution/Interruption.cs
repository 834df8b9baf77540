using System.Runtime.CompilerServices;

namespace Notebooks.Execution;

/// <summary>What <see cref="InterruptRewriter"/> compiles into cells, so that they can be stopped.</summary>
public static class Interruption
{
    // A call frame deeper than this is checked anew; the runtime itself keeps twice as much free.
    private const int VerifiedStack = 64 * 1024;

    private static volatile int s_interruptedThreads;

    [ThreadStatic]
    private static nuint t_depth;

    /// <summary>How many threads now run code of an interrupted cell. Nearly always 0, so that a check is one comparison.</summary>
    internal static void Count(int threads) => Interlocked.Add(ref s_interruptedThreads, threads);

    /// <summary>In every loop of a cell: ends the cell if it has been interrupted.</summary>
    /// <exception cref="CellInterruptedException">The cell has been interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        if (s_interruptedThreads != 0) Stop();
    }

    /// <summary>In every function of a cell: as <see cref="Check"/>, and turns endless recursion into an exception.</summary>
    /// <exception cref="CellInterruptedException">The cell has been interrupted.</exception>
    /// <exception cref="InsufficientExecutionStackException">The functions called each other too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Enter()
    {
        if (s_interruptedThreads != 0) Stop();
        byte here;
        // The complement grows with depth and starts at 0, which a new thread's first call exceeds.
        if (~(nuint)(&here) > t_depth) Descend(~(nuint)(&here));
    }

    /// <summary>In the queries of a cell: as <see cref="Check"/>, around an expression.</summary>
    /// <exception cref="CellInterruptedException">The cell has been interrupted.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Through<T>(T value)
    {
        Check();
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Stop()
    {
        if (CellRun.Current is { IsInterrupted: true }) throw new CellInterruptedException();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Descend(nuint depth)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        t_depth = depth + VerifiedStack;
    }
}
