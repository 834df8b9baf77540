namespace DeepLearningMath;

/// <summary>How good a network's answers are.</summary>
public static class Metrics
{
    /// <summary>The class that each sample is read as: the output that is largest. (Of equal ones, the first.)</summary>
    /// <param name="outputs">Scores or shares, a matrix (n × classes): a sample in each row.</param>
    /// <returns>n class numbers, from 0.</returns>
    /// <exception cref="ArgumentException">It is not a matrix, or has only one column.</exception>
    public static int[] Classes(Tensor outputs)
    {
        if (outputs.Rank != 2 || outputs.Shape.Columns < 2)
            throw new ArgumentException($"Metrics.Classes: the outputs have shape {outputs.Shape}. It takes a matrix with a column for each class; for one output that says yes or no, also give the threshold.", nameof(outputs));
        return [.. outputs.ToArray().Chunk(outputs.Shape.Columns).Select(row => row.IndexOf(row.Max()))];
    }

    /// <summary>The answer to each yes-or-no question: 1 where the output is above the threshold, else 0.</summary>
    /// <param name="outputs">A vector (n), or a column (n × 1).</param>
    /// <param name="threshold">0.5 for what comes out of a sigmoid, 0 for the score that goes into it.</param>
    /// <returns>n class numbers, 0 or 1.</returns>
    /// <exception cref="ArgumentException">It is neither a vector nor a column.</exception>
    public static int[] Classes(Tensor outputs, double threshold) => outputs.Rank == 1 || (outputs.Rank == 2 && outputs.Shape.Columns == 1)
        ? Array.ConvertAll(outputs.ToArray(), output => output > threshold ? 1 : 0)
        : throw new ArgumentException($"Metrics.Classes: the outputs have shape {outputs.Shape}. A threshold takes a vector (n) or a column (n × 1).", nameof(outputs));

    /// <summary>The part of the samples that were read right, 0 … 1.</summary>
    /// <param name="predicted">The classes that the samples were read as.</param>
    /// <param name="labels">The classes that they are.</param>
    /// <exception cref="ArgumentException">There are more of one than of the other, or none.</exception>
    public static double Accuracy(IReadOnlyList<int> predicted, IReadOnlyList<int> labels)
    {
        RequirePairs(predicted, labels);
        return (double)predicted.Zip(labels).Count(pair => pair.First == pair.Second) / labels.Count;
    }

    /// <summary>The part of the samples whose largest output is that of their class, 0 … 1.</summary>
    /// <param name="outputs">Scores or shares, a matrix (n × classes): a sample in each row.</param>
    /// <param name="labels">The classes that they are.</param>
    /// <exception cref="ArgumentException">The outputs are no such matrix, or there are more or fewer labels than samples.</exception>
    public static double Accuracy(Tensor outputs, IReadOnlyList<int> labels) => Accuracy(Classes(outputs), labels);

    /// <summary>How many samples of each class were read as which: row = the class that they are, column = the class that they were read as.</summary>
    /// <param name="predicted">The classes that the samples were read as.</param>
    /// <param name="labels">The classes that they are.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <returns>A matrix (classes × classes) of counts.</returns>
    /// <exception cref="ArgumentException">There are more of one than of the other, or none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class number is not 0 … classes − 1.</exception>
    public static Tensor ConfusionMatrix(IReadOnlyList<int> predicted, IReadOnlyList<int> labels, int classes)
    {
        RequirePairs(predicted, labels);
        var counts = new double[classes, classes];
        foreach (var (read, label) in predicted.Zip(labels))
        {
            RequireClass(read, nameof(predicted));
            RequireClass(label, nameof(labels));
            counts[label, read]++;
        }

        return counts;

        void RequireClass(int number, string name)
        {
            if (number < 0 || number >= classes)
                throw new ArgumentOutOfRangeException(name, number, $"Metrics.ConfusionMatrix: {classes} classes have the numbers 0 to {classes - 1}.");
        }
    }

    private static void RequirePairs(IReadOnlyList<int> predicted, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(labels);
        if (predicted.Count != labels.Count || labels.Count == 0)
            throw new ArgumentException($"Metrics: there are {predicted.Count} predictions and {labels.Count} labels. Every sample needs one of each.");
    }
}
