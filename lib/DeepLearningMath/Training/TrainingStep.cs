namespace DeepLearningMath;

/// <summary>What a training run looks like before one of its updates.</summary>
/// <param name="Iteration">How many updates came before: 0 at the start.</param>
/// <param name="Epoch">How many times every sample had been used.</param>
/// <param name="Cost">The cost at <paramref name="Parameters"/>: of all samples, or of the batch that the next update uses.</param>
/// <param name="Parameters">The parameters' values, in the optimizer's order.</param>
/// <param name="Gradients">The gradients at <paramref name="Parameters"/>, in the same order: what the next update uses.</param>
public sealed record TrainingStep(
    int Iteration, int Epoch, double Cost, IReadOnlyList<Tensor> Parameters, IReadOnlyList<Tensor> Gradients);
