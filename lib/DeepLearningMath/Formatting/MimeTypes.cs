namespace DeepLearningMath;

/// <summary>The MIME types that the library writes.</summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Text = "text/plain";
    public const string Plotly = "application/vnd.plotly.v1+json";
}
