using System.Text;
using Course;
using FsCheck;
using FsCheck.Fluent;

namespace Fuzz.Targets;

/// <summary>Whatever is typed is understood, or answered with a line that says what is wrong. Nothing of it is done here.</summary>
internal sealed class ArgumentTarget : Target
{
    private static readonly string[] s_words =
    [
        "run", "export", "progress", "serve", "kernel", "install", "uninstall", "list", "--output", "--timeout", "--no-run", "--single-file", "--port", "--no-browser", "--prefix", "--name", "--replace", "--help", "-h", "-?", "--version", "--",
        "01-nodes.ipynb", "*.ipynb", "a b.ipynb", "기울기.ipynb", "-x", "-", "", "5", "0", "-1", "1e9", "NaN", "65536", "٣", "@file", "[diagram]", "[suggest]", "--timeout=5", "--port:80", "-oa", "/?", "\"", "'", "~", "\u001b[31m", "\n",
    ];

    private readonly Terminal _terminal = new();

    public override string Name => "arguments";

    public override IReadOnlyList<string> Words { get; } = [.. s_words, .. s_words.Select(word => $"\0{word}\0")];

    public override Gen<byte[]> Whole { get; } = Gen.OneOf(Gen.Elements(s_words), Gen.Elements(s_words), Samples.Texts.Select(text => text.Replace("\0", "", StringComparison.Ordinal))).ListOf().Select(words => Joined(words.Select(Bytes)));

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        "run\0a.ipynb\0--output\0out\0--timeout\02.5", "export\0a.ipynb\0b.ipynb\0--no-run\0--single-file", "progress\0folder", "serve\0--port\08080\0--no-browser", "kernel\0install\0--prefix\0/x\0--name\0k\0--replace", "kernel\0list", "kernel\0run\0connection.json", "--help", "",
    }.Select(Bytes);

    public override string Run(byte[] input)
    {
        string[] args = input.Length == 0 ? [] : [.. Split(input).Select(Encoding.UTF8.GetString)];
        try
        {
            var parsed = CommandLine.Parse(args, _terminal, CancellationToken.None);
            BrokenException.Unless(parsed.Errors.Count == 0, "What is wrong is said");
            var command = parsed.CommandResult.Command;
            // Or is help asked for?
            var isAsked = parsed.Action == command.Action;
            // A notebook that was named is not lost on the way.
            if (isAsked && command.Name is "run" or "export" && parsed.CommandResult.Parent is System.CommandLine.Parsing.CommandResult { Parent: null })
            {
                var notebooks = parsed.GetRequiredValue<string[]>("NOTEBOOK");
                BrokenException.Unless(notebooks.Length > 0 && notebooks.All(name => args.Any(arg => arg.EndsWith(name, StringComparison.Ordinal))), "A notebook is what was typed", string.Join('|', notebooks));
                var timeout = parsed.GetValue<TimeSpan?>("--timeout");
                BrokenException.Unless(timeout is null || timeout > TimeSpan.Zero, "A time is above 0", $"{timeout}");
                BrokenException.Unless(NotebookFiles.Expand(notebooks).Count > 0 || notebooks.All(name => name.Length == 0), "Every notebook is looked for");
            }
            if (isAsked && command.Name == "serve") BrokenException.Unless(parsed.GetValue<int?>("--port") is null or (>= 0 and <= 65535), "A port is a port");
            return $"{command.Name} {parsed.Action?.GetType().Name}";
        }
        catch (UsageException error)
        {
            return Refusal(error);
        }
    }
}
