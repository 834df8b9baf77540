namespace Notebooks.Execution;

/// <summary>Thrown in a cell's own code when the cell is interrupted.</summary>
public sealed class CellInterruptedException : OperationCanceledException
{
    /// <summary>The exception with its usual message.</summary>
    public CellInterruptedException() : base("The cell was interrupted.") { }

    /// <summary>The exception with another message.</summary>
    public CellInterruptedException(string message) : base(message) { }

    /// <summary>The exception with another message and what led to it.</summary>
    public CellInterruptedException(string message, Exception innerException) : base(message, innerException) { }
}
