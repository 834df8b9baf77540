using System.Text;

namespace DeepLearningMath;

/// <summary>A graph in words: what a drawing shows, for those who cannot see it.</summary>
internal static class GraphText
{
    /// <summary>The graph as an indented list: each value with its gradient, below it the operation and what went in.</summary>
    public static string Tree(Variable end)
    {
        var text = new StringBuilder();
        var shown = new HashSet<Variable>();
        Write(end, 0);
        return text.ToString().TrimEnd();

        // A drawn graph has at most 60 places, so recursion cannot run deep.
        void Write(Variable variable, int depth)
        {
            text.Append(' ', 4 * depth);
            if (!shown.Add(variable))
            {
                // Its gradient is not said again: it is one sum over all uses.
                text.Append(variable.Name ?? GraphLabels.Value(variable.Value)).AppendLine(" (as above)");
                return;
            }
            text.Append(Line(variable)).AppendLine(variable.Node is null ? "" : $", {variable.Node.Name} of:");
            foreach (var input in variable.Inputs) Write(input, depth + 1);
        }
    }

    /// <summary>One sentence: from what, through which operations, to what, with values and gradients.</summary>
    public static string Sentence(IReadOnlyList<Variable> inTopologicalOrder)
    {
        var end = inTopologicalOrder[^1];
        var starts = inTopologicalOrder.Where(variable => variable.Node is null).Take(9).Select(Line).ToArray();
        return end.Node is null
            ? $"{Line(end)}; nothing was computed."
            : $"From {Readable.List(starts)} through {Operations(inTopologicalOrder)} to {Line(end)}.";
    }

    /// <summary>The graph as a table: what each value is computed from, what it is, and its gradient. A value without a name is known by its number.</summary>
    public static string Table(string title, IReadOnlyList<Variable> inTopologicalOrder)
    {
        var names = new Dictionary<Variable, string>();
        foreach (var variable in inTopologicalOrder)
        {
            names[variable] = variable.Name
                ?? (variable.Node is null ? GraphLabels.Value(variable.Value) : $"({Readable.Whole(names.Keys.Count(other => other.Name is null && other.Node is not null) + 1)})");
        }
        // A number that only stands there has nothing more to tell than where it is used.
        var rows = from variable in inTopologicalOrder
                   where variable.Node is not null || variable.Name is not null
                   select (string[])
                   [
                       names[variable],
                       variable.Node is { } node ? $"{node.Name} of {Readable.List(variable.Inputs.Select(input => names[input]))}" : "given",
                       GraphLabels.Value(variable.Value),
                       GraphLabels.Gradient(variable) ?? "–",
                   ];
        return HtmlTable.Write(title, ["value", "from", "is", "gradient"], rows, hasNamedRows: true);
    }

    /// <summary>"3 operations (multiply, minus, square)", each with its number if there are several.</summary>
    public static string Operations(IReadOnlyList<Variable> variables)
    {
        var kinds = variables.Where(variable => variable.Node is not null).CountBy(variable => variable.Node!.Name).ToArray();
        return $"{Readable.Count(kinds.Sum(kind => kind.Value), "operation")} "
            + $"({string.Join(", ", kinds.Select(kind => kind.Value == 1 ? kind.Key : $"{Readable.Whole(kind.Value)} × {kind.Key}"))})";
    }

    /// <summary>"θ = 0.5 (gradient 8.25)".</summary>
    public static string Line(Variable variable) =>
        $"{(variable.Name is { } name ? $"{name} = " : "")}{GraphLabels.Value(variable.Value)}{(GraphLabels.Gradient(variable) is { } gradient ? $" (gradient {gradient})" : "")}";
}
