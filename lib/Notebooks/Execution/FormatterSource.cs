using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebooks.Execution;

/// <summary>A type's own formatters, found by convention: an attribute of the right simple name and shape, no common assembly.</summary>
internal sealed class FormatterSource
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConditionalWeakTable<Type, Cached> s_sources = [];

    private FormatterSource(ImmutableArray<(string, Func<object, TextWriter, bool>)> formatters) => Formatters = formatters;

    /// <summary>Each formatter's MIME type and what it writes; false if it leaves the value to the default.</summary>
    public ImmutableArray<(string Mime, Func<object, TextWriter, bool> Format)> Formatters { get; }

    /// <summary>The formatters of the type or of the nearest base class that has some; null if there are none.</summary>
    public static FormatterSource? Of(Type type) => s_sources.GetValue(type, static type => new(Find(type))).Source;

    private static FormatterSource? Find(Type type)
    {
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            var attribute = t.GetCustomAttributes(inherit: false).FirstOrDefault(a => a.GetType().Name == AttributeName);
            if (attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) is not Type sourceType) continue;
            if (sourceType.GetConstructor([]) is not { } constructor || sourceType.GetMethod("CreateTypeFormatters", []) is not { } create) return null;
            var formatters = (System.Collections.IEnumerable?)create.Invoke(constructor.Invoke([]), []);
            return new([.. formatters?.Cast<object>().Select(Read).OfType<(string, Func<object, TextWriter, bool>)>() ?? []]);
        }
        return null;
    }

    private static (string, Func<object, TextWriter, bool>)? Read(object formatter)
    {
        var type = formatter.GetType();
        var format = type.GetMethods(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(m => m.Name == "Format"
            && m.ReturnType == typeof(bool)
            && m.GetParameters() is [_, { ParameterType: var writer }] && writer == typeof(TextWriter));
        return type.GetProperty("MimeType")?.GetValue(formatter) is string mime && format is not null
            ? (mime, (value, writer) => (bool)format.Invoke(formatter, [value, writer])!)
            : null;
    }

    private sealed record Cached(FormatterSource? Source);
}
