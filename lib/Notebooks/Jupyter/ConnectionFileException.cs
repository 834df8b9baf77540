namespace Notebooks.Jupyter;

/// <summary>A connection file is missing, not one, or not safe to use. The message is one line, with the file.</summary>
public sealed class ConnectionFileException(string message) : Exception(message);
