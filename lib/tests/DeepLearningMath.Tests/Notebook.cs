using System.Reflection;

namespace DeepLearningMath.Tests;

/// <summary>Shows a value as notebooks do: they find its formatters by name, without a reference.</summary>
internal static class Notebook
{
    public static string[] Preferred(object value) => (string[])Attribute(value).GetType().GetProperty("PreferredMimeTypes")!.GetValue(Attribute(value))!;

    public static Dictionary<string, string> Show(object value)
    {
        var sourceType = (Type)Attribute(value).GetType().GetProperty("FormatterSourceType")!.GetValue(Attribute(value))!;
        var source = Activator.CreateInstance(sourceType)!;
        var formatters = (IEnumerable<object>)sourceType.GetMethod("CreateTypeFormatters", BindingFlags.Public | BindingFlags.Instance)!.Invoke(source, null)!;
        return formatters.ToDictionary(
            formatter => (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!,
            formatter =>
            {
                using var writer = new StringWriter();
                var format = formatter.GetType().GetMethods().Single(method => method.Name == "Format" && method.ReturnType == typeof(bool));
                Assert.True((bool)format.Invoke(formatter, [value, writer])!);
                Assert.False((bool)format.Invoke(formatter, [new object(), TextWriter.Null])!);
                return writer.ToString();
            });
    }

    private static object Attribute(object value) =>
        value.GetType().GetCustomAttributes(inherit: true).Single(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");
}
