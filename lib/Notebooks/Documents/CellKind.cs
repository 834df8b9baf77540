namespace Notebooks.Documents;

/// <summary>What a cell is.</summary>
public enum CellKind
{
    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Code with its outputs.</summary>
    Code,

    /// <summary>Text that no tool touches.</summary>
    Raw,

    /// <summary>A kind that this program does not know, or none at all; the cell is kept as it is.</summary>
    Unknown,
}
