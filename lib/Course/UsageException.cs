namespace Course;

/// <summary>The command line, a file or a folder is at fault; the message is the one line that says so.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
