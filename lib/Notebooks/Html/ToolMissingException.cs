namespace Notebooks.Html;

/// <summary>A program that pages need is not there, too old, or could not fetch what it should. The message is one line
/// that says what to do.</summary>
public sealed class ToolMissingException : Exception
{
    /// <summary>An error with this message.</summary>
    public ToolMissingException(string message, Exception? inner = null) : base(message, inner) { }
}
