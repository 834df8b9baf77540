namespace DeepLearningMath;

/// <summary>One pair of axes in a chart. Panels of one column stand below each other, columns beside each other; on a narrow screen all stand below each other.</summary>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
public sealed record Panel(Axis X, Axis Y)
{
    /// <summary>The axis of height. With it the panel is a space that can be turned, for <see cref="Trace.Surface"/>; <c>null</c>: a plane.</summary>
    public Axis? Z { get; init; }

    /// <summary>A line above the panel; for charts of several panels.</summary>
    public string? Title { get; init; }

    /// <summary>Whether one unit is equally long on both axes, so that right angles are right angles.</summary>
    public bool EqualScales { get; init; }

    /// <summary>The column, from 0.</summary>
    public int Column { get; init; }

    /// <summary>Height in relation to the other panels; 1 unless set.</summary>
    public double Share { get; init; } = 1;
}
