using System.Collections.Concurrent;

/// <summary>Skips a test that needs a program which is not on this machine, and says, once and where it is seen, how to get it:
/// <c>dotnet test</c> prints the names of skipped tests, but not their reasons.</summary>
internal static class Missing
{
    private static readonly ConcurrentDictionary<string, bool> s_said = new();

    /// <param name="howToGetIt">What is not there, and how to get it.</param>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    internal static void Skip(string howToGetIt)
    {
        if (s_said.TryAdd(howToGetIt, true)) TestContext.Current.SendDiagnosticMessage("Tests are skipped: {0}", howToGetIt);
        Assert.Skip(howToGetIt);
    }
}
