using Notebooks.Documents;

namespace Notebooks.Execution;

/// <summary>A value that a cell has shown and can replace by another.</summary>
public sealed class DisplayedValue
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly IReadOnlyCollection<string> _mimeTypes;

    private DisplayedValue(IReadOnlyCollection<string> mimeTypes) => _mimeTypes = mimeTypes;

    /// <summary>Shows another value in the place of the one before, in the same forms.</summary>
    public void Update(object? value) => CSharpSession.Add(new DisplayUpdate(_id, ValueFormatter.Format(value, _mimeTypes)));

    internal static DisplayedValue Show(MimeBundle data, IReadOnlyCollection<string> mimeTypes)
    {
        var displayed = new DisplayedValue(mimeTypes);
        CSharpSession.Add(new DisplayOutput(data, DisplayId: displayed._id));
        return displayed;
    }
}
