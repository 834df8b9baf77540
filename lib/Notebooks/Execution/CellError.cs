namespace Notebooks.Execution;

/// <summary>Why a cell failed.</summary>
/// <param name="Name">The exception's type, or <c>CompilationError</c>.</param>
/// <param name="Message">What was wrong.</param>
/// <param name="Line">The line in the cell's own text, from 1; null if the error belongs to none.</param>
/// <param name="Column">The column in that line, from 1.</param>
/// <param name="Traceback">Lines to show, with ANSI colours: place, message, calls without those of the host.</param>
public sealed record CellError(string Name, string Message, int? Line, int? Column, IReadOnlyList<string> Traceback);
