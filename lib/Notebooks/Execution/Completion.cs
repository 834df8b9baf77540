namespace Notebooks.Execution;

/// <summary>What could stand at a place in a cell.</summary>
/// <param name="Start">Where the text that would be replaced begins, in UTF-16 units.</param>
/// <param name="End">Where it ends: the place asked about.</param>
/// <param name="Items">What could stand there, best first.</param>
public sealed record Completion(int Start, int End, IReadOnlyList<CompletionItem> Items);

/// <summary>One of the things that could stand at a place.</summary>
/// <param name="Text">The text to insert.</param>
/// <param name="Kind">What it is: <c>class</c>, <c>method</c>, <c>property</c>, <c>variable</c>, <c>keyword</c>, <c>path</c> and so on.</param>
public sealed record CompletionItem(string Text, string Kind);
