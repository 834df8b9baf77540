namespace DeepLearningMath;

/// <summary>How a notebook shows a tensor: a table with its shape, or the number that it is.</summary>
internal sealed class TensorFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Tensor>(MimeTypes.Html, (tensor, writer) => writer.Write(Html(tensor))),
        new MimeFormatter<Tensor>(MimeTypes.Text, (tensor, writer) => writer.Write(tensor)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(Tensor tensor)
    {
        if (tensor.Rank == 0) return $"<span>{tensor}</span>";
        var (rows, columns) = (HtmlTable.Shortened(tensor.Shape.Rows), HtmlTable.Shortened(tensor.Shape.Columns).ToArray());
        return HtmlTable.Write(
            tensor.Rank == 1 ? $"vector of {tensor.Count}" : $"matrix of {tensor.Shape.Rows} × {tensor.Shape.Columns}", [],
            rows.Select(i => columns.Select(j => i < 0 || j < 0 ? "…" : ((Tensor)(tensor.Rank == 1 ? tensor[j] : tensor[i, j])).ToString())));
    }
}
