using System.Collections;

namespace DeepLearningMath;

/// <summary>The record of a training run: one entry for the start and one after every update.</summary>
[TypeFormatterSource(typeof(HistoryFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed class History : IReadOnlyList<TrainingStep>
{
    private readonly List<TrainingStep> _steps = [];

    /// <summary>An empty history of the parameters with the given names.</summary>
    public History(IEnumerable<string> parameterNames)
    {
        ArgumentNullException.ThrowIfNull(parameterNames);
        ParameterNames = [.. parameterNames];
    }

    /// <summary>The parameters' names, in the optimizer's order.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>Why the run stopped early, in a sentence; null if it did not.</summary>
    public string? Message { get; internal set; }

    /// <summary>Whether the run stopped early because it ran away.</summary>
    public bool Diverged => Message is not null;

    /// <summary>How many entries there are: one more than updates.</summary>
    public int Count => _steps.Count;

    /// <summary>Entry <paramref name="index"/>: the state after that many updates.</summary>
    public TrainingStep this[int index] => _steps[index];

    /// <summary>The course of one parameter that is a number.</summary>
    /// <param name="parameterName">One of <see cref="ParameterNames"/>.</param>
    /// <exception cref="ArgumentException">There is no parameter of that name.</exception>
    /// <exception cref="InvalidOperationException">The parameter is a vector or a matrix.</exception>
    public double[] this[string parameterName]
    {
        get
        {
            var index = ParameterNames.ToList().IndexOf(parameterName);
            return index >= 0
                ? [.. _steps.Select(step => step.Parameters[index].Number)]
                : throw new ArgumentException($"This history has no parameter '{parameterName}'; it has {string.Join(", ", ParameterNames)}.", nameof(parameterName));
        }
    }

    /// <summary>The cost of every entry.</summary>
    public double[] Costs => [.. _steps.Select(step => step.Cost)];

    /// <summary>The last entry.</summary>
    /// <exception cref="InvalidOperationException">The history is empty.</exception>
    public TrainingStep Last => _steps.Count > 0 ? _steps[^1] : throw new InvalidOperationException("This history is empty.");

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The entry has more or fewer parameters than the history has names.</exception>
    public void Add(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Parameters.Count != ParameterNames.Count)
            throw new ArgumentException($"The step has {step.Parameters.Count} parameters, but this history has {ParameterNames.Count} names.", nameof(step));
        _steps.Add(step);
    }

    /// <inheritdoc/>
    public IEnumerator<TrainingStep> GetEnumerator() => _steps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One line: updates, first and last cost, and why it stopped if it did.</summary>
    public override string ToString() => _steps.Count == 0
        ? "no steps" + (Message is null ? "" : $". {Message}")
        : FormattableString.Invariant($"{Count - 1} updates, cost {_steps[0].Cost:G6} → {_steps[^1].Cost:G6}") + (Message is null ? "" : $". {Message}");
}
