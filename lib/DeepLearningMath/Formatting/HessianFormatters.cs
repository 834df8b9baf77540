namespace DeepLearningMath;

/// <summary>How a notebook shows a Hessian: the matrix, with its eigenvalues and condition number in words.</summary>
internal sealed class HessianFormatters
{
    private readonly object[] _formatters =
    [
        new MimeFormatter<Hessian>(MimeTypes.Html, (hessian, writer) => writer.Write(Html(hessian))),
        new MimeFormatter<Hessian>(MimeTypes.Text, (hessian, writer) => writer.Write(hessian)),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;

    private static string Html(Hessian hessian)
    {
        var size = hessian.Eigenvalues.Count;
        var places = HtmlTable.Shortened(size).ToArray();
        var table = HtmlTable.Write(
            $"Hessian of {Readable.Count(size, "parameter")}: {hessian.Conditioning}", [],
            places.Select(i => places.Select(j => i < 0 || j < 0 ? "…" : Readable.Number(hessian.Matrix[i, j]))));
        var values = places.Select(i => i < 0 ? "…" : Readable.Number(hessian.Eigenvalues[i]));
        return $"{table}<p>{(size == 1 ? "eigenvalue" : "eigenvalues")} {Readable.Html(string.Join(", ", values))}</p>";
    }
}
