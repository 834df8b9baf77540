namespace DeepLearningMath;

/// <summary>One way to show a value, in the shape that notebooks look for by reflection.</summary>
/// <typeparam name="T">The type that is shown.</typeparam>
/// <param name="mimeType">What is written, such as <c>text/html</c>.</param>
/// <param name="write">Writes the value.</param>
internal sealed class MimeFormatter<T>(string mimeType, Action<T, TextWriter> write)
{
    /// <summary>What is written, such as <c>text/html</c>.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the value; false if it is of another type.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value) return false;
        write(value, writer);
        return true;
    }
}
