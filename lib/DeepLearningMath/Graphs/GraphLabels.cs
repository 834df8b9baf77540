namespace DeepLearningMath;

/// <summary>What a drawn graph writes on its parts.</summary>
internal static class GraphLabels
{
    private const int Longest = 28;

    public static string Symbol(Node node) => node switch
    {
        Plus => "+",
        Minus => "−",
        Multiply => "×",
        DeepLearningMath.Square => "x²",
        DeepLearningMath.Sum => "Σ",
        _ => node.Name.ToLowerInvariant(),
    };

    /// <summary>A number, a short vector, or the shape of what is longer.</summary>
    public static string Value(Tensor value)
    {
        if (value.Rank == 0) return Readable.Number(value.Number);
        if (value.Rank == 1)
        {
            var all = $"[{string.Join(", ", value.ToArray().Take(Longest).Select(Readable.Number))}]";
            return all.Length <= Longest && value.Count <= Longest ? all : $"vector {value.Shape}";
        }
        return $"matrix {value.Shape}";
    }

    public static string? Gradient(Variable variable) => variable.HasGradient ? Value(variable.Gradient) : null;
}
