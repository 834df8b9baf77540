namespace DeepLearningMath;

/// <summary>Some of the samples, for one update.</summary>
/// <param name="X">The inputs: a vector (B), or a matrix (B × k) with a sample in each row.</param>
/// <param name="Y">The targets, B of them as well.</param>
/// <param name="Rows">Which samples these are, counted from 0: <c>X</c>'s sample i is sample <c>Rows[i]</c> of the data.</param>
public sealed record MiniBatch(Tensor X, Tensor Y, IReadOnlyList<int> Rows)
{
    /// <summary>One line: how many samples and which.</summary>
    public override string ToString() => $"{Readable.Count(Rows.Count, "sample")} {(Tensor)Rows.Select(row => (double)row).ToArray()}: x = {X}, y = {Y}";
}
