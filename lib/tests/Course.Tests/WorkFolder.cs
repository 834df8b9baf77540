using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks.Documents;

namespace Course.Tests;

/// <summary>A folder of a test's own, with the notebooks that it writes.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("course-");

    public string Path => _folder.FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A notebook of code cells <c>c-1</c>, <c>c-2</c>, …; a cell that begins with <c>// id:</c> says its own, one that begins with a heading is text.</summary>
    public void Write(string name, params string[] cells)
        => WriteText(name, JsonSerializer.Serialize(new
        {
            cells = cells.Select((source, i) => new
            {
                cell_type = source.StartsWith("# ", StringComparison.Ordinal) ? "markdown" : "code",
                id = source.StartsWith("// id: ", StringComparison.Ordinal) ? source.Split('\n')[0][7..] : $"c-{i + 1}",
                metadata = new { },
                source,
            }),
            metadata = new { kernelspec = new { language = "C#", name = ".net-csharp", display_name = ".NET (C#)" } },
            nbformat = 4,
            nbformat_minor = 5,
        }));

    public void WriteText(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    public Notebook Load(string name) => Notebook.Load(this[name]);

    /// <summary>What the cells of a notebook print, by cell.</summary>
    public string[] Printed(string name) => [.. Load(name).Cells.Select(cell =>
        string.Concat(cell.Outputs.OfType<StreamOutput>().Where(output => output.Name == "stdout").Select(output => output.Text)))];

    public JsonNode Json(string name) => JsonNode.Parse(File.ReadAllText(this[name]))!;

    public void Dispose() => _folder.Delete(recursive: true);
}
