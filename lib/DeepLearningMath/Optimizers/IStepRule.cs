namespace DeepLearningMath;

/// <summary>
/// The rule of an optimizer for many numbers of a parameter at once. What it remembers it changes where it stands: tensors would be made
/// anew, ten for each step of <see cref="Adam"/>, which for a network takes longer than its gradients.
/// </summary>
internal interface IStepRule
{
    /// <summary>Writes the values after the step.</summary>
    /// <param name="value">θ before it.</param>
    /// <param name="gradient">∂C/∂θ.</param>
    /// <param name="memory">What is remembered of each: read, and changed.</param>
    /// <param name="second">The second that is remembered; empty if there is only one.</param>
    /// <param name="result">θ after it. Until then it is a place to reckon in.</param>
    void Step(ReadOnlySpan<double> value, ReadOnlySpan<double> gradient, Span<double> memory, Span<double> second, Span<double> result);
}
