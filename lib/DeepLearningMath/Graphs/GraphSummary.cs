namespace DeepLearningMath;

/// <summary>What can be said of a graph that is too large to draw.</summary>
internal static class GraphSummary
{
    private const int MostStarts = 12;

    public static string Sentence(IReadOnlyList<Variable> variables)
    {
        var starts = Starts(variables);
        return $"{GraphText.Operations(variables)}, {Readable.Whole(Depth(variables))} deep, "
            + $"from {Readable.List(starts.Take(MostStarts).Select(GraphText.Line))}{More(starts.Length)} to {GraphText.Line(variables[^1])}.";
    }

    public static string Table(string title, IReadOnlyList<Variable> variables)
    {
        var starts = Starts(variables);
        var rows = new (string Name, string Value)[]
        {
            ("operations", GraphText.Operations(variables)),
            ("longest path", $"{Readable.Whole(Depth(variables))} operations"),
            ("starts with", string.Join("; ", starts.Take(MostStarts).Select(GraphText.Line)) + More(starts.Length)),
            ("ends with", GraphText.Line(variables[^1])),
        };
        var cells = rows.Select(row => $"<tr><th scope=\"row\" style=\"text-align:left\">{row.Name}</th><td style=\"text-align:left\">{Readable.Html(row.Value)}</td></tr>");
        return $"<table><caption>{Readable.Html(title)}: too large to draw</caption><tbody>\n{string.Join('\n', cells)}\n</tbody></table>";
    }

    private static Variable[] Starts(IReadOnlyList<Variable> variables) =>
        [.. variables.Where(variable => variable.Node is null && !(variable.IsConstant && variable.Name is null))];

    private static string More(int starts) => starts > MostStarts ? $", and {Readable.Whole(starts - MostStarts)} more" : "";

    private static int Depth(IReadOnlyList<Variable> variables)
    {
        var depth = new Dictionary<Variable, int>(variables.Count);
        foreach (var variable in variables)
            depth[variable] = variable.Inputs.Select(input => depth[input] + 1).DefaultIfEmpty(0).Max();
        return depth[variables[^1]];
    }
}
