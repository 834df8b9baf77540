using System.Text.Json.Nodes;

namespace Notebooks.Jupyter;

/// <summary>A message from a client.</summary>
/// <param name="Identities">The routing id of the client, and what else stands before the delimiter: the way back.</param>
/// <param name="Header">Its header, of which nothing is lost.</param>
/// <param name="RawHeader">The header's own bytes: the parent header of every answer.</param>
/// <param name="Content">What it asks for.</param>
/// <param name="Metadata">Remarks.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Identities, JsonObject Header, byte[] RawHeader, JsonObject Content, JsonObject Metadata)
{
    /// <summary>What kind of message it is, such as <c>execute_request</c>.</summary>
    public string Type => Header.Text("msg_type") ?? "";

    /// <summary>The id of the client's session.</summary>
    public string Session => Header.Text("session") ?? "";
}
