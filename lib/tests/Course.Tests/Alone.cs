namespace Course.Tests;

/// <summary>Tests that ask how soon something happens, or wait with the patience of a person: while they run, no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
