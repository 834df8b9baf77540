namespace Notebooks.Documents;

/// <summary>A file that is no notebook, or one that cannot be read. <see cref="Exception.Message"/> is one line that
/// names the file, the place where that helps, and what was expected.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Says what is wrong with <paramref name="file"/>.</summary>
    /// <param name="file">The file, as the caller named it.</param>
    /// <param name="problem">What is wrong and what was expected: one line, without the file's name.</param>
    /// <param name="line">The line, from 1, if there is one to point at.</param>
    /// <param name="column">The column, from 1, in characters as editors count them.</param>
    /// <param name="inner">The cause, if there is one.</param>
    public NotebookFormatException(
        string file, string problem, int? line = null, int? column = null, Exception? inner = null)
        : base(line is null ? $"{file}: {problem}" : $"{file}:{line}:{column}: {problem}", inner)
        => (File, Line, Column) = (file, line, column);

    /// <summary>The file, as the caller named it.</summary>
    public string File { get; }

    /// <summary>The line, from 1; null where no line is to blame.</summary>
    public int? Line { get; }

    /// <summary>The column, from 1, in characters as editors count them; null where <see cref="Line"/> is.</summary>
    public int? Column { get; }
}
