using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Execution;

/// <summary>Tells what went wrong in a cell, and where, in the cell's own terms.</summary>
/// <param name="texts">The texts of the session's cells and loaded files as they were compiled, by path.</param>
internal sealed partial class TraceFormatter(IReadOnlyDictionary<string, GuardedText> texts)
{
    // At each end of a long list of calls.
    private const int FramesShown = 4;

    private const string Red = "\e[31m";
    private const string Gray = "\e[90m";
    private const string Reset = "\e[0m";

    /// <summary>The path under which a cell is compiled.</summary>
    public static string PathOf(int cell) => $"cell {cell}";

    /// <summary>Why a cell does not compile.</summary>
    public static CellError Describe(CellProblemException error, SourceText cell)
    {
        var lines = new List<string>();
        foreach (var problem in error.Problems)
        {
            var place = problem.Line is null ? "" : $"{(problem.File is null ? "" : Path.GetFileName(problem.File) + ", ")}line {problem.Line}, column {problem.Column}: ";
            lines.Add($"{Red}{error.Name}{Reset} {place}{problem.Message}");
            if (problem is { File: null, Line: { } line, Column: { } column }) lines.AddRange(Excerpt(cell, line, column));
        }
        var first = error.Problems[0];
        var own = first.File is null;
        return new CellError(error.Name, first.Message, own ? first.Line : null, own ? first.Column : null, lines);
    }

    /// <summary>Why a cell failed as it ran.</summary>
    /// <param name="error">What it threw.</param>
    /// <param name="cell">The cell's number.</param>
    /// <param name="message">Says it better than the exception.</param>
    /// <param name="name">Names it better than the exception's type.</param>
    public CellError Describe(Exception error, int cell, string? message = null, string? name = null)
    {
        while (error is AggregateException { InnerExceptions: [var only] }) error = only;
        message ??= error is InsufficientExecutionStackException
            ? "Functions called each other too deep: a recursion that does not end?"
            : error.Message;
        name ??= TypeName.Of(error.GetType());

        var path = PathOf(cell);
        var frames = FramesOf(error);
        var causes = Causes(error).Select(cause => (Error: cause, Frames: FramesOf(cause))).ToList();
        var place = frames.Concat(causes.SelectMany(cause => cause.Frames)).FirstOrDefault(frame => frame.Path == path);

        var lines = new List<string>();
        if (place is null)
        {
            lines.Add($"{Red}{name}{Reset}: {message}");
        }
        else
        {
            lines.Add($"{Red}{name}{Reset} line {place.Line}, column {place.Column}: {message}");
            lines.AddRange(Excerpt(texts[path].Original, place.Line, place.Column));
        }
        // One frame that is the place itself would say it twice.
        if (frames is not [{ IsTopLevel: true }]) lines.AddRange(Calls(frames));
        foreach (var cause in causes)
        {
            lines.Add($"caused by {Red}{TypeName.Of(cause.Error.GetType())}{Reset}: {cause.Error.Message}");
            lines.AddRange(Calls(cause.Frames));
        }
        return new CellError(name, message, place?.Line, place?.Column, lines);

    }

    /// <summary>A line a call; of a recursion, its ends.</summary>
    private static IEnumerable<string> Calls(List<Frame> frames)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            if (i == FramesShown && frames.Count > 2 * FramesShown + 1)
            {
                yield return $"{Gray}   … {frames.Count - 2 * FramesShown} more{Reset}";
                i = frames.Count - FramesShown;
            }
            var frame = frames[i];
            var where = frame.Path is null ? "" : $"{(frame.IsTopLevel ? "" : ", ")}{Path.GetFileName(frame.Path)}, line {frame.Line}";
            yield return $"{Gray}   at {(frame.IsTopLevel ? "" : frame.Method)}{where}{Reset}";
        }
    }

    private static IEnumerable<Exception> Causes(Exception error)
    {
        var inner = error is AggregateException aggregate ? aggregate.InnerExceptions : error.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        return inner.Take(5).SelectMany(cause => Causes(cause).Prepend(cause));
    }

    private static IEnumerable<string> Excerpt(SourceText text, int line, int column)
    {
        if (line > text.Lines.Count) yield break;
        var number = $"{line,5} | ";
        yield return number + text.Lines[line - 1];
        yield return $"{"| ".PadLeft(number.Length)}{new string(' ', column - 1)}{Red}^{Reset}";
    }

    /// <summary>The calls from where it was thrown out to the cell; of the runtime's own calls, only the one that the cell made.</summary>
    private List<Frame> FramesOf(Exception error)
    {
        var all = new StackTrace(error, fNeedFileInfo: true).GetFrames().Select(Read).OfType<Frame>().ToList();
        var last = all.FindLastIndex(frame => frame.Path is not null);
        return [.. all.Take(last + 1).Where((frame, i) => !frame.IsRuntime || !all[i + 1].IsRuntime)];
    }

    private Frame? Read(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method) return null;
        var assembly = method.Module.Assembly;
        if (assembly == typeof(TraceFormatter).Assembly || method.DeclaringType == typeof(RuntimeHelpers) || method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)) return null;
        var isCell = CellLoader.SessionOf(assembly) is not null;
        if (frame.GetFileName() is not { } path || !isCell || !texts.TryGetValue(path, out var text))
            return new Frame(NameOf(method), null, 0, 0, IsRuntime: !isCell, IsTopLevel: false);
        var line = frame.GetFileLineNumber();
        return new Frame(NameOf(method), path, line, text.ColumnOf(line, frame.GetFileColumnNumber()), IsRuntime: false, IsTopLevelOf(method));
    }

    private static bool IsTopLevelOf(MethodBase method) => method.DeclaringType?.Name.StartsWith("<<Initialize>>", StringComparison.Ordinal) == true;

    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        // An async method or an iterator runs in a type of its own, named after it.
        if (type is not null && StateMachine().Match(type.Name) is { Success: true } machine)
        {
            name = machine.Groups["method"].Value;
            type = type.DeclaringType;
        }
        if (LocalFunction().Match(name) is { Success: true } local) name = local.Groups["name"].Value;
        else if (name.StartsWith('<')) name = "a lambda";
        // What the compiler makes up, and the type that holds a cell, are no names of the learner's.
        while (type is not null && type.Name.StartsWith('<')) type = type.DeclaringType;
        var owner = type is null || CellType().IsMatch(type.FullName ?? "") ? "" : TypeName.Of(type) + ".";
        if (name == ".ctor") (owner, name) = ("new ", type is null ? "" : TypeName.Of(type));
        var parameters = string.Join(", ", method.GetParameters().Select(p => $"{TypeName.Of(p.ParameterType)} {p.Name}"));
        return name == "a lambda" ? name : $"{owner}{name}({parameters})";
    }

    [GeneratedRegex(@"^<(?<method>\w+)>d__")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"^<.*>g__(?<name>\w+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^Cell\d+$")]
    private static partial Regex CellType();

    private sealed record Frame(string Method, string? Path, int Line, int Column, bool IsRuntime, bool IsTopLevel);
}
