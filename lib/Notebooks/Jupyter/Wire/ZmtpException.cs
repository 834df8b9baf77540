namespace Notebooks.Jupyter.Wire;

/// <summary>A peer does not keep to ZMTP, or asks for more than it may have. It costs that peer its connection, and nothing else.</summary>
internal sealed class ZmtpException(string message) : Exception(message);
