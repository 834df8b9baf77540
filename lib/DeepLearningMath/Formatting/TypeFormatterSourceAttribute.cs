namespace DeepLearningMath;

/// <summary>
/// Tells a notebook which class knows how to show a type. Notebooks find it by this attribute's simple name and by the shape
/// of its members, so the library needs no reference to any of them.
/// </summary>
/// <param name="formatterSourceType">A class with a public parameterless constructor and a public method <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types that every notebook sends.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
