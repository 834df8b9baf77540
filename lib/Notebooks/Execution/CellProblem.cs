namespace Notebooks.Execution;

/// <summary>Something wrong with a cell's text, found before it runs.</summary>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Line">Line in the cell's own text, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="File">The loaded file that the place is in; null for the cell itself.</param>
internal sealed record CellProblem(string Message, int? Line, int? Column, string? File = null);

/// <summary>Ends a cell that cannot run.</summary>
internal sealed class CellProblemException(IReadOnlyList<CellProblem> problems, string name = CellProblemException.Compilation)
    : Exception(problems[0].Message)
{
    public const string Compilation = "CompilationError";

    public CellProblemException(string message, int? line = null, int? column = null, string? file = null)
        : this([new CellProblem(message, line, column, file)]) { }

    public string Name => name;

    public IReadOnlyList<CellProblem> Problems => problems;
}
