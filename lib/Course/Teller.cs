namespace Course;

/// <summary>Progress that is told where it happens, not later on another thread.</summary>
internal sealed class Teller<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
