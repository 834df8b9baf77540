namespace DeepLearningMath;

/// <summary>Training ran away: the cost or a gradient is no longer a finite number. The message says after which update, and what to do.</summary>
public sealed class DivergenceException : ArithmeticException
{
    /// <summary>An exception with a message that a learner can act on.</summary>
    public DivergenceException(string message) : base(message) { }

    /// <summary>An exception with a general message.</summary>
    public DivergenceException() : this("Training ran away. Take a smaller learning rate.") { }

    /// <summary>An exception with a message and its cause.</summary>
    public DivergenceException(string message, Exception innerException) : base(message, innerException) { }
}
