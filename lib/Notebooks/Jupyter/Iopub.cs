using System.Text;
using System.Text.Json.Nodes;
using Notebooks.Documents;
using Notebooks.Jupyter.Wire;

namespace Notebooks.Jupyter;

/// <summary>What all clients get to see: who is busy, and what cells give.</summary>
internal sealed class Iopub(PublisherSocket socket, MessageFormat format)
{
    /// <summary>Publishes a message.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="parent">The header of the request that caused it.</param>
    /// <param name="content">What it says.</param>
    public void Publish(string type, byte[]? parent, JsonObject content)
        => socket.Publish(format.Encode([Encoding.ASCII.GetBytes($"kernel.{type}")], type, parent, content));

    /// <summary>Says whether the kernel works on a request.</summary>
    public void Status(string state, byte[]? parent) => Publish("status", parent, new() { ["execution_state"] = state });

    /// <summary>Publishes an output of a cell, when slow clients have room for it.</summary>
    /// <param name="output">The output.</param>
    /// <param name="parent">The header of the request that ran the cell.</param>
    /// <param name="count">The cell's execution count.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public void Publish(CellOutput output, byte[]? parent, int count, CancellationToken cancellation)
    {
        if (OutputMessage.Of(output, count) is not var (type, content)) return;
        socket.WaitForRoom(cancellation);
        Publish(type, parent, content);
    }
}
