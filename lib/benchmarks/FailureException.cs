namespace Benchmarks;

/// <summary>A row cannot be measured, for a reason that is a fault; the message is the one line that says so.</summary>
internal sealed class FailureException(string message) : Exception(message);
