namespace Notebooks.Execution;

/// <summary>What there is to say about a name in a cell.</summary>
/// <param name="Signatures">What it is, in C#; a line for each overload.</param>
/// <param name="Documentation">What its author says of it; null if nothing is known.</param>
public sealed record Inspection(IReadOnlyList<string> Signatures, Documentation? Documentation);

/// <summary>An XML documentation comment as text.</summary>
/// <param name="Summary">What it does.</param>
/// <param name="Parameters">What each parameter means, in order.</param>
/// <param name="Returns">What it returns; empty if that is not said.</param>
/// <param name="Exceptions">Which errors it throws, and when.</param>
/// <param name="Remarks">What else there is to know; empty if nothing is.</param>
public sealed record Documentation(
    string Summary,
    IReadOnlyList<(string Name, string Text)> Parameters,
    string Returns,
    IReadOnlyList<(string Name, string Text)> Exceptions,
    string Remarks);
