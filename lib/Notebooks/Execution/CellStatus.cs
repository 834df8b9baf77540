namespace Notebooks.Execution;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Succeeded,

    /// <summary>It did not compile, or threw.</summary>
    Failed,

    /// <summary>It was stopped from outside; the session goes on.</summary>
    Interrupted,

    /// <summary>It was to be stopped but is still running; the process should be replaced.</summary>
    Unstoppable,
}
