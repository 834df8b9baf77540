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
        // The cost uses every sample, so an update is also an epoch.
        return Iterate(Enumerable.InfiniteSequence(0, 1).Select(_ => cost), updatesAnEpoch: 1, optimizer);
    }

    /// <summary>
    /// Trains with a batch of the samples at a time, without end: after the last batch of an epoch comes the first of the next.
    /// Each step has its own batch's cost, measured <em>before</em> the update that the batch makes.
    /// </summary>
    /// <param name="cost">Computes the cost of a batch from the optimizer's parameters: a graph that ends in one number.</param>
    /// <param name="batches">The samples, cut; shuffled anew each epoch if they were given chance.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <exception cref="DivergenceException">The cost or a gradient is no longer a finite number.</exception>
    public static IEnumerable<TrainingStep> Steps(Func<MiniBatch, Variable> cost, MiniBatches batches, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(optimizer);
        return Iterate(Costs(), batches.Count, optimizer);

        IEnumerable<Func<Variable>> Costs()
        {
            while (true)
            {
                foreach (var batch in batches) yield return () => cost(batch);
            }
        }
    }

    /// <summary>Trains for a number of updates and records them. A run that diverges stops early, and its history says so in a sentence.</summary>
    /// <param name="cost">Computes the cost of all samples from the optimizer's parameters: a graph that ends in one number.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <param name="iterations">How many updates: 0 or more. The history has one entry more, for the state after the last.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="iterations"/> is negative.</exception>
    public static History Run(Func<Variable> cost, Optimizer optimizer, int iterations)
    {
        var steps = Steps(cost, optimizer);
        RequireNotNegative(iterations, nameof(iterations));
        return Record(steps.Take(iterations + 1), optimizer);
    }

    /// <summary>
    /// Trains for a number of epochs with a batch of the samples at a time, and records every update with its own batch's cost,
    /// measured before the update. A run that diverges stops early, and its history says so in a sentence.
    /// </summary>
    /// <param name="cost">Computes the cost of a batch from the optimizer's parameters: a graph that ends in one number.</param>
    /// <param name="batches">The samples, cut; shuffled anew each epoch if they were given chance.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <param name="epochs">How often every sample is used: 0 or more. The history has an entry for each of the
    /// <c>epochs · batches.Count</c> updates and one more, for the state after the last: its cost is that of the batch that would come next.</param>
    /// <remarks>The history keeps all parameters and gradients of every update. For networks with many, walk over <see cref="Steps(Func{MiniBatch, Variable}, MiniBatches, Optimizer)"/> and keep what you need.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is negative.</exception>
    public static History Run(Func<MiniBatch, Variable> cost, MiniBatches batches, Optimizer optimizer, int epochs)
    {
        var steps = Steps(cost, batches, optimizer);
        RequireNotNegative(epochs, nameof(epochs));
        return Record(steps.Take(checked((epochs * batches.Count) + 1)), optimizer);
    }

    /// <summary>The one loop. Each cost belongs to one update.</summary>
    private static IEnumerable<TrainingStep> Iterate(IEnumerable<Func<Variable>> costs, int updatesAnEpoch, Optimizer optimizer)
    {
        var (iteration, earlierCost, earlierRate) = (0, double.NaN, double.NaN);
        foreach (var cost in costs)
        {
            optimizer.ClearGradients();
            var end = cost();
            end.Backward();
            var (values, gradients) = (new Tensor[optimizer.Parameters.Count], new Tensor[optimizer.Parameters.Count]);
            var step = new TrainingStep(iteration, iteration / updatesAnEpoch, end.Value.Number, values, gradients);
            var isFinite = double.IsFinite(step.Cost);
            // Where a step takes some microseconds, LINQ is a part of it that shows.
            for (var i = 0; i < values.Length; i++)
            {
                (values[i], gradients[i]) = (optimizer.Parameters[i].Value, optimizer.Parameters[i].Gradient);
                isFinite &= gradients[i].IsFinite;
            }

            if (!isFinite) throw new DivergenceException(Sentence(iteration, earlierCost, step.Cost, earlierRate));
            yield return step;
            (earlierCost, earlierRate) = (step.Cost, optimizer.LearningRate);
            optimizer.Step();
            iteration++;
        }
    }

    private static History Record(IEnumerable<TrainingStep> steps, Optimizer optimizer)
    {
        var history = new History(optimizer.Parameters.Select((parameter, i) => parameter.Name ?? $"parameter {i}"));
        try
        {
            foreach (var step in steps) history.Add(step);
        }
        catch (DivergenceException divergence)
        {
            history.Message = divergence.Message;
        }

        return history;
    }

    private static void RequireNotNegative(int count, string name)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(name, count, $"Training.Run: {name} is {Readable.Whole(count)}, but one can train only 0 times or more.");
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
