using System.Text.Json.Nodes;

namespace DeepLearningMath;

/// <summary>One stop of a chart's slider: what has changed since the chart's first state.</summary>
/// <param name="Label">What the slider says here, for example the number of the iteration.</param>
/// <param name="Changes">The traces that look different here, made by <c>trace.To(…)</c>.</param>
public sealed record Frame(string Label, IReadOnlyList<TraceChange> Changes)
{
    /// <summary>What is different in the layout, for example the place from which a surface is seen.</summary>
    internal JsonObject? Layout { get; init; }
}

/// <summary>What a trace shows in one frame.</summary>
public sealed class TraceChange
{
    internal TraceChange(Trace trace, JsonObject attributes) => (Trace, Attributes) = (trace, attributes);

    /// <summary>The trace that changes; it must be one of the chart's.</summary>
    public Trace Trace { get; }

    internal JsonObject Attributes { get; }
}
