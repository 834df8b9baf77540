namespace Notebooks.Jupyter;

/// <summary>Remembers signatures, so that nobody can send a signed message a second time.</summary>
internal sealed class ReplayGuard
{
    // As many as Jupyter's own clients remember.
    private const int Most = 65_536;

    private readonly HashSet<string> _known = [];
    private readonly Queue<string> _order = new();
    private readonly Lock _gate = new();

    /// <summary>Whether the signature has not been seen before; it now has.</summary>
    public bool IsNew(byte[] signature)
    {
        var text = Convert.ToBase64String(signature);
        lock (_gate)
        {
            if (!_known.Add(text)) return false;
            _order.Enqueue(text);
            if (_order.Count > Most) _known.Remove(_order.Dequeue());
            return true;
        }
    }
}
