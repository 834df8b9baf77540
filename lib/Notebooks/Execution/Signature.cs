namespace Notebooks.Execution;

/// <summary>A delegate as its signature: what can be said of a function in a line.</summary>
internal static class Signature
{
    /// <summary><c>(double x, int n) => double</c>.</summary>
    public static string Of(Delegate value)
    {
        var invoke = value.GetType().GetMethod("Invoke")!;
        // The delegate's own parameters are called arg1, arg2; those of its function mean something.
        var names = value.Method.GetParameters().Select(parameter => parameter.Name).ToList();
        var types = invoke.GetParameters();
        if (names.Count > types.Length) names.RemoveRange(0, names.Count - types.Length);
        var parameters = types.Select((parameter, i) => $"{TypeName.Of(parameter.ParameterType)} {names.ElementAtOrDefault(i) ?? parameter.Name}");
        return $"({string.Join(", ", parameters)}) => {TypeName.Of(invoke.ReturnType)}";
    }
}
