using System.Text;
using FsCheck;

namespace Fuzz;

/// <summary>A door to try: what reads bytes that somebody else wrote, and what must hold whatever they are.</summary>
internal abstract class Target
{
    /// <summary>The name on the command line, and of the folder in the corpus.</summary>
    public abstract string Name { get; }

    /// <summary>Good inputs, as real as can be had.</summary>
    public abstract IEnumerable<byte[]> Seeds();

    /// <summary>Words of the format, which chance alone would hardly spell.</summary>
    public abstract IReadOnlyList<string> Words { get; }

    /// <summary>Inputs made after the format's own rules.</summary>
    public abstract Gen<byte[]> Whole { get; }

    /// <summary>Bytes that may be allocated for each byte of input, beside a fixed amount; the check itself included.</summary>
    public virtual int MemoryPerByte => 2_000;

    /// <summary>Tries an input.</summary>
    /// <returns>In a few words what became of it; inputs with new words are kept as seeds for others.</returns>
    /// <exception cref="BrokenException">A promise does not hold. Any other exception is a finding too.</exception>
    public abstract string Run(byte[] input);

    /// <summary>Changes an input as only this format can be changed; null leaves it to the bytes.</summary>
    public virtual byte[]? Mutate(byte[] input, Random random) => null;

    public override string ToString() => Name;

    /// <summary>What a documented refusal must be: a sentence, on one line.</summary>
    protected static string Refusal(Exception error, string? names = null)
    {
        BrokenException.Unless(!string.IsNullOrWhiteSpace(error.Message), "A refusal says why", error.GetType().Name);
        BrokenException.Unless(error.Message.AsSpan().IndexOfAny('\n', '\r') < 0, "A refusal is one line", error.Message);
        BrokenException.Unless(names is null || error.Message.Contains(names, StringComparison.Ordinal), "A refusal names the file", error.Message);
        return error.Message;
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Several parts in one input.</summary>
    protected static byte[] Joined(IEnumerable<byte[]> parts) => [.. parts.SelectMany((part, i) => i == 0 ? part : [0, .. part])];

    /// <summary>The parts of an input.</summary>
    protected static List<byte[]> Split(byte[] input)
    {
        var parts = new List<byte[]>();
        var rest = input.AsSpan();
        for (int end; (end = rest.IndexOf((byte)0)) >= 0; rest = rest[(end + 1)..]) parts.Add(rest[..end].ToArray());
        parts.Add(rest.ToArray());
        return parts;
    }

    /// <summary>A file with the input in it, in memory where that can be had; one a target and process.</summary>
    protected string Write(byte[] input)
    {
        var file = Path.Combine(Scratch.Folder, Name);
        File.WriteAllBytes(file, input);
        return file;
    }
}
