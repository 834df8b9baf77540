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
