using System.Text.Json.Nodes;

namespace Notebooks.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    public static JsonObject Content(string version) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageFormat.ProtocolVersion,
        ["implementation"] = "dotnet-course",
        ["implementation_version"] = version,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
        ["banner"] = $"C# on .NET {Environment.Version.Major}.{Environment.Version.Minor}",
        ["help_links"] = new JsonArray(new JsonObject
        {
            ["text"] = "C# documentation",
            ["url"] = "https://learn.microsoft.com/dotnet/csharp/",
        }),
        ["debugger"] = false,
        ["supported_features"] = new JsonArray(),
    };
}
