using static System.FormattableString;

namespace DeepLearningMath;

/// <summary>
/// The learning rate at every update. A plain number is a schedule that never changes; the others begin with large
/// steps, to get near, and end with small ones, to settle.
/// </summary>
public sealed class LearningRateSchedule
{
    private readonly Func<int, double> _rate;
    private readonly string _description;

    private LearningRateSchedule(Func<int, double> rate, string description) => (_rate, _description) = (rate, description);

    /// <summary>The same rate at every update.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a positive, finite number.</exception>
    public static implicit operator LearningRateSchedule(double learningRate) => Constant(learningRate);

    /// <summary>The same rate at every update.</summary>
    /// <param name="learningRate">η: positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not a positive, finite number.</exception>
    public static LearningRateSchedule Constant(double learningRate)
    {
        RequireRate(learningRate);
        return new(_ => learningRate, Invariant($"{learningRate}"));
    }

    /// <summary>η / (1 + k / halfLife): half of η after <paramref name="halfLife"/> updates, a third after twice as many, and so on.</summary>
    /// <param name="learningRate">η at the start: positive and finite.</param>
    /// <param name="halfLife">After how many updates it has halved: positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive and finite.</exception>
    public static LearningRateSchedule InverseTime(double learningRate, double halfLife)
    {
        RequireRate(learningRate);
        if (!double.IsFinite(halfLife) || halfLife <= 0)
            throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "The number of updates after which the rate has halved must be positive and finite, for example 100.");
        return new(k => learningRate / (1 + (k / halfLife)), Invariant($"{learningRate} / (1 + k/{halfLife})"));
    }

    /// <summary>η · factorᵏ: every update's rate is the same part of the one before.</summary>
    /// <param name="learningRate">η at the start: positive and finite.</param>
    /// <param name="factor">What is left after an update: above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static LearningRateSchedule Exponential(double learningRate, double factor)
    {
        RequireRate(learningRate);
        RequireFactor(factor);
        return new(k => learningRate * Math.Pow(factor, k), Invariant($"{learningRate} · {factor}ᵏ"));
    }

    /// <summary>Down a step every so many updates: η, then η · factor, then η · factor², …</summary>
    /// <param name="learningRate">η at the start: positive and finite.</param>
    /// <param name="factor">What is left after a step: above 0, at most 1.</param>
    /// <param name="every">How many updates a rate is kept: 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static LearningRateSchedule Steps(double learningRate, double factor, int every)
    {
        RequireRate(learningRate);
        RequireFactor(factor);
        if (every < 1)
            throw new ArgumentOutOfRangeException(nameof(every), every, "A rate must be kept for at least 1 update.");
        return new(k => learningRate * Math.Pow(factor, k / every), Invariant($"{learningRate}, times {factor} every {every} updates"));
    }

    /// <summary>A schedule of your own.</summary>
    /// <param name="rate">The rate of the update that comes after k others; 0 stands still.</param>
    /// <param name="description">What messages call it, for example <c>0.1 / √(1 + k)</c>.</param>
    public static LearningRateSchedule Of(Func<int, double> rate, string description)
    {
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentNullException.ThrowIfNull(description);
        return new(rate, description);
    }

    /// <summary>The rate of the update that comes after <paramref name="k"/> others.</summary>
    /// <param name="k">How many updates have been done: 0 for the first.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule gave a negative rate, infinity or NaN.</exception>
    public double At(int k)
    {
        if (k < 0) throw new ArgumentOutOfRangeException(nameof(k), k, "k counts the updates that have been done: 0 or more.");
        var rate = _rate(k);
        return double.IsFinite(rate) && rate >= 0
            ? rate
            : throw new InvalidOperationException(Invariant($"The learning rate {_description} is {rate} after {k} updates. It must stay finite and never become negative."));
    }

    /// <summary>What it is, in a formula: <c>0.1 / (1 + k/100)</c>.</summary>
    public override string ToString() => _description;

    private static void RequireRate(double learningRate)
    {
        if (!double.IsFinite(learningRate) || learningRate <= 0)
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "The learning rate must be a positive, finite number, for example 0.1.");
    }

    private static void RequireFactor(double factor)
    {
        if (!(factor > 0 && factor <= 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor is what is left of the learning rate: above 0 and at most 1, for example 0.9.");
    }
}
