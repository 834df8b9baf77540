namespace Notebooks.Execution;

/// <summary>How .NET serves a process in which cells run. It reads these environment variables before a program's first line. The command
/// itself, which writes pages, is faster without.</summary>
public static class RuntimeSettings
{
    /// <summary>For a process where somebody waits for each cell.</summary>
    public static IReadOnlyDictionary<string, string> OfKernel { get; } = new Dictionary<string, string>
    {
        // A collector that works beside the program keeps the room for young objects small, whatever survives; one that does not lets it
        // grow until a whole training step fits, and then finds little that lives: a sixth of the collections, a tenth of the time.
        ["DOTNET_gcConcurrent"] = "0",
        // A step makes its tensors anew, up to some megabytes each, and drops them. .NET would keep those apart as large objects: each
        // few of them cost a collection of everything, after which their memory goes back to the system and comes anew, page by page. As
        // young objects they cost next to nothing, so "large" begins at 16 MB (hexadecimal here), and regions are to hold such objects. A
        // network trains in half the time.
        ["DOTNET_GCLOHThreshold"] = "1000000",
        ["DOTNET_GCRegionSize"] = "2000000",
    };

    /// <summary>For a process that runs whole notebooks.</summary>
    public static IReadOnlyDictionary<string, string> OfWorker { get; } = new Dictionary<string, string>(OfKernel)
    {
        // A lesson is always new code, and .NET makes code fast only once nothing new has been called for a while: then it works through
        // thousands of methods of the C# compiler first, while a training waits for its turn for seconds. So what has been called often is
        // compiled well at once: the lessons take three quarters of the time. A first cell comes sooner without.
        ["DOTNET_TC_CallCountingDelayMs"] = "0",
    };
}
