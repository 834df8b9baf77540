namespace Benchmarks;

/// <summary>A program or a package is not on this machine; the message says which, and how to get it.</summary>
internal sealed class MissingException(string message) : Exception(message);
