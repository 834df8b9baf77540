namespace DeepLearningMath;

/// <summary>One axis of a panel.</summary>
/// <param name="Title">What it measures, with its unit: "x (years)".</param>
public sealed record Axis(string Title)
{
    /// <summary>Whether equal distances are equal factors; values of 0 and below are then not drawn.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>From where to where, in the data's own unit (also on a logarithmic axis); the other way round it runs backwards. <c>null</c> follows the data.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Without line, numbers and title: for pictures in which only the other axis measures.</summary>
    internal bool Hidden { get; init; }

    /// <summary>Without grid and zero line: for a matrix, whose cells are their own grid.</summary>
    internal bool WithoutGrid { get; init; }

    /// <summary>What stands on the axis instead of its numbers; <c>null</c> lets the numbers stand, an empty list nothing.</summary>
    internal IReadOnlyList<(double Value, string Text)>? Labels { get; init; }
}
