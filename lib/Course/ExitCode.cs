namespace Course;

/// <summary>What the command tells the program that started it.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Success = 0;

    /// <summary>A cell failed.</summary>
    public const int CellFailed = 1;

    /// <summary>The command line, a file or a missing program is at fault.</summary>
    public const int Usage = 2;

    /// <summary>Stopped from outside.</summary>
    public const int Interrupted = 130;
}
