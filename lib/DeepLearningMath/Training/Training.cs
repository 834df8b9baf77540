using System.Globalization;

namespace DeepLearningMath;

/// <summary>The training loop: forward, backward, update, and again.</summary>
public static class Training
{
    /// <summary>
    /// Trains without end, one step at a time, so that you can watch, stop and go on:
    /// <c>foreach (var step in Training.Steps(cost, optimizer).Take(20)) …</c>
    /// Each step is handed out before its update; the update happens when the next step is asked for.
    /// </summary>
    /// <param name="cost">Computes the cost of all samples from the optimizer's parameters: a graph that ends in one number.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <exception cref="DivergenceException">The cost or a gradient is no longer a finite number.</exception>
    public static IEnumerable<TrainingStep> Steps(Func<Variable> cost, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(optimizer);
        return Iterate(cost, optimizer);
    }

    private static IEnumerable<TrainingStep> Iterate(Func<Variable> cost, Optimizer optimizer)
    {
        var earlierCost = double.NaN;
        for (var iteration = 0; ; iteration++)
        {
            optimizer.ClearGradients();
            var end = cost();
            end.Backward();
            // The cost used every sample, so an update is also an epoch.
            var step = new TrainingStep(
                iteration, iteration, end.Value.Number,
                [.. optimizer.Parameters.Select(parameter => parameter.Value)],
                [.. optimizer.Parameters.Select(parameter => parameter.Gradient)]);
            if (!double.IsFinite(step.Cost) || !step.Gradients.All(gradient => gradient.IsFinite))
                throw new DivergenceException(Sentence(iteration, earlierCost, step.Cost, optimizer.LearningRate));
            earlierCost = step.Cost;
            yield return step;
            optimizer.Step();
        }
    }

    /// <summary>Trains for a number of updates and records them. A run that diverges stops early, and its history says so in a sentence.</summary>
    /// <param name="cost">Computes the cost of all samples from the optimizer's parameters: a graph that ends in one number.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <param name="iterations">How many updates: 0 or more. The history has one entry more, for the state after the last.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is negative.</exception>
    public static History Run(Func<Variable> cost, Optimizer optimizer, int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        var steps = Steps(cost, optimizer);
        var history = new History(optimizer.Parameters.Select((parameter, i) => parameter.Name ?? $"parameter {i}"));
        try
        {
            foreach (var step in steps.Take(iterations + 1)) history.Add(step);
        }
        catch (DivergenceException divergence)
        {
            history.Message = divergence.Message;
        }

        return history;
    }

    private static string Sentence(int iteration, double earlierCost, double cost, double learningRate)
    {
        var culture = CultureInfo.InvariantCulture;
        return iteration == 0
            ? "Training cannot start: the cost or its gradient is not a finite number. Look for NaN or infinity in the data and the starting parameters."
            : string.Create(culture,
                $"Training stopped after update {iteration}: the cost went from {earlierCost:G3} to {(double.IsFinite(cost) ? cost.ToString("G3", culture) : "beyond every number")}. The learning rate {learningRate:G4} is too large for these data; try {learningRate / 10:G2}.");
    }
}
