namespace DeepLearningMath;

/// <summary>MNIST's four files in a reader's folder, by the names they go by: <c>train-images-idx3-ubyte</c>, or with a dot for the second hyphen, and with <c>.gz</c>.</summary>
internal static class MnistFiles
{
    private static readonly string[] s_names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Whether at least one of them is in the folder: then its owner meant to use them.</summary>
    public static bool AnyIn(string folder) => s_names.Any(name => TryFind(folder, name) is not null);

    /// <summary>All of them.</summary>
    /// <exception cref="FileNotFoundException">Some are not there: which.</exception>
    public static ((string Images, string Labels) Training, (string Images, string Labels) Test) In(string folder)
    {
        string?[] paths = [.. s_names.Select(name => TryFind(folder, name))];
        string[] missing = [.. s_names.Where((_, i) => paths[i] is null)];
        return missing.Length == 0
            ? ((paths[0]!, paths[1]!), (paths[2]!, paths[3]!))
            : throw new FileNotFoundException(
                $"In {Path.GetFullPath(folder)} there is no {string.Join(" and no ", missing)} (plain or with .gz). MNIST has four files: {string.Join(", ", s_names)}. Put {(missing.Length == 1 ? "it" : "them")} there too, or take the others away.");
    }

    private static string? TryFind(string folder, string name)
    {
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        return new[] { name, $"{name}.gz", dotted, $"{dotted}.gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
