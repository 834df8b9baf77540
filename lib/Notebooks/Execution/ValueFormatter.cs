using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;
using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>Turns values into what a notebook shows.</summary>
internal static class ValueFormatter
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";

    // Beyond this, a text is no longer something to read beside the picture.
    private const int PlainLimit = 20_000;

    /// <summary>The formatters' tables are one for the process: a new session starts with them as they came.</summary>
    public static void Reset()
    {
        Formatter.ResetToDefault();
        Formatter.Register<Delegate>((value, writer) => writer.Write(Signature.Of(value)), Plain);
        Formatter.Register<Delegate>((value, writer) => writer.Write($"<code>{WebUtility.HtmlEncode(Signature.Of(value))}</code>"), Html);
        Formatter.SetPreferredMimeTypesFor(typeof(Delegate), Plain);
    }

    /// <summary>A value in the forms asked for; with none asked for, those that its type prefers and offers, and as text.</summary>
    /// <exception cref="CellProblemException">A formatter threw.</exception>
    public static MimeBundle Format(object? value, params IReadOnlyCollection<string> mimeTypes)
    {
        if (value is null) return new MimeBundle((Plain, "null"));
        var type = value.GetType();
        if (mimeTypes.Count > 0) return new MimeBundle(mimeTypes.Select(mime => (mime, ToNode(mime, Default(value, mime)))));

        if (PlotlyNetChart.Format(value) is { } chart) return chart;

        var entries = new List<(string, JsonNode)>();
        var preferred = Formatter.GetPreferredMimeTypesFor(type);
        foreach (var mime in preferred) entries.Add((mime, ToNode(mime, Default(value, mime))));
        foreach (var (mime, text) in Offered(value, preferred)) entries.Add((mime, ToNode(mime, text)));
        if (!entries.Exists(entry => entry.Item1 == Plain) && !preferred.Contains(Plain)) entries.Add((Plain, Cut(Default(value, Plain))));
        return new MimeBundle(entries);
    }

    /// <summary>A text of that MIME type as a bundle holds it.</summary>
    public static JsonNode ToNode(string mime, string text)
    {
        if (!MimeBundle.IsJson(mime)) return JsonValue.Create(mime == Html ? SharedStyle.Remove(text) : text);
        try
        {
            return JsonNode.Parse(text) ?? JsonValue.Create("null");
        }
        catch (JsonException error)
        {
            throw new CellProblemException([new($"The text given as {mime} is not JSON: {error.Message}", null, null)], "FormatterError");
        }
    }

    private static string Default(object value, string mime) => Guarded(value, mime, () => value.ToDisplayString(mime));

    /// <summary>The forms that a type's own formatters offer beyond those that it prefers.</summary>
    private static IEnumerable<(string Mime, string Text)> Offered(object value, IReadOnlyCollection<string> preferred)
    {
        if (FormatterSource.Of(value.GetType()) is not { } source) yield break;
        foreach (var (mime, format) in source.Formatters.Where(formatter => !preferred.Contains(formatter.Mime)))
        {
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (Guarded(value, mime, () => format(value, writer))) yield return (mime, writer.ToString());
        }
    }

    private static T Guarded<T>(object value, string mime, Func<T> format)
    {
        try
        {
            return format();
        }
        catch (Exception error) when (Cause(error) is not CellInterruptedException and not ThreadInterruptedException)
        {
            var cause = Cause(error);
            throw new CellProblemException(
                [new($"A {TypeName.Of(value.GetType())} cannot be shown as {mime}: its formatter threw {TypeName.Of(cause.GetType())}: {cause.Message}", null, null)],
                "FormatterError");
        }
    }

    private static Exception Cause(Exception error) => error is TargetInvocationException { InnerException: { } inner } ? Cause(inner) : error;

    private static string Cut(string text) => text.Length <= PlainLimit ? text : $"{text[..PlainLimit]}… ({text.Length - PlainLimit} characters more)";
}
